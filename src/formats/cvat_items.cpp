// CVAT 1.1 as a dataset with images, for new tasks of a project: the same XML, read as items.
#include "base/text.h"
#include "formats/cvat_geometry_in.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/item.h"
#include "formats/missing.h"
#include "formats/text_writer.h"
#include "formats/xml_reader.h"
#include "media/kinds.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

namespace limn::formats {
namespace {

using annotation::ShapeType;

constexpr std::string_view fallback_subset = "default";

Kind kind_of(ShapeType type) {
    switch (type) {
    case ShapeType::polygon: return Kind::polygon;
    case ShapeType::polyline: return Kind::polyline;
    case ShapeType::points: return Kind::points;
    case ShapeType::ellipse: return Kind::ellipse;
    case ShapeType::mask: return Kind::mask;
    case ShapeType::skeleton: return Kind::skeleton;
    case ShapeType::rectangle:
    case ShapeType::cuboid: break;
    }
    return Kind::bbox;
}

class ItemsReader {
  public:
    explicit ItemsReader(const Input& input) : input_(input) {}

    void read(pugi::xml_node root) {
        read_meta(root.child("meta"));
        for (const auto element : root.children()) {
            const std::string_view name = element.name();
            if (name == "image") read_image(element);
            if (name == "track") read_track(element);
        }
    }

    ItemSet finish() {
        if (!has_images_) place_images();
        return std::move(set_);
    }

  private:
    // Labels, and which attributes are text, are told in the head, at a place that depends on what was exported.
    void read_meta(pugi::xml_node meta) {
        of_project_ = of_project_ || meta.child("project");
        for (const auto& found : meta.select_nodes(".//labels/label")) {
            const auto label = found.node();
            set_.label(label.child_value("name"), label.child_value("parent"));
            for (const auto attribute : label.child("attributes").children("attribute")) {
                if (std::string_view(attribute.child_value("input_type")) == "text") {
                    text_attributes_.insert(
                        fmt::format("{}\n{}", label.child_value("name"), attribute.child_value("name")));
                }
            }
        }
        width_ = std::atoi(meta.select_node(".//original_size/width").node().child_value());
        height_ = std::atoi(meta.select_node(".//original_size/height").node().child_value());
    }

    Item& item(const std::string& id, std::string_view subset) {
        const auto [entry, fresh] = items_.try_emplace(fmt::format("{}\n{}", subset, id), set_.items.size());
        if (!fresh) return set_.items[entry->second];
        Item out;
        out.id = id;
        out.subset = subset;
        set_.items.push_back(std::move(out));
        return set_.items.back();
    }

    void find_image(Item& item, const std::string& name) const {
        for (const std::string& path :
             {fmt::format("images/{}/{}", item.subset, name), fmt::format("images/{}", name)}) {
            if (!input_.has(path)) continue;
            item.file = input_.path(path);
            item.extension = name.substr(item.id.size());
            return;
        }
    }

    // Tracks name their frames by number alone. Images called frame_000003 say theirs; others stand in their order.
    void place_images() {
        std::unordered_map<std::string, int64_t> position; // by subset
        for (const std::string& file : input_.below("images")) {
            if (media::kind_of(file) != media::Kind::image) continue;
            auto name = file.substr(std::string_view("images/").size());
            std::string subset(fallback_subset);
            if (const auto slash = name.find('/'); of_project_ && slash != std::string::npos) {
                subset = name.substr(0, slash);
                name.erase(0, slash + 1);
            }
            const std::string id = without_extension(name);
            const auto place = position[subset]++;
            const auto number = id.starts_with("frame_") ? parse_int(std::string_view(id).substr(6)) : std::nullopt;
            Item& to = item(fmt::format("frame_{:06}", number.value_or(place)), subset);
            to.frame = number.value_or(place);
            to.id = id;
            to.extension = name.substr(id.size());
            to.file = input_.path(file);
        }
    }

    void read_image(pugi::xml_node image) {
        has_images_ = true;
        const std::string name(required(image, "name"));
        const auto subset = image.attribute("subset");
        Item& to = item(without_extension(name), subset ? std::string_view(subset.value()) : fallback_subset);
        to.width = static_cast<int>(optional_int(image, "width"));
        to.height = static_cast<int>(optional_int(image, "height"));
        if (image.attribute("id")) to.frame = required_int(image, "id");
        find_image(to, name.size() > to.id.size() ? name : name + ".PNG");
        for (const auto element : image.children()) {
            if (element.attribute("label")) add(to, element, required(element, "label"));
        }
    }

    void read_track(pugi::xml_node track) {
        const auto subset = track.attribute("subset");
        const int64_t id = next_track_++;
        for (const auto element : track.children()) {
            if (!cvat_shape_type(element.name())) continue;
            const auto frame = required_int(element, "frame");
            const std::string name = fmt::format("frame_{:06}", frame);
            Item& to = item(name, subset ? std::string_view(subset.value()) : fallback_subset);
            to.frame = frame;
            to.width = width_;
            to.height = height_;
            find_image(to, name + ".PNG");
            if (!add(to, element, required(track, "label"))) continue;
            auto& added = to.annotations.back();
            added.group = optional_int(track, "group_id");
            added.track = id;
            added.keyframe = required_int(element, "keyframe") != 0;
        }
    }

    Value typed(std::string_view label, std::string_view name, std::string_view text) const {
        if (equal_ignoring_case(text, "true")) return true;
        if (equal_ignoring_case(text, "false")) return false;
        if (!text_attributes_.contains(fmt::format("{}\n{}", label, name))) {
            if (const auto number = parse_double(trim(text))) return *number;
        }
        return std::string(text);
    }

    std::vector<Attribute> attributes(pugi::xml_node element, std::string_view label) const {
        std::vector<Attribute> out;
        for (const auto attribute : element.children("attribute")) {
            const auto name = required(attribute, "name");
            out.push_back({std::string(name), typed(label, name, attribute.text().get())});
        }
        return out;
    }

    // False for elements that items cannot hold.
    bool add(Item& to, pugi::xml_node element, std::string_view label) {
        ItemAnnotation out;
        out.label = set_.label(label);
        out.group = optional_int(element, "group_id");
        out.attributes = attributes(element, label);
        if (std::string_view(element.name()) != "tag") {
            const auto type = cvat_shape_type(element.name());
            if (!type || *type == ShapeType::cuboid) return false;
            set_shape(out, to, element, *type, label);
        }
        to.annotations.push_back(std::move(out));
        return true;
    }

    void set_shape(ItemAnnotation& out, const Item& to, pugi::xml_node element, ShapeType type,
                   std::string_view label) {
        out.kind = kind_of(type);
        out.z_order = static_cast<int32_t>(optional_int(element, "z_order"));
        out.occluded = optional_int(element, "occluded") != 0;
        out.outside = optional_int(element, "outside") != 0;
        out.rotation = optional_number(element, "rotation");
        const auto points = read_cvat_geometry(element, type);
        if (type == ShapeType::mask) {
            out.mask = geometry::to_rle(geometry::read_mask(points), to.width, to.height);
        } else if (type == ShapeType::ellipse) {
            out.points = {2 * points[0] - points[2], points[3], points[2], 2 * points[1] - points[3]};
        } else if (type == ShapeType::skeleton) {
            for (const auto child : element.children()) {
                if (cvat_shape_type(child.name())) out.elements.push_back(point(child, label));
            }
        } else {
            out.points = points;
        }
    }

    SkeletonPoint point(pugi::xml_node element, std::string_view skeleton) {
        SkeletonPoint out;
        const auto label = required(element, "label");
        out.label = set_.label(label, skeleton);
        const auto points = parse_points(required(element, "points"));
        if (points.size() >= 2) {
            out.x = points[0];
            out.y = points[1];
        }
        out.visibility = required_int(element, "outside") != 0    ? Visibility::absent
                         : required_int(element, "occluded") != 0 ? Visibility::hidden
                                                                  : Visibility::visible;
        out.attributes = attributes(element, label);
        return out;
    }

    const Input& input_;
    ItemSet set_;
    std::unordered_map<std::string, size_t> items_;
    std::unordered_set<std::string> text_attributes_;
    int width_ = 0; // of a video
    int height_ = 0;
    int64_t next_track_ = 0;
    bool has_images_ = false; // <image> elements, not tracks alone
    bool of_project_ = false; // images lie in folders of subsets
};

bool has_xml(const Input& input) { return !input.below("", ".xml").empty(); }

} // namespace

ItemSet read_cvat(const Input& input, const Dataset&) {
    const auto root = input.root(has_xml);
    if (!root) dataset_not_found("cvat", {"*.xml"});
    ItemsReader reader(*root);
    for (const std::string& file : root->below("", ".xml")) {
        const XmlDocument document(root->read(file), file);
        if (document.root().name() == std::string_view("annotations")) reader.read(document.root());
    }
    return reader.finish();
}

} // namespace limn::formats
