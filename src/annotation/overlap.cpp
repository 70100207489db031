#include "annotation/overlap.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geometry/mask.h"
#include "geometry/polygon.h"
#include "geometry/resemblance.h"
#include "geometry/rotation.h"

namespace limn::annotation {
namespace {

using geometry::Box;

constexpr double measuring_error = 0.03; // of areas along lines, generously

geometry::RotatedBox turned_box(const Shape& s) {
    const auto& p = s.points;
    const Box box{std::min(p[0], p[2]), std::min(p[1], p[3]), std::max(p[0], p[2]), std::max(p[1], p[3])};
    return {box, s.rotation};
}

std::vector<double> outline(const Shape& ellipse) {
    return geometry::to_polygon(geometry::ellipse_of(ellipse.points, ellipse.rotation));
}

// Of a skeleton: around all of its elements that are to be seen.
Box bounds_of(const Shape& s) {
    if (s.type != ShapeType::skeleton) return geometry::bounds(s.points);
    std::vector<double> seen;
    for (const auto& e : s.elements)
        if (!e.outside) seen.insert(seen.end(), e.points.begin(), e.points.end());
    return geometry::bounds(seen);
}

double element_nearness(const Shape& a, const Shape& b, double scale) {
    if (a.outside || b.outside) return a.outside == b.outside ? 1 : 0;
    if (a.points.size() < 2 || b.points.size() < 2) return 0;
    return geometry::nearness(std::hypot(a.points[0] - b.points[0], a.points[1] - b.points[1]), scale);
}

double skeleton_overlap(const Shape& a, const Shape& b) {
    const double scale = geometry::scale_of(geometry::unite(bounds_of(a), bounds_of(b)));
    const size_t count = std::max(a.elements.size(), b.elements.size());
    double sum = 0;
    for (const auto& e : a.elements) {
        const auto other = std::find_if(b.elements.begin(), b.elements.end(),
                                        [&](const Shape& o) { return o.label_id == e.label_id; });
        if (other != b.elements.end()) sum += element_nearness(e, *other, scale);
    }
    return count ? sum / static_cast<double>(count) : 0;
}

Box grown(const Box& box, double by) { return {box.left - by, box.top - by, box.right + by, box.bottom + by}; }

// Two regions that are nearly the same have their centroids within a share of their sizes, so that small boxes around
// the centroids meet; half a size and more says no more than that the regions themselves meet.
Box core(const Box& box, geometry::Point centre, double least) {
    const double share = 1 - least + measuring_error;
    if (share >= 0.5) return box;
    return {centre.x - share * box.width(), centre.y - share * box.height(), centre.x + share * box.width(),
            centre.y + share * box.height()};
}

geometry::Point middle(const Box& box) { return {(box.left + box.right) / 2, (box.top + box.bottom) / 2}; }

double set_pixels(const std::vector<double>& mask) { // every other run, before the four numbers of the box
    double sum = 0;
    for (size_t i = 1; i + 4 < mask.size(); i += 2) sum += mask[i];
    return sum;
}

Box mask_box(const std::vector<double>& p) {
    const size_t n = p.size();
    return {p[n - 4], p[n - 3], p[n - 2] + 1, p[n - 1] + 1};
}

Box cuboid_reach(const std::vector<double>& p) { // from above, whatever its yaw
    const double radius = std::hypot(p[6], p[7]) / 2;
    return grown({p[0], p[1], p[0], p[1]}, radius);
}

} // namespace

bool same_drawing(const Shape& a, const Shape& b) {
    return a.type == b.type && a.points == b.points && a.rotation == b.rotation && a.outside == b.outside &&
           std::equal(a.elements.begin(), a.elements.end(), b.elements.begin(), b.elements.end(),
                      [](const Shape& x, const Shape& y) { return x.label_id == y.label_id && same_drawing(x, y); });
}

double overlap(const Shape& a, const Shape& b, bool three_d) {
    if (a.type != b.type) return 0;
    if (same_drawing(a, b)) return 1;
    switch (a.type) {
    case ShapeType::rectangle: return geometry::iou(turned_box(a), turned_box(b));
    case ShapeType::ellipse: return geometry::region_iou(outline(a), outline(b));
    case ShapeType::polygon: return geometry::region_iou(a.points, b.points);
    case ShapeType::mask:
        if (geometry::intersect(mask_box(a.points), mask_box(b.points)).empty()) return 0;
        return geometry::iou(geometry::read_mask(a.points), geometry::read_mask(b.points));
    case ShapeType::polyline: return geometry::line_nearness(a.points, b.points);
    case ShapeType::points: return geometry::points_nearness(a.points, b.points);
    case ShapeType::cuboid:
        return three_d ? geometry::cuboid_iou(a.points, b.points) : geometry::points_nearness(a.points, b.points);
    case ShapeType::skeleton: return skeleton_overlap(a, b);
    }
    return 0;
}

Reach reach(const Shape& s, double least, bool three_d) {
    switch (s.type) {
    case ShapeType::rectangle: {
        const auto turned = turned_box(s);
        const Box box = s.rotation == 0 ? turned.box : geometry::bounds(geometry::corners(turned.box, s.rotation));
        return {core(box, middle(box), least), turned.box.area()};
    }
    case ShapeType::ellipse: {
        const auto e = geometry::ellipse_of(s.points, s.rotation);
        return {core(geometry::bounds(outline(s)), {e.cx, e.cy}, least), std::numbers::pi * std::abs(e.rx * e.ry)};
    }
    case ShapeType::polygon: {
        const auto region = geometry::region(s.points);
        return {core(geometry::bounds(s.points), region.centre, least), region.area};
    }
    case ShapeType::mask: return {mask_box(s.points), set_pixels(s.points)};
    case ShapeType::cuboid:
        if (three_d) return {cuboid_reach(s.points), s.points[6] * s.points[7] * s.points[8]};
        break;
    case ShapeType::polyline:
    case ShapeType::points:
    case ShapeType::skeleton: break;
    }
    // What is near enough has corresponding points within a share of the scale of both together, which is at most twice
    // the sum of their own.
    const Box box = bounds_of(s);
    return {grown(box, (1 - least) * 4 * geometry::scale_of(box)), 0};
}

bool can_overlap(const Reach& a, const Reach& b, double least) {
    const auto [smaller, larger] = std::minmax(a.area, b.area);
    if (smaller > 0 && smaller < larger * (least - measuring_error)) return false;
    return a.box.left <= b.box.right && b.box.left <= a.box.right && a.box.top <= b.box.bottom &&
           b.box.top <= a.box.bottom;
}

} // namespace limn::annotation
