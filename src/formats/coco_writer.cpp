#include "formats/coco_writer.h"

#include "base/text.h"
#include "formats/layout.h"

#include <fmt/format.h>

namespace limn::formats {
namespace {

void append_numbers(std::string& out, const std::vector<double>& numbers) {
    out += '[';
    for (size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0) out += ',';
        append_float(out, numbers[i]);
    }
    out += ']';
}

void append_segmentation(std::string& out, const CocoInstance& instance) {
    if (!instance.crowd) {
        out += '[';
        for (size_t i = 0; i < instance.polygons.size(); ++i) {
            if (i > 0) out += ',';
            append_numbers(out, instance.polygons[i]);
        }
        out += ']';
        return;
    }
    out += "{\"counts\":[";
    for (size_t i = 0; i < instance.mask.counts.size(); ++i) {
        if (i > 0) out += ',';
        append_int(out, instance.mask.counts[i]);
    }
    fmt::format_to(std::back_inserter(out), "],\"size\":[{},{}]}}", instance.mask.height, instance.mask.width);
}

std::optional<double> score_of(const ItemAnnotation& annotation) {
    const Value* value = annotation.find("score");
    return value ? parse_double(to_text(*value)) : std::nullopt;
}

void append_attributes(std::string& out, const ItemAnnotation& annotation) {
    bool any = false;
    each_attribute(annotation, [&](std::string_view name, const Value& value) {
        if (name == "is_crowd" || name == "score") return;
        out += any ? "," : ",\"attributes\":{";
        any = true;
        append_ascii_json(out, name);
        out += ':';
        append_json_value(out, value);
    });
    if (any) out += '}';
}

} // namespace

void append_coco_category(std::string& out, int64_t label_index, std::string_view name, std::string_view parent) {
    out += "{\"id\":";
    append_int(out, label_index + 1);
    out += ",\"name\":";
    append_ascii_json(out, name);
    out += ",\"supercategory\":";
    append_ascii_json(out, parent);
}

void append_json_value(std::string& out, const Value& value) {
    if (const auto* truth = std::get_if<bool>(&value)) {
        out += *truth ? "true" : "false";
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        append_ascii_json(out, *text);
    } else {
        out += to_text(value);
    }
}

void CocoAnnotations::add(const CocoInstance& instance, int64_t image, const std::function<void(std::string&)>& extra) {
    text_.append([&](std::string& out) {
        out += next_id_ > 1 ? ",{\"id\":" : "{\"id\":";
        append_int(out, next_id_++);
        out += ",\"image_id\":";
        append_int(out, image);
        out += ",\"category_id\":";
        append_int(out, instance.leader->label + 1);
        out += ",\"segmentation\":";
        append_segmentation(out, instance);
        out += ",\"area\":";
        append_float(out, instance.area);
        out += ",\"bbox\":";
        const auto& box = instance.box;
        append_numbers(out, {round2(box.left), round2(box.top), round2(box.width()), round2(box.height())});
        out += ",\"iscrowd\":";
        out += instance.crowd ? '1' : '0';
        if (const auto score = score_of(*instance.leader)) {
            out += ",\"score\":";
            append_float(out, *score);
        }
        append_attributes(out, *instance.leader);
        if (extra) extra(out);
        out += '}';
    });
}

int64_t CocoFiles::image_id(const std::string& item_id) {
    return ids_.try_emplace(item_id, static_cast<int64_t>(ids_.size()) + 1).first->second;
}

void CocoFiles::write_images(TextWriter& text, const std::string& subset) {
    bool first = true;
    each_image(dataset_, subset, [&](Item& item) {
        text.append([&](std::string& out) {
            out += first ? "{\"id\":" : ",{\"id\":";
            append_int(out, image_id(item.id));
            out += ",\"width\":";
            append_int(out, item.width);
            out += ",\"height\":";
            append_int(out, item.height);
            out += ",\"file_name\":";
            append_ascii_json(out, item.id + item.extension);
            out += ",\"license\":0,\"flickr_url\":\"\",\"coco_url\":\"\",\"date_captured\":0}";
        });
        first = false;
    });
}

void CocoFiles::write_subset(const std::string& subset, const std::function<void(std::string&)>& categories,
                             const std::function<void(Item&, int64_t, CocoAnnotations&)>& annotate) {
    TextWriter text(archive_, fmt::format("annotations/{}_{}.json", task_, subset));
    text << "{\"licenses\":[{\"name\":\"\",\"id\":0,\"url\":\"\"}],"
            "\"info\":{\"contributor\":\"\",\"date_created\":\"\",\"description\":\"\",\"url\":\"\",\"version\":\"\","
            "\"year\":\"\"},"
            "\"categories\":[";
    text.append(categories) << "],\"images\":[";
    write_images(text, subset);
    text << "],\"annotations\":[";
    CocoAnnotations annotations(text);
    each_item(dataset_, options_, subset, [&](Item& item) { annotate(item, image_id(item.id), annotations); });
    text << "]}";
}

void CocoFiles::write(const std::function<void(std::string&)>& categories,
                      const std::function<void(Item&, int64_t, CocoAnnotations&)>& annotate) {
    for (const std::string& subset : subsets(dataset_)) write_subset(subset, categories, annotate);
    if (!options_.save_images) return;
    each_image(dataset_, {}, [&](Item& item) {
        save_image(item, archive_, fmt::format("images/{}/{}{}", item.subset, item.id, item.extension));
    });
}

} // namespace limn::formats
