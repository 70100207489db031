#include "geometry/polygon.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace limn::geometry {
namespace {

size_t count(Coordinates points) { return points.size() / 2; }

Point at(Coordinates points, size_t i) { return {points[2 * i], points[2 * i + 1]}; }

// Twice the signed area of the triangle abc.
double cross(Point a, Point b, Point c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

bool between(double value, double a, double b) { return std::min(a, b) <= value && value <= std::max(a, b); }

bool on_segment(Point p, Point a, Point b) {
    return cross(a, b, p) == 0 && between(p.x, a.x, b.x) && between(p.y, a.y, b.y);
}

bool segments_touch(Point a, Point b, Point c, Point d) {
    const double abc = cross(a, b, c), abd = cross(a, b, d), cda = cross(c, d, a), cdb = cross(c, d, b);
    if (((abc > 0 && abd < 0) || (abc < 0 && abd > 0)) && ((cda > 0 && cdb < 0) || (cda < 0 && cdb > 0))) return true;
    return on_segment(c, a, b) || on_segment(d, a, b) || on_segment(a, c, d) || on_segment(b, c, d);
}

// A convex ring of a few vertices without allocation: a triangle cut by three half-planes has at most six.
struct SmallRing {
    std::array<Point, 8> points;
    size_t size = 0;
    void add(Point p) { points[size++] = p; }
};

// Keeps the part of the ring to the left of the directed line ab (where cross(a, b, p) >= 0).
SmallRing cut(const SmallRing& ring, Point a, Point b) {
    SmallRing out;
    for (size_t i = 0; i < ring.size; ++i) {
        const Point p = ring.points[i], q = ring.points[(i + 1) % ring.size];
        const double sp = cross(a, b, p), sq = cross(a, b, q);
        if (sp >= 0) out.add(p);
        if ((sp > 0 && sq < 0) || (sp < 0 && sq > 0)) {
            const double t = sp / (sp - sq);
            out.add({p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t});
        }
    }
    return out;
}

double ring_area(const SmallRing& ring) {
    double sum = 0;
    for (size_t i = 2; i < ring.size; ++i) sum += cross(ring.points[0], ring.points[i - 1], ring.points[i]);
    return std::abs(sum) / 2;
}

// A triangle of a fan, turned so that its own area is positive; sign says how it counts.
struct Triangle {
    std::array<Point, 3> p;
    Box box;
    double sign;
};

std::vector<Triangle> fan(Coordinates polygon, Point origin) {
    std::vector<Triangle> out;
    const size_t n = count(polygon);
    out.reserve(n);
    for (size_t i = 0; i < n; ++i) {
        Point a = at(polygon, i), b = at(polygon, (i + 1) % n);
        const double twice = cross(origin, a, b);
        if (twice == 0) continue;
        if (twice < 0) std::swap(a, b);
        const std::array<double, 6> flat{origin.x, origin.y, a.x, a.y, b.x, b.y};
        out.push_back({{origin, a, b}, bounds(flat), twice < 0 ? -1.0 : 1.0});
    }
    return out;
}

double triangle_overlap(const Triangle& a, const Triangle& b) {
    SmallRing ring;
    for (Point p : a.p) ring.add(p);
    for (int i = 0; i < 3 && ring.size > 2; ++i) ring = cut(ring, b.p[i], b.p[(i + 1) % 3]);
    return ring_area(ring);
}

} // namespace

double signed_area(Coordinates polygon) {
    const size_t n = count(polygon);
    if (n < 3) return 0;
    const Point origin = at(polygon, 0);
    double sum = 0;
    for (size_t i = 2; i < n; ++i) sum += cross(origin, at(polygon, i - 1), at(polygon, i));
    return sum / 2;
}

double area(Coordinates polygon) { return std::abs(signed_area(polygon)); }

double length(Coordinates polyline) {
    double sum = 0;
    for (size_t i = 1; i < count(polyline); ++i) {
        const Point a = at(polyline, i - 1), b = at(polyline, i);
        sum += std::hypot(b.x - a.x, b.y - a.y);
    }
    return sum;
}

bool contains(Coordinates polygon, Point point) {
    bool inside = false;
    const size_t n = count(polygon);
    for (size_t i = 0, j = n - 1; i < n; j = i++) {
        const Point a = at(polygon, i), b = at(polygon, j);
        if ((a.y > point.y) == (b.y > point.y)) continue;
        if (point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
    }
    return inside;
}

bool is_simple(Coordinates polygon) {
    std::vector<Point> ring;
    for (size_t i = 0; i < count(polygon); ++i) {
        if (ring.empty() || ring.back() != at(polygon, i)) ring.push_back(at(polygon, i));
    }
    while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    const size_t n = ring.size();
    if (n < 3) return false;
    for (size_t i = 0; i < n; ++i) {
        const Point a = ring[i], b = ring[(i + 1) % n], c = ring[(i + 2) % n];
        if (on_segment(c, a, b) || on_segment(a, b, c)) return false;
        for (size_t j = i + 2; j < n; ++j) {
            if ((j + 1) % n == i) continue;
            if (segments_touch(a, b, ring[j], ring[(j + 1) % n])) return false;
        }
    }
    return true;
}

std::vector<double> clip(Coordinates polygon, const Box& frame) {
    struct Edge {
        double Point::*axis;
        double limit;
        double side; // 1 keeps what is above the limit, -1 what is below
    };
    const Edge edges[] = {{&Point::x, frame.left, 1},
                          {&Point::y, frame.top, 1},
                          {&Point::x, frame.right, -1},
                          {&Point::y, frame.bottom, -1}};
    std::vector<Point> ring;
    for (size_t i = 0; i < count(polygon); ++i) ring.push_back(at(polygon, i));
    for (const Edge& edge : edges) {
        std::vector<Point> kept;
        for (size_t i = 0; i < ring.size(); ++i) {
            const Point p = ring[i], q = ring[(i + 1) % ring.size()];
            const double sp = (p.*edge.axis - edge.limit) * edge.side, sq = (q.*edge.axis - edge.limit) * edge.side;
            if (sp >= 0) kept.push_back(p);
            if ((sp > 0 && sq < 0) || (sp < 0 && sq > 0)) {
                Point crossing{p.x + (q.x - p.x) * sp / (sp - sq), p.y + (q.y - p.y) * sp / (sp - sq)};
                crossing.*edge.axis = edge.limit;
                kept.push_back(crossing);
            }
        }
        ring = std::move(kept);
    }
    std::vector<double> out;
    for (Point p : ring) out.insert(out.end(), {p.x, p.y});
    return out;
}

std::vector<double> clamp(Coordinates points, const Box& frame) {
    std::vector<double> out(points.begin(), points.begin() + count(points) * 2);
    for (size_t i = 0; i + 1 < out.size(); i += 2) {
        out[i] = std::clamp(out[i], frame.left, frame.right);
        out[i + 1] = std::clamp(out[i + 1], frame.top, frame.bottom);
    }
    return out;
}

double intersection_area(Coordinates a, Coordinates b) {
    const Box common = intersect(bounds(a), bounds(b));
    if (count(a) < 3 || count(b) < 3 || common.empty()) return 0;
    const Point origin{(common.left + common.right) / 2, (common.top + common.bottom) / 2};
    const auto left = fan(a, origin), right = fan(b, origin);
    double sum = 0;
    for (const Triangle& s : left) {
        for (const Triangle& t : right) {
            if (intersect(s.box, t.box).empty()) continue;
            sum += s.sign * t.sign * triangle_overlap(s, t);
        }
    }
    return std::abs(sum);
}

double polygon_iou(Coordinates a, Coordinates b) {
    const double common = intersection_area(a, b);
    const double total = area(a) + area(b) - common;
    return total > 0 ? common / total : 0;
}

} // namespace limn::geometry
