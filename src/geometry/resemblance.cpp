#include "geometry/resemblance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "geometry/polygon.h"
#include "geometry/rotation.h"

namespace limn::geometry {
namespace {

constexpr size_t line_count = 128, places_of_line = 32;

// Where an outline crosses evenly spaced horizontal lines, from left to right on each; always an even number.
class Crossings {
  public:
    Crossings(Coordinates outline, double top, double step) {
        visit(outline, top, step, [&](size_t line, double) { ++begin_[line + 1]; });
        for (size_t i = 0; i < line_count; ++i) begin_[i + 1] += begin_[i];
        x_.resize(begin_.back());
        auto next = begin_;
        visit(outline, top, step, [&](size_t line, double x) { x_[next[line]++] = x; });
        for (size_t i = 0; i < line_count; ++i) std::sort(x_.data() + begin_[i], x_.data() + begin_[i + 1]);
    }

    std::span<const double> on(size_t line) const {
        return std::span(x_).subspan(begin_[line], begin_[line + 1] - begin_[line]);
    }

  private:
    // The first line at or below y.
    static size_t line_from(double y, double top, double step) {
        return static_cast<size_t>(std::clamp(std::ceil((y - top) / step - 0.5), 0.0, double(line_count)));
    }

    template <class F> static void visit(Coordinates p, double top, double step, F&& f) {
        const size_t n = p.size() / 2;
        for (size_t i = 0, j = n - 1; i < n; j = i++) {
            const double x0 = p[2 * j], y0 = p[2 * j + 1], x1 = p[2 * i], y1 = p[2 * i + 1];
            const size_t end = line_from(std::max(y0, y1), top, step);
            for (size_t line = line_from(std::min(y0, y1), top, step); line < end; ++line) {
                const double y = top + (static_cast<double>(line) + 0.5) * step;
                f(line, x0 + (y - y0) * (x1 - x0) / (y1 - y0));
            }
        }
    }

    std::array<size_t, line_count + 1> begin_{};
    std::vector<double> x_;
};

double covered(std::span<const double> x) {
    double sum = 0;
    for (size_t i = 0; i + 1 < x.size(); i += 2) sum += x[i + 1] - x[i];
    return sum;
}

double common(std::span<const double> a, std::span<const double> b) {
    double sum = 0;
    for (size_t i = 0, j = 0; i + 1 < a.size() && j + 1 < b.size();) {
        sum += std::max(0.0, std::min(a[i + 1], b[j + 1]) - std::max(a[i], b[j]));
        (a[i + 1] < b[j + 1] ? i : j) += 2;
    }
    return sum;
}

// Points at equal shares of the length of a line.
std::vector<Point> places(Coordinates line) {
    const size_t n = line.size() / 2;
    const auto at = [&](size_t i) { return Point{line[2 * i], line[2 * i + 1]}; };
    const double step = length(line) / static_cast<double>(places_of_line - 1);
    std::vector<Point> out{at(0)};
    double walked = 0;
    for (size_t i = 1; i < n && out.size() < places_of_line; ++i) {
        const Point from = at(i - 1), to = at(i);
        const double edge = std::hypot(to.x - from.x, to.y - from.y);
        while (out.size() < places_of_line && edge > 0 && step * static_cast<double>(out.size()) <= walked + edge) {
            const double t = (step * static_cast<double>(out.size()) - walked) / edge;
            out.push_back({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)});
        }
        walked += edge;
    }
    out.resize(places_of_line, at(n - 1)); // what rounding left over, and lines without a length
    return out;
}

// A cuboid from above.
RotatedBox footprint(Coordinates c) {
    const double degrees = c[5] * 180 / std::numbers::pi;
    return {{c[0] - c[6] / 2, c[1] - c[7] / 2, c[0] + c[6] / 2, c[1] + c[7] / 2}, degrees};
}

double turn(double a, double b) { // between two angles, as a share of a half turn
    return std::abs(std::remainder(a - b, 2 * std::numbers::pi)) / std::numbers::pi;
}

} // namespace

Region region(Coordinates outline) {
    const Box box = bounds(outline);
    if (box.empty()) return {0, {(box.left + box.right) / 2, (box.top + box.bottom) / 2}};
    const double step = box.height() / line_count;
    const Crossings crossings(outline, box.top, step);
    double area = 0, x = 0, y = 0;
    for (size_t line = 0; line < line_count; ++line) {
        const auto on = crossings.on(line);
        const double length = covered(on);
        for (size_t i = 0; i + 1 < on.size(); i += 2) x += (on[i + 1] * on[i + 1] - on[i] * on[i]) / 2;
        y += length * (box.top + (static_cast<double>(line) + 0.5) * step);
        area += length;
    }
    if (area <= 0) return {0, {(box.left + box.right) / 2, (box.top + box.bottom) / 2}};
    return {area * step, {x / area, y / area}};
}

double region_iou(Coordinates a, Coordinates b) {
    const Box first = bounds(a), second = bounds(b), box = unite(first, second);
    if (first.empty() || second.empty() || intersect(first, second).empty()) return 0;
    const double step = box.height() / line_count;
    const Crossings left(a, box.top, step), right(b, box.top, step);
    double both = 0, sum = 0;
    for (size_t line = 0; line < line_count; ++line) {
        both += common(left.on(line), right.on(line));
        sum += covered(left.on(line)) + covered(right.on(line));
    }
    return sum > both ? both / (sum - both) : 0;
}

double scale_of(const Box& covered) { return std::max(min_scale, std::hypot(covered.width(), covered.height()) / 2); }

double nearness(double mean_distance, double scale) { return std::max(0.0, 1 - mean_distance / scale); }

double points_nearness(Coordinates a, Coordinates b) {
    const size_t n = a.size() / 2;
    if (n == 0 || b.size() / 2 != n) return 0;
    double distance = 0;
    for (size_t i = 0; i < n; ++i) distance += std::hypot(a[2 * i] - b[2 * i], a[2 * i + 1] - b[2 * i + 1]);
    return nearness(distance / static_cast<double>(n), scale_of(unite(bounds(a), bounds(b))));
}

double line_nearness(Coordinates a, Coordinates b) {
    if (a.size() < 2 || b.size() < 2) return 0;
    const auto first = places(a), second = places(b);
    double distance = 0;
    for (size_t i = 0; i < places_of_line; ++i)
        distance += std::hypot(first[i].x - second[i].x, first[i].y - second[i].y);
    return nearness(distance / places_of_line, scale_of(unite(bounds(a), bounds(b))));
}

double cuboid_iou(Coordinates a, Coordinates b) {
    if (a.size() < 9 || b.size() < 9) return 0;
    const auto below = footprint(a), above = footprint(b);
    const auto a_corners = corners(below.box, below.rotation), b_corners = corners(above.box, above.rotation);
    const double height = std::min(a[2] + a[8] / 2, b[2] + b[8] / 2) - std::max(a[2] - a[8] / 2, b[2] - b[8] / 2);
    if (height <= 0) return 0;
    const double both = height * intersection_area(a_corners, b_corners);
    const double sum = a[6] * a[7] * a[8] + b[6] * b[7] * b[8] - both;
    if (sum <= 0) return 0;
    return both / sum * (1 - turn(a[3], b[3])) * (1 - turn(a[4], b[4]));
}

} // namespace limn::geometry
