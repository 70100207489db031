// Sly Point Cloud Format 1.0 (3D), read.
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/json_reader.h"
#include "formats/missing.h"

#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

using simdjson::dom::element;

constexpr std::string_view annotation_folder = "ds0/ann", annotation_end = ".pcd.json";

class SlyReader {
  public:
    explicit SlyReader(const Input& input) : input_(input) {}

    ItemSet read() {
        read_meta();
        read_keys();
        for (const std::string& file : input_.below(annotation_folder, annotation_end)) read_item(file);
        return std::move(set_);
    }

  private:
    void read_meta() {
        const std::string text = input_.read("meta.json");
        const JsonDocument document(text, "meta.json");
        for (const element one : json_list(document.root(), "classes")) set_.label(json_text(one, "title"));
        if (!json_optional(document.root(), "tags")) return;
        for (const element tag : json_list(document.root(), "tags")) {
            const auto type = json_optional(tag, "value_type");
            const bool number = type && json_text(tag, "value_type") == "any_number";
            defaults_.emplace_back(json_text(tag, "name"), number ? Value(int64_t{0}) : Value(std::string()));
        }
    }

    // Ids of objects and numbers of frames by their keys.
    void read_keys() {
        if (!input_.has("key_id_map.json")) return;
        const std::string text = input_.read("key_id_map.json");
        const JsonDocument document(text, "key_id_map.json");
        const auto read = [&](const char* member, std::map<std::string, int64_t>& to) {
            simdjson::dom::object entries;
            const auto part = json_optional(document.root(), member);
            if (!part || part->get(entries)) return;
            for (const auto [key, value] : entries) {
                int64_t number;
                if (!value.get(number)) to.emplace(key, number);
            }
        };
        read("objects", objects_);
        read("videos", frames_);
    }

    int64_t object_id(const std::string& key) {
        return objects_.try_emplace(key, 1'000'000 + static_cast<int64_t>(objects_.size())).first->second;
    }

    void read_item(const std::string& file) {
        const std::string text = input_.read(file);
        const JsonDocument document(text, file);
        Item item;
        item.id = file.substr(annotation_folder.size() + 1,
                              file.size() - annotation_folder.size() - 1 - annotation_end.size());
        item.subset = "default";
        if (json_optional(document.root(), "key")) {
            const auto frame = frames_.find(std::string(json_text(document.root(), "key")));
            if (frame != frames_.end()) item.frame = frame->second;
        }
        find_media(item);
        std::map<std::string, element> objects;
        for (const element object : json_list(document.root(), "objects"))
            objects.emplace(json_text(object, "key"), object);
        for (const element figure : json_list(document.root(), "figures")) {
            const std::string key(json_text(figure, "objectKey"));
            const auto object = objects.find(key);
            if (object == objects.end() || json_text(figure, "geometryType") != "cuboid_3d") continue;
            item.annotations.push_back(cuboid(figure, object->second, object_id(key)));
        }
        set_.items.push_back(std::move(item));
    }

    void find_media(Item& item) const {
        const std::string cloud = fmt::format("ds0/pointcloud/{}.pcd", item.id);
        if (!input_.has(cloud)) return;
        item.file = input_.path(cloud);
        item.extension = ".pcd";
        for (const std::string& image : input_.below(fmt::format("ds0/related_images/{}_pcd", item.id))) {
            if (!image.ends_with(".json")) item.related.push_back(input_.path(image));
        }
    }

    ItemAnnotation cuboid(element figure, element object, int64_t id) {
        ItemAnnotation out;
        out.kind = Kind::cuboid_3d;
        out.label = set_.label(json_text(object, "classTitle"));
        out.track = id;
        const element geometry = json_member(figure, "geometry");
        for (const char* part : {"position", "rotation", "dimensions"}) {
            const element vector = json_member(geometry, part);
            for (const char* axis : {"x", "y", "z"}) out.points.push_back(json_number(vector, axis));
        }
        std::map<std::string, Value> values(defaults_.begin(), defaults_.end());
        for (const element tag : json_list(object, "tags")) {
            const auto value = json_optional(tag, "value");
            values[std::string(json_text(tag, "name"))] = value ? json_value(*value) : Value(true);
        }
        for (auto& [name, value] : values) set_attribute(out, name, std::move(value));
        return out;
    }

    const Input& input_;
    ItemSet set_;
    std::vector<std::pair<std::string, Value>> defaults_; // of tags
    std::map<std::string, int64_t> objects_, frames_;
};

} // namespace

ItemSet read_sly(const Input& input, const Dataset&) {
    const auto root = input.root([](const Input& candidate) { return candidate.has("meta.json"); });
    if (!root) dataset_not_found("sly-pointcloud", {});
    return SlyReader(*root).read();
}

} // namespace limn::formats
