// Datumaro 1.0 and Datumaro 3D 1.0, read; also the newer head with a version and a media type.
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/json_reader.h"
#include "formats/missing.h"
#include "formats/paths.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

using simdjson::dom::element;

Kind parse_kind(std::string_view text) {
    for (int i = 0; i <= static_cast<int>(Kind::cuboid_3d); ++i) {
        if (to_string(static_cast<Kind>(i)) == text) return static_cast<Kind>(i);
    }
    throw FormatError(fmt::format("Unknown annotation type '{}'", text));
}

class DatumaroReader {
  public:
    explicit DatumaroReader(const Input& input) : input_(input) {}

    void read(const std::string& file, const std::string& subset) {
        const std::string text = input_.read(file);
        const JsonDocument document(text, file);
        const element categories = json_member(document.root(), "categories");
        read_labels(categories);
        for (const element item : json_list(document.root(), "items")) {
            set_.items.push_back(read_item(item, subset));
        }
    }

    ItemSet finish() { return std::move(set_); }

  private:
    void read_labels(element categories) {
        labels_.clear();
        points_.clear();
        const auto label_part = json_optional(categories, "label");
        if (!label_part) return;
        for (const element label : json_list(*label_part, "labels")) {
            const auto parent = json_optional(label, "parent");
            labels_.push_back(
                set_.label(json_text(label, "name"), parent ? json_text(label, "parent") : std::string_view()));
        }
        const auto point_part = json_optional(categories, "points");
        if (!point_part) return;
        for (const element skeleton : json_list(*point_part, "items")) {
            const int64_t label = resolve(json_int(skeleton, "label_id"));
            const std::string name = set_.labels[static_cast<size_t>(label)].name;
            for (const element point : json_list(skeleton, "labels")) {
                std::string_view text;
                if (point.get(text)) throw FormatError("Invalid annotation field 'labels' type. Expected str");
                points_[label].push_back(set_.label(text, name));
            }
        }
    }

    int64_t resolve(int64_t index) const {
        if (index < 0 || index >= static_cast<int64_t>(labels_.size())) {
            throw FormatError(fmt::format("Undeclared label '{}'", index));
        }
        return labels_[static_cast<size_t>(index)];
    }

    Item read_item(element from, const std::string& subset) {
        Item item;
        item.id = json_text(from, "id");
        item.subset = subset;
        if (const auto attributes = json_optional(from, "attr")) {
            int64_t frame;
            if (json_optional(*attributes, "frame") && !(*attributes)["frame"].get(frame)) item.frame = frame;
        }
        read_media(from, item);
        try {
            for (const element annotation : json_list(from, "annotations")) read_annotation(annotation, item);
        } catch (const FormatError& error) {
            throw FormatError(
                fmt::format("Failed to import item ('{}', '{}') annotation: {}", item.id, subset, error.what()));
        }
        return item;
    }

    void read_media(element from, Item& item) const {
        const auto media = json_optional(from, "image");
        const auto cloud = json_optional(from, "point_cloud");
        if (!media && !cloud) return;
        const element described = media ? *media : *cloud;
        const std::string path =
            json_optional(described, "path") ? std::string(json_text(described, "path")) : std::string();
        item.extension = path.substr(without_extension(path).size());
        if (const auto size = json_optional(described, "size")) {
            const auto numbers = json_numbers(*size, "size");
            if (numbers.size() == 2) {
                item.height = static_cast<int>(numbers[0]);
                item.width = static_cast<int>(numbers[1]);
            }
        }
        const std::string folder = media ? "images" : "point_clouds";
        find(item.file, {fmt::format("{}/{}/{}", folder, item.subset, path), fmt::format("{}/{}", folder, path)});
        const auto related = json_optional(from, "related_images");
        if (!related) return;
        for (const element image : json_list(from, "related_images")) {
            const std::string name(json_text(image, "path"));
            std::filesystem::path file;
            find(file, {fmt::format("related_images/{}/{}/{}", item.subset, item.id, name),
                        fmt::format("{}/{}/{}", folder, item.subset, name)});
            if (!file.empty()) item.related.push_back(std::move(file));
        }
    }

    void find(std::filesystem::path& file, std::initializer_list<std::string> places) const {
        for (const std::string& place : places) {
            if (file.empty() && input_.unpacked() && input_.has(place)) file = input_.path(place);
        }
    }

    void read_annotation(element from, Item& item) {
        const auto type = json_text(from, "type");
        if (type == "caption") return;
        ItemAnnotation out;
        out.kind = parse_kind(type);
        if (json_optional(from, "label_id")) out.label = resolve(json_int(from, "label_id"));
        if (json_optional(from, "group")) out.group = json_int(from, "group");
        if (json_optional(from, "z_order")) out.z_order = static_cast<int32_t>(json_int(from, "z_order"));
        if (const auto attributes = json_optional(from, "attributes")) json_attributes(*attributes, out);
        read_geometry(from, out);
        item.annotations.push_back(std::move(out));
    }

    void read_geometry(element from, ItemAnnotation& out) {
        switch (out.kind) {
        case Kind::label: break;
        case Kind::bbox: {
            const auto box = json_numbers(json_member(from, "bbox"), "bbox");
            if (box.size() != 4)
                throw FormatError(fmt::format("Bbox has wrong value count {}. Expected 4 values.", box.size()));
            out.points = {box[0], box[1], box[0] + box[2], box[1] + box[3]};
            break;
        }
        case Kind::polygon:
        case Kind::polyline:
        case Kind::points:
        case Kind::ellipse:
            out.points = json_numbers(json_member(from, "points"), "points");
            if (out.points.size() % 2 != 0 || (out.kind == Kind::ellipse && out.points.size() != 4)) {
                throw FormatError(
                    fmt::format("Points have invalid value count {}, which is not divisible by 2.", out.points.size()));
            }
            break;
        case Kind::mask: read_mask(json_member(from, "rle"), out); break;
        case Kind::skeleton: read_skeleton(from, out); break;
        case Kind::cuboid_3d:
            for (const char* part : {"position", "rotation", "scale"}) {
                const auto numbers = json_numbers(json_member(from, part), part);
                if (numbers.size() != 3) throw FormatError(fmt::format("Invalid annotation field '{}' value", part));
                out.points.insert(out.points.end(), numbers.begin(), numbers.end());
            }
        }
    }

    static void read_mask(element rle, ItemAnnotation& out) try {
        out.mask = json_mask(rle);
    } catch (const std::invalid_argument& error) {
        throw FormatError(fmt::format("Invalid annotation field 'rle' value: {}", error.what()));
    }

    void read_skeleton(element from, ItemAnnotation& out) {
        const auto numbers = json_numbers(json_member(from, "points"), "points");
        if (numbers.size() % 3 != 0) {
            throw FormatError(fmt::format("Points have invalid value count {}, which is not divisible by 3. "
                                          "Expected (x, y, visibility) triplets.",
                                          numbers.size()));
        }
        const size_t count = numbers.size() / 3;
        std::vector<element> attributes;
        if (json_optional(from, "points_attributes")) {
            for (const element one : json_list(from, "points_attributes")) attributes.push_back(one);
            if (attributes.size() != count) {
                throw FormatError(fmt::format("Points and Points_attributes lengths ({}, {}) do not match, "
                                              "for each point there should be points attributes.",
                                              count, attributes.size()));
            }
        }
        const auto& labels = points_[out.label];
        for (size_t i = 0; i < count && i < labels.size(); ++i) {
            SkeletonPoint point;
            point.label = labels[i];
            point.x = numbers[3 * i];
            point.y = numbers[3 * i + 1];
            const double v = numbers[3 * i + 2];
            point.visibility = v == 0 ? Visibility::absent : v == 1 ? Visibility::hidden : Visibility::visible;
            if (!attributes.empty()) {
                ItemAnnotation holder;
                json_attributes(attributes[i], holder);
                point.attributes = std::move(holder.attributes);
            }
            out.elements.push_back(std::move(point));
        }
    }

    const Input& input_;
    ItemSet set_;
    std::vector<int64_t> labels_;                    // of the file being read, by index
    std::map<int64_t, std::vector<int64_t>> points_; // of skeletons
};

} // namespace

ItemSet read_datumaro(const Input& input, const Dataset&) {
    if (!input.unpacked()) {
        DatumaroReader reader(input);
        reader.read(input.names().front(), "default");
        return reader.finish();
    }
    const auto root =
        input.root([](const Input& candidate) { return !candidate.below("annotations", ".json").empty(); });
    if (!root) dataset_not_found("datumaro", {"annotations/*.json"});
    DatumaroReader reader(*root);
    for (const std::string& file : root->below("annotations", ".json"))
        reader.read(file, without_extension(base_name(file)));
    return reader.finish();
}

} // namespace limn::formats
