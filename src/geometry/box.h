// Axis-aligned boxes and the bounds of flat coordinate lists.
//
// Everywhere in this floor coordinates are continuous image units, x to the right and y down, and a list of points is
// flat: x0 y0 x1 y1 ... A trailing odd number is ignored.
#pragma once

#include <span>

namespace limn::geometry {

using Coordinates = std::span<const double>;

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

// Right and bottom are exclusive edges: the width is right - left.
struct Box {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;

    double width() const { return right - left; }
    double height() const { return bottom - top; }
    bool empty() const { return !(left < right && top < bottom); }
    // 0 for an empty or inverted box.
    double area() const { return empty() ? 0 : width() * height(); }
    bool operator==(const Box&) const = default;
};

// The smallest box around all points; the zero box when there are none.
Box bounds(Coordinates points);

// The common part, empty() when there is none.
Box intersect(const Box& a, const Box& b);

// The smallest box around both.
Box unite(const Box& a, const Box& b);

// Intersection over union, in [0, 1]; 0 when both are empty.
double iou(const Box& a, const Box& b);

} // namespace limn::geometry
