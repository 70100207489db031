#include "formats/label_map.h"

#include "base/text.h"
#include "formats/format.h"
#include "formats/text_reader.h"

#include <algorithm>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view background = "background";

bool has_background(const std::vector<Label>& labels) {
    return std::any_of(labels.begin(), labels.end(), [](const Label& label) { return label.name == background; });
}

std::optional<geometry::Colour> parse_colour(std::string_view label, std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto parts = split(text, ',');
    int64_t rgb[3] = {-1, -1, -1};
    for (size_t i = 0; i < parts.size() && i < 3; ++i) rgb[i] = parse_int(trim(parts[i])).value_or(-1);
    const bool fits = parts.size() == 3 && std::all_of(rgb, rgb + 3, [](int64_t v) { return v >= 0 && v <= 255; });
    if (!fits)
        throw FormatError(fmt::format("Label '{}' has wrong color '{}'. Expected an 'r,g,b' triplet.", label, text));
    return geometry::Colour{static_cast<uint8_t>(rgb[0]), static_cast<uint8_t>(rgb[1]), static_cast<uint8_t>(rgb[2])};
}

} // namespace

int64_t find_label(const LabelMap& map, std::string_view name) {
    const auto found = std::find_if(map.begin(), map.end(), [&](const MapEntry& entry) { return entry.name == name; });
    return found == map.end() ? -1 : found - map.begin();
}

int64_t background_of(const LabelMap& map) {
    const auto black =
        std::find_if(map.begin(), map.end(), [](const MapEntry& e) { return e.colour == geometry::Colour{}; });
    return black != map.end() ? black - map.begin() : find_label(map, background);
}

LabelMap voc_label_map(const std::vector<Label>& labels) {
    LabelMap out;
    if (!has_background(labels)) out.push_back({std::string(background), {}, {}});
    for (const Label& label : labels) out.push_back({label.name, {}, {}});
    for (size_t i = 0; i < out.size(); ++i) out[i].colour = geometry::palette(static_cast<uint32_t>(i));
    return out;
}

LabelMap coloured_label_map(const std::vector<Label>& labels) {
    LabelMap out;
    if (!has_background(labels)) out.push_back({std::string(background), {}, {}});
    for (const Label& label : labels)
        out.push_back({label.name, geometry::parse_hex(label.colour).value_or(geometry::Colour{}), {}});
    std::stable_sort(out.begin(), out.end(), [](const MapEntry& a, const MapEntry& b) { return a.name < b.name; });
    return out;
}

std::string write_label_map(const LabelMap& map) {
    std::string out = "# label:color_rgb:parts:actions\n";
    for (const MapEntry& entry : map) {
        const auto& c = entry.colour;
        out += fmt::format("{}:{},{},{}:{}:\n", entry.name, c.red, c.green, c.blue, join(entry.parts, ","));
    }
    return out;
}

LabelMap read_label_map(std::string_view text) {
    LabelMap out;
    bool all_coloured = true;
    for (const auto whole_line : lines(without_bom(text))) {
        const auto line = trim(whole_line);
        if (line.empty() || line.starts_with('#')) continue;
        const auto fields = split(line, ':');
        if (fields.size() != 4) {
            throw FormatError(fmt::format(
                "Label description has wrong number of fields '{}'. Expected 4 ':'-separated fields.", fields.size()));
        }
        MapEntry entry{std::string(fields[0]), {}, {}};
        if (find_label(out, entry.name) >= 0) {
            throw FormatError(fmt::format("Label '{}' is already defined in the label map", entry.name));
        }
        const auto colour = parse_colour(entry.name, fields[1]);
        all_coloured = all_coloured && colour;
        entry.colour = colour.value_or(geometry::Colour{});
        for (const auto part : split(fields[2], ',')) {
            if (!part.empty()) entry.parts.emplace_back(part);
        }
        out.push_back(std::move(entry));
    }
    if (!all_coloured) {
        for (size_t i = 0; i < out.size(); ++i) out[i].colour = geometry::palette(static_cast<uint32_t>(i));
    }
    return out;
}

} // namespace limn::formats
