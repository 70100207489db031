// Run lengths in COCO's order: column by column over the whole image, the first run counting background.
// https://github.com/cocodataset/cocoapi describes the format in common/maskApi.h.
#pragma once

#include "geometry/mask.h"

#include <string>
#include <string_view>

namespace limn::geometry {

struct Rle {
    int height = 0;
    int width = 0;
    std::vector<uint32_t> counts; // add up to height * width
    bool operator==(const Rle&) const = default;
};

Rle to_rle(const Bitmap& bitmap);

// Throws std::invalid_argument when the counts do not add up to the size.
void check_size(const Rle& rle);

// The mask laid on an image of the given size; what lies outside is lost.
Rle to_rle(const Mask& mask, int image_width, int image_height);

// Throws std::invalid_argument when the counts do not add up to the size.
Bitmap to_bitmap(const Rle& rle);

// The annotation form with the tight box, without making the whole image. Throws as to_bitmap does.
std::vector<double> encode_mask(const Rle& rle);

// Number of set pixels.
int64_t area(const Rle& rle);

// The tight box around the set pixels, right and bottom exclusive; the zero box when none is set.
Box bounds(const Rle& rle);

// The pixels set in either; both have one size.
Rle unite(const Rle& a, const Rle& b);

// COCO's compressed text of the counts: each, from the fourth on as the difference to the one two before, in five-bit
// groups, least significant first, as characters from '0'.
std::string compress(const Rle& rle);

// Throws std::invalid_argument on a character or a length that compress() does not make.
Rle decompress(std::string_view text, int height, int width);

} // namespace limn::geometry
