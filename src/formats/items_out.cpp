#include "formats/items_out.h"

#include "base/text.h"
#include "formats/frame_view.h"
#include "formats/layout.h"
#include "formats/svg.h"
#include "formats/text_writer.h"
#include "geometry/mask.h"

#include <algorithm>

#include <fmt/format.h>

namespace limn::formats {
namespace {

using annotation::FrameShape;
using annotation::ShapeType;

Value typed_value(const AttributeSpec& spec, const std::string& text) {
    if (spec.input_type == "number") {
        const auto number = parse_double(trim(text));
        if (number) return *number;
        throw FormatError(fmt::format("Failed to convert attribute '{}'='{}': could not convert string to float: '{}'",
                                      spec.name, text, text));
    }
    if (spec.input_type == "checkbox") return equal_ignoring_case(text, "true");
    return text;
}

// Every attribute that the label declares: the last value stored, else the default.
std::vector<Attribute> declared(const Label& label, const std::vector<annotation::Attribute>& stored) {
    std::vector<Attribute> out;
    out.reserve(label.attributes.size());
    for (const AttributeSpec& spec : label.attributes) {
        const auto found =
            std::find_if(stored.rbegin(), stored.rend(), [&](const auto& a) { return a.spec_id == spec.id; });
        out.push_back({spec.name, typed_value(spec, found == stored.rend() ? spec.default_value : found->value)});
    }
    return out;
}

std::vector<double> rounded(const std::vector<double>& points) {
    std::vector<double> out(points.size());
    std::transform(points.begin(), points.end(), out.begin(), round2);
    return out;
}

class ItemBuilder {
  public:
    ItemBuilder(const LabelIndex& labels, bool three_d) : labels_(labels), three_d_(three_d) {}

    void add_tag(Item& item, const annotation::Tag& tag) const {
        ItemAnnotation out;
        out.label = labels_.index(tag.label_id);
        if (out.label < 0) return;
        out.group = tag.group.value_or(0);
        out.attributes = declared(labels_.at(out.label), tag.attributes);
        item.annotations.push_back(std::move(out));
    }

    void add_shape(Item& item, const FrameShape& from) const {
        ItemAnnotation out;
        out.label = labels_.index(from.shape.label_id);
        if (out.label < 0 || !set_geometry(out, item, from)) return;
        out.group = from.shape.group.value_or(0);
        out.z_order = from.shape.z_order;
        out.attributes = declared(labels_.at(out.label), from.shape.attributes);
        out.occluded = from.shape.occluded;
        if (from.track) {
            out.track = from.track;
            out.keyframe = from.keyframe;
        }
        if (out.kind == Kind::skeleton) add_elements(out, from);
        item.annotations.push_back(std::move(out));
    }

  private:
    // False for shapes that items cannot hold.
    bool set_geometry(ItemAnnotation& out, const Item& item, const FrameShape& from) const {
        const auto& p = from.shape.points;
        switch (from.shape.type) {
        case ShapeType::rectangle:
            out.kind = Kind::bbox;
            out.points = rounded(p);
            out.rotation = from.shape.rotation;
            return p.size() == 4;
        case ShapeType::ellipse:
            if (p.size() != 4) return false;
            out.kind = Kind::ellipse;
            out.points = rounded({2 * p[0] - p[2], p[3], p[2], 2 * p[1] - p[3]});
            out.rotation = from.shape.rotation;
            return true;
        case ShapeType::polygon: out.kind = Kind::polygon; break;
        case ShapeType::polyline: out.kind = Kind::polyline; break;
        case ShapeType::points: out.kind = Kind::points; break;
        case ShapeType::mask: return set_mask(out, item, from);
        case ShapeType::skeleton: out.kind = Kind::skeleton; return true;
        case ShapeType::cuboid:
            if (!three_d_ || p.size() < 9) return false;
            out.kind = Kind::cuboid_3d;
            out.points = rounded({p.begin(), p.begin() + 9});
            return true;
        }
        out.points = rounded(p);
        return true;
    }

    static bool set_mask(ItemAnnotation& out, const Item& item, const FrameShape& from) {
        out.kind = Kind::mask;
        try {
            out.mask = geometry::to_rle(geometry::read_mask(from.shape.points), item.width, item.height);
        } catch (const std::invalid_argument& error) {
            throw FormatError(fmt::format("The mask with id {} on frame '{}' is damaged and stopped the export: {}. "
                                          "Delete it or draw it again.",
                                          from.shape.id, item.id, error.what()));
        }
        return true;
    }

    void add_elements(ItemAnnotation& out, const FrameShape& from) const {
        bool any_keyframe = false;
        for (const FrameShape& element : from.elements) {
            any_keyframe = any_keyframe || element.keyframe;
            SkeletonPoint point;
            point.label = labels_.index(element.shape.label_id);
            if (point.label < 0 || element.shape.points.size() < 2) continue;
            point.x = round2(element.shape.points[0]);
            point.y = round2(element.shape.points[1]);
            point.visibility = element.shape.outside    ? Visibility::absent
                               : element.shape.occluded ? Visibility::hidden
                                                        : Visibility::visible;
            point.attributes = declared(labels_.at(point.label), element.shape.attributes);
            if (element.track) {
                point.track = element.track;
                point.keyframe = element.keyframe;
            }
            out.elements.push_back(std::move(point));
        }
        out.keyframe = any_keyframe;
    }

    const LabelIndex& labels_;
    bool three_d_;
};

Item image_item(const TaskPart& part, const Frame& frame, FrameName name, const std::string& subset, bool three_d) {
    Item item;
    item.id = std::move(name.id);
    if (three_d) item.id = item.id.substr(item.id.rfind('/') + 1);
    item.extension = std::move(name.extension);
    item.subset = subset;
    item.width = frame.width;
    item.height = frame.height;
    item.frame = name.number;
    item.part = &part;
    item.media = &frame;
    return item;
}

size_t frame_count(const Dataset& dataset) {
    size_t count = 0;
    for (const TaskPart& part : dataset.tasks) count += part.frames.size();
    return count;
}

} // namespace

LabelIndex::LabelIndex(const std::vector<Label>& labels) : labels_(labels) {
    for (size_t i = 0; i < labels.size(); ++i) by_id_.emplace(labels[i].id, static_cast<int64_t>(i));
}

int64_t LabelIndex::index(int64_t label_id) const {
    const auto found = by_id_.find(label_id);
    return found == by_id_.end() ? -1 : found->second;
}

const std::string& LabelIndex::parent(const Label& label) const {
    static const std::string none;
    const int64_t found = label.parent == 0 ? -1 : index(label.parent);
    return found < 0 ? none : at(found).name;
}

std::vector<int64_t> LabelIndex::points(int64_t skeleton) const {
    std::vector<int64_t> members;
    for (size_t i = 0; i < labels_.size(); ++i) {
        if (labels_[i].parent == at(skeleton).id) members.push_back(static_cast<int64_t>(i));
    }
    std::vector<int64_t> out;
    for (const auto tag : svg_tags(at(skeleton).svg, "circle")) {
        const auto name = svg_attribute(tag, "data-label-name");
        const auto id = parse_int(svg_attribute(tag, "data-label-id"));
        for (int64_t i : members) {
            const bool meant =
                id ? labels_[static_cast<size_t>(i)].id == *id : labels_[static_cast<size_t>(i)].name == name;
            if (meant && std::find(out.begin(), out.end(), i) == out.end()) out.push_back(i);
        }
    }
    for (int64_t i : members) {
        if (std::find(out.begin(), out.end(), i) == out.end()) out.push_back(i);
    }
    return out;
}

std::vector<std::pair<int, int>> LabelIndex::joints(int64_t skeleton) const {
    std::vector<std::pair<int, int>> out;
    for (const auto tag : svg_tags(at(skeleton).svg, "line")) {
        const auto from = parse_int(svg_attribute(tag, "data-node-from")),
                   to = parse_int(svg_attribute(tag, "data-node-to"));
        if (from && to) out.emplace_back(static_cast<int>(*from), static_cast<int>(*to));
    }
    return out;
}

void each_item(const Dataset& dataset, const ExportOptions& options, std::string_view subset,
               const std::function<void(Item&)>& visit) {
    const LabelIndex labels(dataset.labels);
    const ItemBuilder builder(labels, dataset.three_d);
    FrameNames names(dataset);
    const auto total = static_cast<double>(std::max<size_t>(frame_count(dataset), 1));
    size_t done = 0;
    for (size_t task = 0; task < dataset.tasks.size(); ++task) {
        const TaskPart& part = dataset.tasks[task];
        names.enter(task);
        if (!subset.empty() && names.subset() != subset) {
            done += part.frames.size();
            continue;
        }
        const auto annotations = part.annotations();
        FrameViews views(part, annotations, dataset.three_d);
        for (const Frame& frame : part.frames) {
            Item item = image_item(part, frame, names.name(frame), names.subset(), dataset.three_d);
            const auto view = views.at(frame.number);
            item.annotations.reserve(view.tags.size() + view.shapes.size());
            for (const auto* tag : view.tags) builder.add_tag(item, *tag);
            for (const auto& shape : view.shapes) builder.add_shape(item, shape);
            visit(item);
            if (options.progress && ++done % 64 == 0) options.progress(static_cast<double>(done) / total);
        }
    }
}

void each_image(const Dataset& dataset, std::string_view subset, const std::function<void(Item&)>& visit) {
    FrameNames names(dataset);
    for (size_t task = 0; task < dataset.tasks.size(); ++task) {
        const TaskPart& part = dataset.tasks[task];
        names.enter(task);
        if (!subset.empty() && names.subset() != subset) continue;
        for (const Frame& frame : part.frames) {
            Item item = image_item(part, frame, names.name(frame), names.subset(), dataset.three_d);
            visit(item);
        }
    }
}

void save_image(const Item& item, ArchiveWriter& archive, std::string_view name) {
    archive.begin(name);
    item.part->image(*item.media, [&](std::string_view piece) { archive.write(piece); });
}

} // namespace limn::formats
