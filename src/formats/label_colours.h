// The list of label colours that CamVid, Cityscapes and KITTI share, and images after it.
#pragma once

#include "formats/items_out.h"
#include "formats/label_map.h"
#include "formats/mask_layers.h"

namespace limn::formats {

// The labels of a task by name, the background moved to the front: their positions are the indices of index images.
class ColouredLabels {
  public:
    explicit ColouredLabels(const std::vector<Label>& labels);

    // `r g b name` a line; a background that no label stands for is left out.
    std::string text() const;

    const LabelMap& map() const { return map_; }

    // Position of a label of the dataset, 0 for none.
    int64_t index(const LabelIndex& labels, int64_t label) const;

    // The item's masks painted in colours; as positions.
    MaskImage colours(const Item& item, const LabelIndex& labels) const;
    std::vector<int64_t> indices(const PaintedMasks& painted, const LabelIndex& labels) const;

  private:
    LabelMap map_;
    bool own_background_;
};

// The reverse of text(). Throws FormatError.
LabelMap read_label_colours(std::string_view text);

// Puts the black label to the front, where its position is the index of pixels without a label; a list without one gets
// a `background`. True when the list had it.
bool settle_background(LabelMap& map);

// A list made of the labels of a task, for datasets without one.
LabelMap default_label_colours(const std::vector<Label>& labels);

// The 32 classes of the original dataset.
LabelMap camvid_labels();

// The position of the label that a pixel stands for: by its colour, or the pixel is the position itself. Throws
// FormatError `Undeclared color ...`.
int64_t label_of_value(const LabelMap& map, int64_t value, bool colours);

// One gray sample a value.
MaskImage gray_image(int width, int height, const std::vector<int64_t>& values);

} // namespace limn::formats
