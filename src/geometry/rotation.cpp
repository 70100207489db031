#include "geometry/rotation.h"

#include "geometry/polygon.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace limn::geometry {
namespace {

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

// The sum of squared distances between corners of the same index.
double mismatch(const std::array<double, 8>& a, const std::array<double, 8>& b) {
    double sum = 0;
    for (size_t i = 0; i < 8; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

Box centred(double cx, double cy, double width, double height) {
    return {cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2};
}

// The smallest enclosing rectangle has a side along an edge of the convex hull; of four points every hull edge is among
// the six lines through two of them.
RotatedBox smallest_around(const std::array<double, 8>& p) {
    RotatedBox best;
    double best_area = std::numeric_limits<double>::infinity();
    for (size_t i = 0; i < 4; ++i) {
        for (size_t j = i + 1; j < 4; ++j) {
            const double dx = p[2 * j] - p[2 * i], dy = p[2 * j + 1] - p[2 * i + 1];
            const double norm = std::hypot(dx, dy);
            if (norm == 0) continue;
            const double c = dx / norm, s = dy / norm;
            std::array<double, 8> turned;
            for (size_t k = 0; k < 4; ++k) {
                turned[2 * k] = c * p[2 * k] + s * p[2 * k + 1];
                turned[2 * k + 1] = -s * p[2 * k] + c * p[2 * k + 1];
            }
            const Box box = bounds(turned);
            const double size = box.width() * box.height();
            if (size >= best_area) continue;
            best_area = size;
            const double u = (box.left + box.right) / 2, v = (box.top + box.bottom) / 2;
            best.box = centred(c * u - s * v, s * u + c * v, box.width(), box.height());
            best.rotation = std::atan2(s, c) * 180 / std::numbers::pi;
        }
    }
    if (std::isinf(best_area)) best.box = {p[0], p[1], p[0], p[1]};
    return best;
}

} // namespace

std::array<double, 8> corners(const Box& box, double rotation) {
    std::array<double, 8> out{box.left, box.top, box.right, box.top, box.right, box.bottom, box.left, box.bottom};
    if (rotation == 0) return out;
    const double cx = (box.left + box.right) / 2, cy = (box.top + box.bottom) / 2;
    const double c = std::cos(radians(rotation)), s = std::sin(radians(rotation));
    for (size_t i = 0; i < 8; i += 2) {
        const double x = out[i] - cx, y = out[i + 1] - cy;
        out[i] = cx + c * x - s * y;
        out[i + 1] = cy + s * x + c * y;
    }
    return out;
}

RotatedBox rotated_box(const std::array<double, 8>& points) {
    const RotatedBox found = smallest_around(points);
    const double cx = (found.box.left + found.box.right) / 2, cy = (found.box.top + found.box.bottom) / 2;
    RotatedBox best;
    double best_mismatch = std::numeric_limits<double>::infinity();
    for (int turn = 0; turn < 4; ++turn) {
        const bool odd = turn % 2 == 1;
        const double width = odd ? found.box.height() : found.box.width();
        const double height = odd ? found.box.width() : found.box.height();
        RotatedBox candidate{centred(cx, cy, width, height), found.rotation + 90.0 * turn};
        const double error = mismatch(corners(candidate.box, candidate.rotation), points);
        if (error >= best_mismatch) continue;
        best_mismatch = error;
        best = candidate;
    }
    best.rotation = std::fmod(std::fmod(best.rotation, 360) + 360, 360);
    if (best.rotation < 1e-5 || best.rotation > 360 - 1e-5) best.rotation = 0;
    return best;
}

Ellipse ellipse_of(Coordinates points, double rotation) {
    return {points[0], points[1], points[2] - points[0], points[1] - points[3], rotation};
}

std::vector<double> to_polygon(const Ellipse& ellipse, int steps) {
    std::vector<double> out;
    out.reserve(2 * static_cast<size_t>(steps));
    const double c = std::cos(radians(ellipse.rotation)), s = std::sin(radians(ellipse.rotation));
    for (int i = 0; i < steps; ++i) {
        const double angle = 2 * std::numbers::pi * i / steps;
        const double x = ellipse.rx * std::cos(angle), y = ellipse.ry * std::sin(angle);
        out.push_back(ellipse.cx + c * x - s * y);
        out.push_back(ellipse.cy + s * x + c * y);
    }
    return out;
}

double iou(const RotatedBox& a, const RotatedBox& b) {
    if (a.rotation == 0 && b.rotation == 0) return iou(a.box, b.box);
    return polygon_iou(corners(a.box, a.rotation), corners(b.box, b.rotation));
}

} // namespace limn::geometry
