// Masks as bitmaps and as the run lengths that annotations carry.
//
// The annotation form is one list: r0 r1 ... rn left top right bottom. The box is inclusive on all sides, in pixels;
// the runs cover it row by row across row ends, r0 counts background and the values alternate, so r0 is 0 when the
// first pixel is set. Zero runs inside the list and at its end are legal.
#pragma once

#include "geometry/box.h"

#include <cstdint>
#include <span>
#include <vector>

namespace limn::geometry {

// width * height bytes, row by row, each 0 or 1.
struct Bitmap {
    int width = 0;
    int height = 0;
    std::vector<uint8_t> pixels;

    Bitmap() = default;
    Bitmap(int w, int h) : width(w), height(h), pixels(static_cast<size_t>(w) * static_cast<size_t>(h), 0) {}
    uint8_t& at(int x, int y) { return pixels[static_cast<size_t>(y) * static_cast<size_t>(width) + x]; }
    uint8_t at(int x, int y) const { return pixels[static_cast<size_t>(y) * static_cast<size_t>(width) + x]; }
    bool operator==(const Bitmap&) const = default;
};

// A rectangle of whole pixels; right and bottom are inclusive.
struct PixelBox {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    int64_t width() const { return int64_t{right} - left + 1; }
    int64_t height() const { return int64_t{bottom} - top + 1; }
    int64_t area() const { return width() * height(); }
    bool operator==(const PixelBox&) const = default;
};

// A mask read from its annotation form: the bits inside the box only.
struct Mask {
    PixelBox box;
    Bitmap bits; // box.width() x box.height()
};

// Run lengths of a sequence of 0 and 1, the first counting zeros; empty for an empty sequence.
std::vector<int64_t> runs(std::span<const uint8_t> flat);

// The smallest box around the set pixels; the single pixel at the origin when none is set.
PixelBox tight_box(const Bitmap& bitmap);

// The annotation form of the part of the bitmap in its tight box.
std::vector<double> encode_mask(const Bitmap& bitmap);

// The same with a box of the caller's choice: the first corner rounded down, the exclusive second corner rounded up.
// Throws std::invalid_argument when that is empty or leaves the bitmap.
std::vector<double> encode_mask(const Bitmap& bitmap, const Box& box);

// The annotation form of a mask that already is a crop.
std::vector<double> encode_mask(const Mask& mask);

// Reads the annotation form without knowing the image. The numbers may be floats with whole values. Throws
// std::invalid_argument when there are fewer than five, one is not whole, the box is inverted, or the runs do not add
// up to it.
Mask read_mask(Coordinates points);

// The whole image with the mask in its place. Throws as read_mask does, and when the box leaves the image.
Bitmap decode_mask(Coordinates points, int image_width, int image_height);

// The mask without the pixels outside the image; an empty bitmap when nothing is left.
Bitmap place(const Mask& mask, int image_width, int image_height);

// Number of set pixels.
int64_t area(const Bitmap& bitmap);

// Intersection over union of two masks by pixels, wherever their boxes lie; 0 when both are empty.
double iou(const Mask& a, const Mask& b);

} // namespace limn::geometry
