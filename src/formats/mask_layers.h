// From items to mask images and back.
#pragma once

#include "formats/item.h"
#include "formats/mask_image.h"
#include "geometry/colours.h"

namespace limn::formats {

// The masks of an item, painted.
struct PaintedMasks {
    int width = 0;
    int height = 0;
    std::vector<int64_t> labels;    // -1 where nothing is
    std::vector<int64_t> instances; // 0 where nothing is, else the 1-based position in painting order
};

// By z_order, later ones over earlier ones; what is not a mask takes no part.
PaintedMasks paint_masks(const Item& item);

// One pixel each of `colour(value)`.
MaskImage coloured(int width, int height, const std::vector<int64_t>& values,
                   const std::function<geometry::Colour(int64_t)>& colour);

// Whether any annotation is a mask.
bool has_masks(const Item& item);

// The image's pixels as one number each: the sample of a gray image, red << 16 | green << 8 | blue of others.
std::vector<int64_t> pixel_values(const MaskImage& image);

// A mask for each value that occurs, ascending by value.
std::vector<std::pair<int64_t, geometry::Rle>> split_values(const std::vector<int64_t>& values, int width, int height);

inline int64_t packed(geometry::Colour colour) { return colour.red << 16 | colour.green << 8 | colour.blue; }

} // namespace limn::formats
