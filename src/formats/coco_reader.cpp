#include "formats/coco_reader.h"

#include "formats/format.h"
#include "formats/paths.h"
#include "formats/text_reader.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

using simdjson::dom::element;

constexpr std::string_view tasks[] = {"instances",  "person_keypoints", "captions", "labels",
                                      "image_info", "panoptic",         "stuff"};

geometry::Rle read_mask(element segmentation, const Item& item, int64_t id) try {
    auto out = json_mask(segmentation);
    if (item.width > 0 && (out.height != item.height || out.width != item.width)) {
        throw FormatError(fmt::format("Mask #{} does not match image size: ({}, {}) vs. ({}, {})", id, out.height,
                                      out.width, item.height, item.width));
    }
    return out;
} catch (const std::invalid_argument& error) {
    throw FormatError(fmt::format("Mask #{}: {}", id, error.what()));
}

} // namespace

std::vector<std::pair<std::string, std::string>> CocoReader::files() const {
    std::vector<std::pair<std::string, std::string>> out;
    if (!input_.unpacked()) return {{input_.names().front(), "default"}};
    for (const std::string& name : input_.below("", ".json")) {
        const std::string base = without_extension(base_name(name));
        const auto begins = [&](std::string_view task) { return base.starts_with(fmt::format("{}_", task)); };
        const bool own = begins(task_);
        const bool foreign = !own && std::any_of(std::begin(tasks), std::end(tasks), begins);
        if (foreign || base.find('_') == std::string::npos) continue;
        out.emplace_back(name, own ? base.substr(task_.size() + 1) : "default");
    }
    if (out.empty()) throw FormatError("Failed to find dataset at 'annotations/" + task_ + "_*.json'");
    return out;
}

ItemSet CocoReader::read() {
    for (const auto& [name, subset] : files()) read_file(name, subset);
    return std::move(set_);
}

void CocoReader::read_file(const std::string& name, const std::string& subset) {
    const std::string text = input_.read(name);
    const JsonDocument document(text, name);
    images_.clear();
    labels_.clear();
    std::map<int64_t, element> categories;
    for (const element category : json_list(document.root(), "categories"))
        categories.emplace(json_int(category, "id"), category);
    for (const auto& [id, category] : categories) {
        labels_[id] = set_.label(json_text(category, "name"));
        read_category(category, labels_[id]);
    }
    read_images(document.root(), subset);
    for (const element annotation : json_list(document.root(), "annotations")) add_annotation(annotation);
}

void CocoReader::read_images(element root, const std::string& subset) {
    for (const element image : json_list(root, "images")) {
        Item item;
        const std::string file_name(json_text(image, "file_name"));
        item.id = without_extension(file_name);
        item.extension = file_name.substr(item.id.size());
        item.subset = subset;
        if (const auto width = json_optional(image, "width")) item.width = static_cast<int>(json_int(image, "width"));
        if (const auto height = json_optional(image, "height"))
            item.height = static_cast<int>(json_int(image, "height"));
        find_image(item, file_name);
        images_.emplace(json_int(image, "id"), set_.items.size());
        set_.items.push_back(std::move(item));
    }
}

void CocoReader::find_image(Item& item, const std::string& file_name) const {
    for (const std::string& path :
         {fmt::format("images/{}/{}", item.subset, file_name), fmt::format("images/{}", file_name), file_name}) {
        if (!input_.unpacked() || !input_.has(path)) continue;
        item.file = input_.path(path);
        return;
    }
}

void CocoReader::add_annotation(element from) {
    const int64_t image_id = json_int(from, "image_id");
    const auto image = images_.find(image_id);
    if (image == images_.end()) throw FormatError(fmt::format("Unknown image id '{}'", image_id));
    Item& item = set_.items[image->second];
    ItemAnnotation common;
    const int64_t category = json_int(from, "category_id");
    const auto label = labels_.find(category);
    if (label != labels_.end()) common.label = label->second;
    if (label == labels_.end() && category != 0) throw FormatError(fmt::format("Undeclared label '{}'", category));
    common.group = json_int(from, "id");
    if (const auto attributes = json_optional(from, "attributes")) json_attributes(*attributes, common);
    const bool crowd = json_optional(from, "iscrowd") && json_int(from, "iscrowd") != 0;
    set_attribute(common, "is_crowd", crowd);
    if (const auto score = json_optional(from, "score")) set_attribute(common, "score", json_value(*score));
    read_annotation(from, common, item);
}

void CocoReader::read_category(element, int64_t) {}

void CocoReader::read_annotation(element from, const ItemAnnotation& common, Item& item) {
    auto found = segments(from, common, item);
    if (found.empty()) {
        if (auto box = bbox(from, common)) found.push_back(std::move(*box));
    }
    for (auto& annotation : found) item.annotations.push_back(std::move(annotation));
}

std::optional<ItemAnnotation> CocoReader::bbox(element from, const ItemAnnotation& common) const {
    const auto given = json_optional(from, "bbox");
    if (!given) throw FormatError("Missing annotation field 'bbox'");
    const auto box = json_numbers(*given, "bbox");
    if (box.empty()) return std::nullopt;
    if (box.size() != 4)
        throw FormatError(fmt::format("Bbox has wrong value count {}. Expected 4 values.", box.size()));
    ItemAnnotation out = common;
    out.kind = Kind::bbox;
    out.points = {box[0], box[1], box[0] + box[2], box[1] + box[3]};
    return out;
}

std::vector<ItemAnnotation> CocoReader::segments(element from, const ItemAnnotation& common, const Item& item) const {
    std::vector<ItemAnnotation> out;
    const auto segmentation = json_optional(from, "segmentation");
    if (!segmentation) return out;
    if (segmentation->is_object()) {
        out.push_back(common);
        out.back().kind = Kind::mask;
        out.back().mask = read_mask(*segmentation, item, common.group);
        return out;
    }
    for (const element polygon : json_list(from, "segmentation")) {
        auto points = json_numbers(polygon, "segmentation");
        if (points.empty()) continue;
        if (points.size() % 2 != 0) {
            throw FormatError(
                fmt::format("Polygon has invalid value count {}, which is not divisible by 2.", points.size()));
        }
        if (points.size() < 6) {
            throw FormatError(
                fmt::format("Polygon has invalid value count {}. Expected at least 3 (x, y) pairs.", points.size()));
        }
        out.push_back(common);
        out.back().kind = Kind::polygon;
        out.back().points = std::move(points);
    }
    return out;
}

} // namespace limn::formats
