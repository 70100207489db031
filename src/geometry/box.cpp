#include "geometry/box.h"

#include <algorithm>

namespace limn::geometry {

Box bounds(Coordinates points) {
    if (points.size() < 2) return {};
    Box box{points[0], points[1], points[0], points[1]};
    for (size_t i = 2; i + 1 < points.size(); i += 2) {
        box.left = std::min(box.left, points[i]);
        box.right = std::max(box.right, points[i]);
        box.top = std::min(box.top, points[i + 1]);
        box.bottom = std::max(box.bottom, points[i + 1]);
    }
    return box;
}

Box intersect(const Box& a, const Box& b) {
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right), std::min(a.bottom, b.bottom)};
}

Box unite(const Box& a, const Box& b) {
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

double iou(const Box& a, const Box& b) {
    const double common = intersect(a, b).area();
    const double total = a.area() + b.area() - common;
    return total > 0 ? common / total : 0;
}

} // namespace limn::geometry
