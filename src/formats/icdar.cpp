// ICDAR 1.0, the two forms that are text alone: what words an image shows, and where.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/paths.h"
#include "formats/text_reader.h"
#include "formats/text_writer.h"
#include "media/kinds.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view label_name = "icdar";

std::string_view prefix_of(std::string_view path) {
    const size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

std::string subset_of(const std::string& file) {
    const size_t slash = file.find('/');
    return slash == std::string::npos ? "default" : file.substr(0, slash);
}

void set_image(Item& item, const Input& input, const std::string& prefix) {
    for (const char* extension : {".jpg", ".png", ".jpeg", ".PNG", ".JPG", ".bmp"}) {
        const std::string path = fmt::format("{}images/{}{}", prefix, item.id, extension);
        if (!input.has(path)) continue;
        item.extension = extension;
        item.file = input.path(path);
        return;
    }
}

// What stands between the first and the last quote; all of it without quotes.
std::string unquoted(std::string_view text) {
    text = trim(text);
    const size_t first = text.find('"'), last = text.rfind('"');
    if (first != std::string_view::npos && last > first) text = text.substr(first + 1, last - first - 1);
    return std::string(text);
}

void append_shape(std::string& out, const ItemAnnotation& annotation) {
    const char separator = annotation.kind == Kind::bbox ? ' ' : ',';
    for (size_t i = 0; i < annotation.points.size(); ++i) {
        if (i > 0) out += separator;
        append_float(out, annotation.points[i]);
    }
    const Value* text = annotation.find("text");
    if (text) out += fmt::format("{}\"{}\"", separator, to_text(*text));
    out += '\n';
}

// Numbers at the beginning of a line, then text, quoted or as the last field.
ItemAnnotation parse_line(std::string_view line) {
    ItemAnnotation out;
    out.label = 0;
    const size_t quote = line.find('"');
    const auto numbers = line.substr(0, quote);
    const char separator = numbers.find(',') != std::string_view::npos ? ',' : ' ';
    std::string text = quote == std::string_view::npos ? std::string() : unquoted(line.substr(quote));
    for (const auto field : split(numbers, separator)) {
        const auto word = trim(field);
        const auto number = parse_double(word);
        if (number && out.points.size() < 8) {
            out.points.push_back(*number);
        } else if (!word.empty() && quote == std::string_view::npos) {
            text = word;
        }
    }
    if (out.points.size() < 4)
        throw FormatError(fmt::format("Unexpected fields in the line '{}'. Expected 4 or 8 numbers and a text", line));
    out.kind = out.points.size() == 8 ? Kind::polygon : Kind::bbox;
    if (out.kind == Kind::bbox) out.points.resize(4);
    if (!text.empty()) out.attributes.push_back({"text", text});
    return out;
}

} // namespace

void write_icdar_recognition(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    std::map<std::string, std::string> files;
    each_item(dataset, options, {}, [&](Item& item) {
        std::string words;
        bool any = false;
        for (const ItemAnnotation& annotation : item.annotations) {
            const Value* text = annotation.find("text");
            if (!text) continue;
            any = true;
            words += to_text(*text);
        }
        files[item.subset] += item.id + item.extension + ", " + (any ? "\"" + words + "\"" : "") + "\n";
    });
    for (const auto& [subset, text] : files) archive.add(subset + "/gt.txt", text);
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        save_image(item, archive, fmt::format("{}/images/{}{}", item.subset, item.id, item.extension));
    });
}

ItemSet read_icdar_recognition(const Input& input, const Dataset&) {
    ItemSet set;
    set.label(label_name);
    for (const std::string& file : input.names()) {
        if (base_name(file) != "gt.txt") continue;
        const std::string text = input.read(file);
        for (const auto line : lines(without_bom(text))) {
            if (trim(line).empty()) continue;
            const size_t comma = std::min(line.find(", "), line.size());
            Item item;
            item.subset = subset_of(file);
            const std::string name(trim(line.substr(0, comma)));
            item.id = without_extension(name);
            item.extension = name.substr(item.id.size());
            set_image(item, input, std::string(prefix_of(file)));
            const std::string words = comma < line.size() ? unquoted(line.substr(comma + 2)) : std::string();
            if (!words.empty()) {
                ItemAnnotation tag;
                tag.label = 0;
                tag.attributes.push_back({"text", words});
                item.annotations.push_back(std::move(tag));
            }
            set.items.push_back(std::move(item));
        }
    }
    if (set.items.empty()) throw FormatError("Failed to find dataset at 'gt.txt'");
    return set;
}

void write_icdar_localization(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    each_item(dataset, options, {}, [&](Item& item) {
        std::string text;
        for (const ItemAnnotation& annotation : item.annotations) {
            if (annotation.kind == Kind::bbox || annotation.kind == Kind::polygon) {
                append_shape(text, annotation);
            } else {
                text += '\n';
            }
        }
        archive.add(fmt::format("{}/{}gt_{}.txt", item.subset, prefix_of(item.id), base_name(item.id)), text);
    });
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        save_image(item, archive, fmt::format("{}/images/{}{}", item.subset, item.id, item.extension));
    });
}

ItemSet read_icdar_localization(const Input& input, const Dataset&) {
    ItemSet set;
    set.label(label_name);
    for (const std::string& file : input.names()) {
        const auto base = base_name(file);
        if (!base.starts_with("gt_") || !base.ends_with(".txt")) continue;
        Item item;
        item.subset = subset_of(file);
        const bool in_subset = file.find('/') != std::string::npos;
        const std::string prefix = in_subset ? item.subset + "/" : "";
        item.id =
            std::string(prefix_of(std::string_view(file).substr(prefix.size()))) + without_extension(base.substr(3));
        set_image(item, input, prefix);
        const std::string text = input.read(file);
        for (const auto line : lines(without_bom(text))) {
            if (!trim(line).empty()) item.annotations.push_back(parse_line(line));
        }
        set.items.push_back(std::move(item));
    }
    if (set.items.empty()) throw FormatError("Failed to find dataset at 'gt_*.txt'");
    return set;
}

} // namespace limn::formats
