// Datumaro 1.0 and Datumaro 3D 1.0, written: one JSON file a subset with everything that items hold.
#include "formats/coco_writer.h"
#include "formats/functions.h"
#include "formats/layout.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace limn::formats {
namespace {

// A path without folders: what belongs to different folders stays different.
std::string flattened(std::string path) {
    std::replace(path.begin(), path.end(), '/', '_');
    return path;
}

void append_list(std::string& out, const auto& items, auto&& append) {
    out += '[';
    bool first = true;
    for (const auto& item : items) {
        if (!first) out += ',';
        first = false;
        append(item);
    }
    out += ']';
}

void append_floats(std::string& out, geometry::Coordinates numbers) {
    append_list(out, numbers, [&](double number) { append_float(out, number); });
}

void append_member(std::string& out, std::string_view name, const Value& value, bool first) {
    if (!first) out += ',';
    append_ascii_json(out, name);
    out += ':';
    append_json_value(out, value);
}

class DatumaroWriter {
  public:
    DatumaroWriter(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive)
        : dataset_(dataset), options_(options), archive_(archive), labels_(dataset.labels) {
        points_.resize(labels_.size());
        for (size_t i = 0; i < labels_.size(); ++i) {
            if (labels_.at(static_cast<int64_t>(i)).type == "skeleton")
                points_[i] = labels_.points(static_cast<int64_t>(i));
        }
    }

    void write() {
        for (const std::string& subset : subsets(dataset_)) {
            TextWriter text(archive_, fmt::format("annotations/{}.json", subset));
            text << "{\"info\":{},\"categories\":";
            text.append([&](std::string& out) { append_categories(out); }) << ",\"items\":[";
            bool first = true;
            each_item(dataset_, options_, subset, [&](Item& item) {
                text.append([&](std::string& out) {
                    if (!first) out += ',';
                    append_item(out, item);
                });
                first = false;
            });
            text << "]}";
        }
        if (options_.save_images) save_media();
    }

  private:
    void append_categories(std::string& out) const {
        std::set<std::string> attributes = {"occluded"};
        for (const Label& label : dataset_.labels) {
            for (const AttributeSpec& spec : label.attributes) attributes.insert(spec.name);
        }
        out += "{\"label\":{\"labels\":";
        append_list(out, dataset_.labels, [&](const Label& label) {
            out += "{\"name\":";
            append_ascii_json(out, label.name);
            out += ",\"parent\":";
            append_ascii_json(out, labels_.parent(label));
            out += ",\"attributes\":[]}";
        });
        out += ",\"label_groups\":[],\"attributes\":";
        append_list(out, attributes, [&](const std::string& name) { append_ascii_json(out, name); });
        out += "},\"points\":{\"items\":";
        append_skeletons(out);
        out += "}}";
    }

    void append_skeletons(std::string& out) const {
        std::vector<int64_t> skeletons;
        for (size_t i = 0; i < labels_.size(); ++i) {
            if (labels_.at(static_cast<int64_t>(i)).type == "skeleton") skeletons.push_back(static_cast<int64_t>(i));
        }
        append_list(out, skeletons, [&](int64_t index) {
            fmt::format_to(std::back_inserter(out), "{{\"label_id\":{},\"labels\":", index);
            append_list(out, points_[static_cast<size_t>(index)],
                        [&](int64_t point) { append_ascii_json(out, labels_.at(point).name); });
            out += ",\"joints\":";
            append_list(out, labels_.joints(index), [&](const std::pair<int, int>& joint) {
                fmt::format_to(std::back_inserter(out), "[{},{}]", joint.first, joint.second);
            });
            out += ",\"positions\":[]}";
        });
    }

    void append_item(std::string& out, const Item& item) const {
        out += "{\"id\":";
        append_ascii_json(out, item.id);
        out += ",\"annotations\":";
        int64_t tracks = 0, index = 0;
        for (const auto& annotation : item.annotations) tracks += annotation.track.has_value();
        append_list(out, item.annotations, [&](const ItemAnnotation& annotation) {
            const bool cuboid = annotation.kind == Kind::cuboid_3d;
            append_annotation(out, annotation, cuboid ? annotation.track.value_or(tracks + index) : 0);
            ++index;
        });
        fmt::format_to(std::back_inserter(out), ",\"attr\":{{\"frame\":{}}},", item.frame.value_or(0));
        dataset_.three_d ? append_cloud(out, item) : append_image(out, item);
        out += '}';
    }

    void append_image(std::string& out, const Item& item) const {
        out += "\"image\":{\"path\":";
        append_ascii_json(out, options_.save_images ? flattened(item.id) + item.extension : item.id + item.extension);
        fmt::format_to(std::back_inserter(out), ",\"size\":[{},{}]}}", item.height, item.width);
    }

    void append_cloud(std::string& out, const Item& item) const {
        out += "\"point_cloud\":{\"path\":";
        append_ascii_json(out, options_.save_images ? item.id + ".pcd" : item.media->name);
        out += '}';
        if (item.media->related.empty()) return;
        out += ",\"related_images\":";
        size_t i = 0;
        append_list(out, item.media->related, [&](const std::string& name) {
            out += "{\"path\":";
            append_ascii_json(out, options_.save_images ? related_name(i, name) : name);
            out += '}';
            ++i;
        });
    }

    static std::string related_name(size_t index, const std::string& name) {
        return fmt::format("image_{}{}", index, name.substr(without_extension(name).size()));
    }

    void append_annotation(std::string& out, const ItemAnnotation& from, int64_t id) const {
        fmt::format_to(std::back_inserter(out), "{{\"id\":{},\"type\":\"{}\",\"attributes\":{{", id,
                       to_string(from.kind));
        bool first = true;
        each_attribute(from, [&](std::string_view name, const Value& value) {
            append_member(out, name, value, first);
            first = false;
        });
        fmt::format_to(std::back_inserter(out), "}},\"group\":{},\"label_id\":{}", from.group, from.label);
        append_geometry(out, from);
        out += '}';
    }

    void append_geometry(std::string& out, const ItemAnnotation& from) const {
        const auto& p = from.points;
        const auto z_order = [&] { fmt::format_to(std::back_inserter(out), ",\"z_order\":{}", from.z_order); };
        const auto named = [&](const char* name, geometry::Coordinates numbers) {
            ((out += ",\"") += name) += "\":";
            append_floats(out, numbers);
        };
        switch (from.kind) {
        case Kind::label: break;
        case Kind::bbox:
            z_order();
            named("bbox", std::array{p[0], p[1], p[2] - p[0], p[3] - p[1]});
            break;
        case Kind::polygon:
        case Kind::polyline:
        case Kind::ellipse:
            named("points", p);
            z_order();
            break;
        case Kind::points:
            named("points", p);
            z_order();
            out += ",\"visibility\":";
            append_list(out, std::vector<int>(p.size() / 2, 2), [&](int v) { append_int(out, v); });
            break;
        case Kind::mask:
            out += ",\"rle\":{\"counts\":";
            append_ascii_json(out, geometry::compress(from.mask));
            fmt::format_to(std::back_inserter(out), ",\"size\":[{},{}]}}", from.mask.height, from.mask.width);
            z_order();
            break;
        case Kind::skeleton: append_points(out, from); break;
        case Kind::cuboid_3d:
            named("position", std::span(p).subspan(0, 3));
            named("rotation", std::span(p).subspan(3, 3));
            named("scale", std::span(p).subspan(6, 3));
            break;
        }
    }

    void append_points(std::string& out, const ItemAnnotation& from) const {
        std::string points, attributes;
        for (int64_t label : points_[static_cast<size_t>(from.label)]) {
            const auto found = std::find_if(from.elements.begin(), from.elements.end(),
                                            [&](const SkeletonPoint& point) { return point.label == label; });
            if (!points.empty()) points += ',';
            if (!attributes.empty()) attributes += ',';
            if (found == from.elements.end()) {
                points += "0.0,0.0,0";
                attributes += "{}";
                continue;
            }
            append_float(points, found->x);
            points += ',';
            append_float(points, found->y);
            fmt::format_to(std::back_inserter(points), ",{}", static_cast<int>(found->visibility));
            attributes += '{';
            bool first = true;
            const auto add = [&](std::string_view name, const Value& value) {
                append_member(attributes, name, value, first);
                first = false;
            };
            for (const Attribute& attribute : found->attributes) add(attribute.name, attribute.value);
            if (found->track) add("track_id", *found->track);
            if (found->keyframe) add("keyframe", *found->keyframe);
            attributes += '}';
        }
        ((((out += ",\"points\":[") += points) += "],\"points_attributes\":[") += attributes) += ']';
    }

    void save_media() {
        each_image(dataset_, {}, [&](Item& item) {
            if (!dataset_.three_d) {
                save_image(item, archive_,
                           fmt::format("images/{}/{}{}", item.subset, flattened(item.id), item.extension));
                return;
            }
            save_image(item, archive_, fmt::format("point_clouds/{}/{}.pcd", item.subset, item.id));
            for (size_t i = 0; i < item.media->related.size(); ++i) {
                archive_.begin(fmt::format("related_images/{}/{}/{}", item.subset, item.id,
                                           related_name(i, item.media->related[i])));
                item.part->related_image(*item.media, i, [&](std::string_view piece) { archive_.write(piece); });
            }
        });
    }

    const Dataset& dataset_;
    const ExportOptions& options_;
    ArchiveWriter& archive_;
    LabelIndex labels_;
    std::vector<std::vector<int64_t>> points_; // of each label, empty for those that are no skeleton
};

} // namespace

void write_datumaro(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    DatumaroWriter(dataset, options, archive).write();
}

} // namespace limn::formats
