// Shapes to pixels, and pixels on top of each other.
#pragma once

#include "geometry/coco_rle.h"
#include "geometry/rotation.h"

namespace limn::geometry {

// The pixels of a polygon as the COCO tools see them: the boundary is walked on a grid five times finer and the columns
// of pixels are toggled where it crosses their centres. A rectangle with whole corners fills [x0, x1) x [y0, y1).
// Vertices may lie outside the image.
Rle fill_polygon(Coordinates polygon, int image_width, int image_height);

Rle fill_box(const Box& box, int image_width, int image_height);

// Centre and semi-axes rounded half to even, drawn without anti-aliasing.
Bitmap fill_ellipse(const Ellipse& ellipse, int image_width, int image_height);

struct Layer {
    const Rle* mask = nullptr; // all layers have one size
    int64_t label = 0;         // 0 is background
    int z_order = 0;
};

// What each pixel shows, row by row, after painting from the lowest z_order to the highest, later layers of one z_order
// over earlier ones. An instance is the 1-based position in painting order; 0 where nothing was painted.
struct Painting {
    std::vector<int64_t> labels;
    std::vector<int64_t> instances;
};

Painting paint(std::span<const Layer> layers, int image_width, int image_height);

} // namespace limn::geometry
