// Rotated rectangles and ellipses. Angles are degrees, clockwise on the screen (y down), about the centre.
#pragma once

#include "geometry/box.h"

#include <array>
#include <vector>

namespace limn::geometry {

// Corners x y of the box turned by the angle; the order is top-left, top-right, bottom-right, bottom-left of the box
// before it was turned.
std::array<double, 8> corners(const Box& box, double rotation);

// A rectangle that may be turned: the box before turning, and the angle in [0, 360).
struct RotatedBox {
    Box box;
    double rotation = 0;
};

// The smallest rectangle around four corners given in the order of corners(), so that corners(result) starts with the
// corner nearest to the first one given. An angle below 1e-5 degrees comes back as 0.
RotatedBox rotated_box(const std::array<double, 8>& corners);

// cx cy right top, with right = cx + rx and top = cy - ry.
struct Ellipse {
    double cx = 0;
    double cy = 0;
    double rx = 0;
    double ry = 0;
    double rotation = 0;
};

Ellipse ellipse_of(Coordinates points, double rotation);

// Vertices on the ellipse, from its right end clockwise on the screen. steps >= 3.
std::vector<double> to_polygon(const Ellipse& ellipse, int steps = 64);

// Intersection over union of two turned rectangles by exact areas.
double iou(const RotatedBox& a, const RotatedBox& b);

} // namespace limn::geometry
