// What PASCAL VOC and the formats made after it have in common when they are written.
#pragma once

#include "formats/items_out.h"
#include "formats/label_map.h"

#include <map>

namespace limn::formats {

// The mask images of an item: SegmentationClass and SegmentationObject.
void write_voc_masks(const Item& item, const LabelIndex& labels, const LabelMap& map, ArchiveWriter& archive);

// Lists of item ids by subset, for one folder of ImageSets.
class VocLists {
  public:
    void add(const std::string& subset, std::string_view line);
    // ImageSets/<folder>/<subset>.txt
    void write(std::string_view folder, ArchiveWriter& archive) const;

  private:
    std::map<std::string, std::string> text_;
};

// JPEGImages/, all subsets together.
void save_voc_images(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);

} // namespace limn::formats
