#include "media/manifest.h"

#include "base/json.h"
#include "base/text.h"
#include "media/error.h"
#include "media/kinds.h"

#include <boost/json.hpp>
#include <fstream>

namespace limn::media {
namespace json = boost::json;
namespace {

[[noreturn]] void fail() { throw MediaError("Invalid manifest was uploaded"); }

// The next line that holds anything, as an object; nothing at the end.
std::optional<json::object> next_object(std::istream& input) {
    std::string line;
    while (std::getline(input, line)) {
        if (trim(line).empty()) continue;
        boost::system::error_code failure;
        json::value value = json::parse(line, failure);
        if (failure || !value.is_object()) fail();
        return std::move(value.get_object());
    }
    return std::nullopt;
}

std::string text_of(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    if (!value || !value->is_string()) fail();
    return std::string(value->get_string());
}

std::int64_t number_of(const json::value& value) {
    boost::system::error_code failure;
    const auto number = value.to_number<std::int64_t>(failure);
    if (failure || number < 0) fail();
    return number;
}

std::int64_t number_of(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    if (!value) fail();
    return number_of(*value);
}

int side_of(const json::object& object, std::string_view key) {
    const std::int64_t side = number_of(object, key);
    if (side > INT32_MAX) fail();
    return static_cast<int>(side);
}

ManifestImage image_of(const json::object& line) {
    ManifestImage image{text_of(line, "name") + text_of(line, "extension"), side_of(line, "width"),
                        side_of(line, "height")};
    if (line.contains("checksum")) image.checksum = text_of(line, "checksum");
    const json::value* meta = line.if_contains("meta");
    if (!meta) return image;
    if (!meta->is_object()) fail();
    if (meta->get_object().contains("original_name"))
        image.original_name = text_of(meta->get_object(), "original_name");
    if (const json::value* related = meta->get_object().if_contains("related_images")) {
        if (!related->is_array()) fail();
        for (const json::value& name : related->get_array()) {
            if (!name.is_string()) fail();
            image.related_images.emplace_back(name.get_string());
        }
    }
    return image;
}

ManifestVideo video_of(const json::object& line) {
    const json::value* value = line.if_contains("properties");
    if (!value || !value->is_object()) fail();
    const json::object& properties = value->get_object();
    ManifestVideo video;
    video.name = text_of(properties, "name");
    video.length = number_of(properties, "length");
    const json::value* resolution = properties.if_contains("resolution");
    if (!resolution || !resolution->is_array() || resolution->get_array().size() != 2) fail();
    video.width = static_cast<int>(number_of(resolution->get_array()[0]));
    video.height = static_cast<int>(number_of(resolution->get_array()[1]));
    const json::value* chapters = properties.if_contains("chapters");
    if (!chapters || !chapters->is_array()) return video;
    for (const json::value& item : chapters->get_array()) {
        if (!item.is_object()) fail();
        const json::object& source = item.get_object();
        Chapter chapter{number_of(source, "id"), number_of(source, "start"), number_of(source, "stop"), ""};
        const json::value* metadata = source.if_contains("metadata");
        if (metadata && metadata->is_object() && metadata->get_object().contains("title")) {
            chapter.title = text_of(metadata->get_object(), "title");
        }
        video.chapters.push_back(std::move(chapter));
    }
    return video;
}

void write_head(std::ostream& output, std::string_view type) {
    output << "{\"version\":\"1.1\"}\n{\"type\":\"" << type << "\"}\n";
}

void write_meta(JsonWriter& line, const ManifestImage& image) {
    if (image.related_images.empty() && image.original_name.empty()) return;
    line.key("meta");
    line.begin_object();
    if (!image.related_images.empty()) {
        line.key("related_images");
        line.begin_array();
        for (const std::string& name : image.related_images) line.value(name);
        line.end_array();
    }
    if (!image.original_name.empty()) line.member("original_name", image.original_name);
    line.end_object();
}

void write_chapters(JsonWriter& line, const std::vector<Chapter>& chapters) {
    line.key("chapters");
    line.begin_array();
    for (const Chapter& chapter : chapters) {
        line.begin_object();
        line.member("start", chapter.start);
        line.member("stop", chapter.stop);
        line.key("metadata");
        line.begin_object();
        if (!chapter.title.empty()) line.member("title", chapter.title);
        line.end_object();
        line.member("id", chapter.id);
        line.end_object();
    }
    line.end_array();
}

} // namespace

Manifest parse_manifest(std::istream& input) {
    const auto version = next_object(input), type = next_object(input);
    if (!version || !type) fail();
    const std::string number = text_of(*version, "version");
    if (number != "1.0" && number != "1.1") fail();
    Manifest manifest;
    const std::string kind = text_of(*type, "type");
    if (kind != "images" && kind != "video") fail();
    manifest.is_video = kind == "video";
    if (manifest.is_video) {
        const auto properties = next_object(input);
        if (!properties) fail();
        manifest.video = video_of(*properties);
        return manifest;
    }
    while (const auto line = next_object(input)) manifest.images.push_back(image_of(*line));
    return manifest;
}

Manifest read_manifest(const std::filesystem::path& path) {
    std::ifstream input(path, std::ios::binary);
    if (!input) fail();
    return parse_manifest(input);
}

void write_image_manifest(std::ostream& output, const std::vector<ManifestImage>& images) {
    write_head(output, "images");
    for (const ManifestImage& image : images) {
        const std::string_view dotted = extension(image.name);
        JsonWriter line;
        line.begin_object();
        line.member("name", std::string_view(image.name).substr(0, image.name.size() - dotted.size()));
        line.member("extension", dotted);
        line.member("width", image.width);
        line.member("height", image.height);
        write_meta(line, image);
        if (!image.checksum.empty()) line.member("checksum", image.checksum);
        line.end_object();
        output << line.text() << '\n';
    }
}

void write_video_manifest(std::ostream& output, std::string_view name, const VideoIndex& index) {
    write_head(output, "video");
    JsonWriter line;
    line.begin_object();
    line.key("properties");
    line.begin_object();
    line.member("name", name);
    line.key("resolution");
    line.begin_array();
    line.value(index.width);
    line.value(index.height);
    line.end_array();
    line.member("length", index.frames());
    write_chapters(line, index.chapters);
    line.end_object();
    line.end_object();
    output << line.text() << '\n';
    for (const Keyframe& key : index.keyframes) {
        JsonWriter frame;
        frame.begin_object();
        frame.member("number", key.frame);
        frame.member("pts", key.pts);
        frame.member("checksum", "");
        frame.end_object();
        output << frame.text() << '\n';
    }
}

} // namespace limn::media
