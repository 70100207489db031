// Segmentation mask 1.1: the segmentation part of PASCAL VOC with the labels' own colours.
#include "formats/functions.h"
#include "formats/mask_layers.h"
#include "formats/raster_items.h"
#include "formats/voc_layout.h"
#include "formats/voc_reader.h"

namespace limn::formats {

void write_segmentation_mask(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    const LabelMap map = coloured_label_map(dataset.labels);
    archive.add("labelmap.txt", write_label_map(map));
    VocLists listed;
    each_item(dataset, options, {}, [&](Item& item) {
        const bool nothing = item.annotations.empty();
        mask_pipeline(item);
        if (nothing || has_masks(item)) listed.add(item.subset, item.id);
        if (has_masks(item)) write_voc_masks(item, labels, map, archive);
    });
    listed.write("Segmentation", archive);
    save_voc_images(dataset, options, archive);
}

ItemSet read_segmentation_mask(const Input& input, const Dataset& known) {
    return VocReader(input, known, "voc").read();
}

} // namespace limn::formats
