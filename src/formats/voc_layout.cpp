#include "formats/voc_layout.h"

#include "formats/mask_layers.h"

#include <fmt/format.h>

namespace limn::formats {

void write_voc_masks(const Item& item, const LabelIndex& labels, const LabelMap& map, ArchiveWriter& archive) {
    auto painted = paint_masks(item);
    const int64_t background = background_of(map);
    std::vector<int64_t> entries = {background}; // of the map, for labels from -1
    for (size_t i = 0; i < labels.size(); ++i)
        entries.push_back(find_label(map, labels.at(static_cast<int64_t>(i)).name));
    for (size_t i = 0; i < painted.labels.size(); ++i) {
        int64_t& label = painted.labels[i];
        label = entries[static_cast<size_t>(label + 1)];
        if (label == background) painted.instances[i] = 0;
    }
    const auto classes = coloured(item.width, item.height, painted.labels, [&](int64_t entry) {
        return entry < 0 ? geometry::Colour{} : map[static_cast<size_t>(entry)].colour;
    });
    const auto instances = coloured(item.width, item.height, painted.instances,
                                    [](int64_t index) { return geometry::palette(static_cast<uint32_t>(index)); });
    archive.add(fmt::format("SegmentationClass/{}.png", item.id), encode_mask_image(classes));
    archive.add(fmt::format("SegmentationObject/{}.png", item.id), encode_mask_image(instances));
}

void VocLists::add(const std::string& subset, std::string_view line) { (text_[subset] += line) += '\n'; }

void VocLists::write(std::string_view folder, ArchiveWriter& archive) const {
    for (const auto& [subset, text] : text_) archive.add(fmt::format("ImageSets/{}/{}.txt", folder, subset), text);
}

void save_voc_images(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    if (!options.save_images) return;
    each_image(dataset, {},
               [&](Item& item) { save_image(item, archive, fmt::format("JPEGImages/{}{}", item.id, item.extension)); });
}

} // namespace limn::formats
