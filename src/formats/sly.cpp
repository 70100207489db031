// Sly Point Cloud Format 1.0 (3D), written: Supervisely's projects of point clouds.
#include "base/text.h"
#include "base/time.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/items_out.h"
#include "formats/text_writer.h"
#include "media/kinds.h"

#include <algorithm>
#include <map>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace limn::formats {
namespace {

namespace json = boost::json;

// Indented by two spaces a level.
void append_indented(std::string& out, const json::value& value, size_t depth) {
    const auto indent = [&](size_t levels) { out.append(2 * levels, ' '); };
    const auto list = [&](char open, char close, const auto& items, auto&& append) {
        out += open;
        bool first = true;
        for (const auto& item : items) {
            out += first ? "\n" : ",\n";
            first = false;
            indent(depth + 1);
            append(item);
        }
        if (!first) {
            out += '\n';
            indent(depth);
        }
        out += close;
    };
    if (const auto* object = value.if_object()) {
        list('{', '}', *object, [&](const auto& member) {
            append_ascii_json(out, std::string_view(member.key()));
            out += ": ";
            append_indented(out, member.value(), depth + 1);
        });
    } else if (const auto* array = value.if_array()) {
        list('[', ']', *array, [&](const auto& item) { append_indented(out, item, depth + 1); });
    } else if (const auto* text = value.if_string()) {
        append_ascii_json(out, std::string_view(*text));
    } else if (const auto* number = value.if_double()) {
        append_float(out, *number);
    } else {
        out += json::serialize(value);
    }
}

std::string indented(const json::value& value) {
    std::string out;
    append_indented(out, value, 0);
    return out;
}

json::value tag_value(const Value& value) {
    if (const auto* truth = std::get_if<bool>(&value)) return json::string(*truth ? "true" : "false");
    if (const auto* whole = std::get_if<int64_t>(&value)) return *whole;
    if (const auto* real = std::get_if<double>(&value)) return *real;
    return json::string(std::get<std::string>(value));
}

json::object vector_of(const std::vector<double>& p, size_t first) {
    return {{"x", p[first]}, {"y", p[first + 1]}, {"z", p[first + 2]}};
}

class SlyWriter {
  public:
    SlyWriter(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive)
        : dataset_(dataset), options_(options), archive_(archive), labels_(dataset.labels), now_(to_iso(now())) {}

    void write() {
        each_item(dataset_, options_, {}, [&](Item& item) { write_item(item); });
        archive_.add("meta.json", indented(meta()));
        archive_.add(
            "key_id_map.json",
            indented(json::object{
                {"tags", tag_ids_}, {"objects", object_ids_}, {"figures", figure_ids_}, {"videos", item_ids_}}));
        if (options_.save_images) save_media();
    }

  private:
    struct Tag {
        std::string type;
        std::string key;
    };

    Tag& tag(const Item& item, const std::string& name, const Value& value) {
        const bool number = std::holds_alternative<double>(value) || std::holds_alternative<int64_t>(value);
        const std::string type = number ? "any_number" : "any_string";
        const auto [entry, fresh] = tags_.try_emplace(name, Tag{type, uuid4()});
        if (!fresh && entry->second.type != type) {
            throw FormatError(fmt::format("Item {}: mismatching value types for tag {}: {} vs {}", item.id, name,
                                          entry->second.type, type));
        }
        if (fresh) tag_ids_[entry->second.key] = static_cast<int64_t>(tag_ids_.size());
        return entry->second;
    }

    json::object written_tag(const Item& item, const std::string& name, const Value& value) {
        tag(item, name, value);
        return {{"key", uuid4()},     {"name", name},      {"value", tag_value(value)},
                {"labelerLogin", ""}, {"createdAt", now_}, {"updatedAt", now_}};
    }

    void write_item(const Item& item) {
        json::array objects, figures;
        std::map<int64_t, std::string> keys; // of objects
        int64_t next = 0;
        for (const auto& annotation : item.annotations) next += annotation.track.has_value();
        for (const ItemAnnotation& annotation : item.annotations) {
            if (annotation.kind != Kind::cuboid_3d) continue;
            const int64_t id = annotation.track.value_or(next++);
            auto [entry, fresh] = keys.try_emplace(id);
            if (fresh) {
                entry->second = object_key(annotation, id);
                objects.push_back(object(item, annotation, entry->second));
            }
            figures.push_back(figure(annotation, entry->second, id));
        }
        const std::string key = uuid4();
        item_ids_[key] = item.frame.value_or(0);
        archive_.add(fmt::format("ds0/ann/{}.pcd.json", item.id), indented(json::object{{"description", ""},
                                                                                        {"key", key},
                                                                                        {"tags", json::array()},
                                                                                        {"objects", objects},
                                                                                        {"figures", figures}}));
    }

    // Tracks keep their object from frame to frame.
    std::string object_key(const ItemAnnotation& annotation, int64_t id) {
        std::string key = uuid4();
        if (annotation.track) key = track_keys_.try_emplace(*annotation.track, key).first->second;
        object_ids_[key] = id;
        return key;
    }

    json::object object(const Item& item, const ItemAnnotation& annotation, const std::string& key) {
        json::array tags;
        each_attribute(annotation, [&](std::string_view name, const Value& value) {
            if (name != "track_id") tags.push_back(written_tag(item, std::string(name), value));
        });
        return {{"key", key},
                {"classTitle", labels_.at(annotation.label).name},
                {"tags", tags},
                {"objects", json::array()},
                {"figures", json::array()},
                {"labelerLogin", ""},
                {"createdAt", now_},
                {"updatedAt", now_}};
    }

    json::object figure(const ItemAnnotation& annotation, const std::string& object_key, int64_t id) {
        const std::string key = uuid4();
        figure_ids_[key] = id;
        const auto& p = annotation.points;
        return {{"key", key},
                {"objectKey", object_key},
                {"geometryType", "cuboid_3d"},
                {"geometry", json::object{{"position", vector_of(p, 0)},
                                          {"rotation", vector_of(p, 3)},
                                          {"dimensions", vector_of(p, 6)}}},
                {"labelerLogin", ""},
                {"createdAt", now_},
                {"updatedAt", now_}};
    }

    json::object meta() const {
        json::array classes, tags;
        for (size_t i = 0; i < labels_.size(); ++i) {
            classes.push_back(json::object{{"id", static_cast<int64_t>(i)},
                                           {"title", labels_.at(static_cast<int64_t>(i)).name},
                                           {"color", ""},
                                           {"shape", "cuboid_3d"},
                                           {"geometry_config", json::object()}});
        }
        for (const auto& [name, tag] : tags_) {
            json::array holders;
            for (const Label& label : dataset_.labels) {
                for (const AttributeSpec& spec : label.attributes) {
                    if (spec.name == name) holders.push_back(json::string(label.name));
                }
            }
            tags.push_back(json::object{{"name", name},
                                        {"value_type", tag.type},
                                        {"color", ""},
                                        {"id", static_cast<int64_t>(tags.size())},
                                        {"hotkey", ""},
                                        {"applicable_type", "objectsOnly"},
                                        {"classes", holders}});
        }
        return {{"classes", classes}, {"tags", tags}, {"projectType", "point_clouds"}};
    }

    void save_media() {
        each_image(dataset_, {}, [&](Item& item) {
            save_image(item, archive_, fmt::format("ds0/pointcloud/{}.pcd", item.id));
            for (size_t i = 0; i < item.media->related.size(); ++i) {
                const std::string& path = item.media->related[i];
                const std::string name = path.substr(path.rfind('/') + 1);
                const std::string folder = fmt::format("ds0/related_images/{}_pcd/", item.id);
                archive_.begin(folder + name);
                item.part->related_image(*item.media, i, [&](std::string_view piece) { archive_.write(piece); });
                const json::object sensors{{"extrinsicMatrix", json::array(12, 0)},
                                           {"intrinsicMatrix", json::array(9, 0)}};
                archive_.add(folder + name + ".json",
                             indented(json::object{{"name", name}, {"meta", json::object{{"sensorsData", sensors}}}}));
            }
        });
    }

    const Dataset& dataset_;
    const ExportOptions& options_;
    ArchiveWriter& archive_;
    LabelIndex labels_;
    std::string now_;
    std::map<std::string, Tag> tags_;
    std::map<int64_t, std::string> track_keys_;
    json::object tag_ids_, object_ids_, figure_ids_, item_ids_;
};

} // namespace

void write_sly(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    SlyWriter(dataset, options, archive).write();
}

} // namespace limn::formats
