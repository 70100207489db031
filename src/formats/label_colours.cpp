#include "formats/label_colours.h"

#include "base/text.h"
#include "formats/format.h"
#include "formats/text_reader.h"

#include <algorithm>

#include <fmt/format.h>

namespace limn::formats {

ColouredLabels::ColouredLabels(const std::vector<Label>& labels) : map_(coloured_label_map(labels)) {
    const int64_t background = background_of(map_);
    if (background > 0) std::rotate(map_.begin(), map_.begin() + background, map_.begin() + background + 1);
    own_background_ =
        std::any_of(labels.begin(), labels.end(), [&](const Label& label) { return label.name == map_[0].name; });
}

std::string ColouredLabels::text() const {
    std::string out;
    for (size_t i = own_background_ ? 0 : 1; i < map_.size(); ++i) {
        const auto& entry = map_[i];
        out += fmt::format("{} {} {} {}\n", entry.colour.red, entry.colour.green, entry.colour.blue, entry.name);
    }
    return out;
}

int64_t ColouredLabels::index(const LabelIndex& labels, int64_t label) const {
    return label < 0 ? 0 : std::max<int64_t>(0, find_label(map_, labels.at(label).name));
}

std::vector<int64_t> ColouredLabels::indices(const PaintedMasks& painted, const LabelIndex& labels) const {
    std::vector<int64_t> by_label = {0}; // from label -1 on
    for (size_t i = 0; i < labels.size(); ++i) by_label.push_back(index(labels, static_cast<int64_t>(i)));
    std::vector<int64_t> out(painted.labels.size());
    for (size_t i = 0; i < out.size(); ++i) out[i] = by_label[static_cast<size_t>(painted.labels[i] + 1)];
    return out;
}

MaskImage ColouredLabels::colours(const Item& item, const LabelIndex& labels) const {
    const auto painted = paint_masks(item);
    return coloured(item.width, item.height, indices(painted, labels),
                    [&](int64_t index) { return map_[static_cast<size_t>(index)].colour; });
}

LabelMap read_label_colours(std::string_view text) {
    LabelMap out;
    for (const auto line : lines(without_bom(text))) {
        const auto fields = words(line);
        if (fields.empty() || fields[0].starts_with('#')) continue;
        geometry::Colour colour;
        uint8_t* channels[] = {&colour.red, &colour.green, &colour.blue};
        bool fits = fields.size() >= 4;
        for (size_t i = 0; fits && i < 3; ++i) {
            const auto value = parse_int(fields[i]);
            fits = value && *value >= 0 && *value <= 255;
            if (fits) *channels[i] = static_cast<uint8_t>(*value);
        }
        if (!fits)
            throw FormatError(fmt::format("Label description has wrong fields '{}'. Expected 'r g b name'.", line));
        const std::string name(trim(line.substr(static_cast<size_t>(fields[3].data() - line.data()))));
        if (find_label(out, name) >= 0)
            throw FormatError(fmt::format("Label '{}' is already defined in the label map", name));
        out.push_back({name, colour, {}});
    }
    return out;
}

bool settle_background(LabelMap& map) {
    const auto black =
        std::find_if(map.begin(), map.end(), [](const MapEntry& entry) { return entry.colour == geometry::Colour{}; });
    if (black == map.end()) {
        map.insert(map.begin(), {"background", {}, {}});
        return false;
    }
    std::rotate(map.begin(), black, black + 1);
    return true;
}

LabelMap default_label_colours(const std::vector<Label>& labels) { return ColouredLabels(labels).map(); }

LabelMap camvid_labels() {
    return {{"Void", {0, 0, 0}, {}},
            {"Animal", {64, 128, 64}, {}},
            {"Archway", {192, 0, 128}, {}},
            {"Bicyclist", {0, 128, 192}, {}},
            {"Bridge", {0, 128, 64}, {}},
            {"Building", {128, 0, 0}, {}},
            {"Car", {64, 0, 128}, {}},
            {"CartLuggagePram", {64, 0, 192}, {}},
            {"Child", {192, 128, 64}, {}},
            {"Column_Pole", {192, 192, 128}, {}},
            {"Fence", {64, 64, 128}, {}},
            {"LaneMkgsDriv", {128, 0, 192}, {}},
            {"LaneMkgsNonDriv", {192, 0, 64}, {}},
            {"Misc_Text", {128, 128, 64}, {}},
            {"MotorcycycleScooter", {192, 0, 192}, {}},
            {"OtherMoving", {128, 64, 64}, {}},
            {"ParkingBlock", {64, 192, 128}, {}},
            {"Pedestrian", {64, 64, 0}, {}},
            {"Road", {128, 64, 128}, {}},
            {"RoadShoulder", {128, 128, 192}, {}},
            {"Sidewalk", {0, 0, 192}, {}},
            {"SignSymbol", {192, 128, 128}, {}},
            {"Sky", {128, 128, 128}, {}},
            {"SUVPickupTruck", {64, 128, 192}, {}},
            {"TrafficCone", {0, 0, 64}, {}},
            {"TrafficLight", {0, 64, 64}, {}},
            {"Train", {192, 64, 128}, {}},
            {"Tree", {128, 128, 0}, {}},
            {"Truck_Bus", {192, 128, 192}, {}},
            {"Tunnel", {64, 0, 64}, {}},
            {"VegetationMisc", {192, 192, 0}, {}},
            {"Wall", {64, 192, 0}, {}}};
}

int64_t label_of_value(const LabelMap& map, int64_t value, bool colours) {
    if (!colours) {
        if (value < static_cast<int64_t>(map.size())) return value;
        throw FormatError(fmt::format("Undeclared label '{}'", value));
    }
    const auto entry =
        std::find_if(map.begin(), map.end(), [&](const MapEntry& e) { return packed(e.colour) == value; });
    if (entry != map.end()) return entry - map.begin();
    throw FormatError(fmt::format("Undeclared color ({}, {}, {})", value >> 16, value >> 8 & 255, value & 255));
}

MaskImage gray_image(int width, int height, const std::vector<int64_t>& values) {
    MaskImage out(width, height, 1);
    for (size_t i = 0; i < values.size(); ++i) out.samples[i] = static_cast<uint16_t>(values[i]);
    return out;
}

} // namespace limn::formats
