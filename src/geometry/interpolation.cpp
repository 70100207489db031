#include "geometry/interpolation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace limn::geometry {
namespace {

std::vector<Point> points_of(Coordinates flat) {
    std::vector<Point> out(flat.size() / 2);
    for (size_t i = 0; i < out.size(); ++i) out[i] = {flat[2 * i], flat[2 * i + 1]};
    return out;
}

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

double path_length(const std::vector<Point>& points, size_t first, size_t last) {
    double sum = 0;
    for (size_t i = first + 1; i <= last; ++i) sum += distance(points[i - 1], points[i]);
    return sum;
}

// Where each vertex lies along the curve, from 0 to 1. A curve without length gives NaN after the first vertex, which
// is never nearer than anything.
std::vector<double> offsets(const std::vector<Point>& points) {
    std::vector<double> out(points.size(), 0);
    for (size_t i = 1; i < points.size(); ++i) out[i] = out[i - 1] + distance(points[i - 1], points[i]);
    const double total = out.empty() ? 0 : out.back();
    for (size_t i = 1; i < out.size(); ++i) out[i] /= total;
    return out;
}

size_t nearest(const std::vector<double>& offsets, double to) {
    size_t best = 0;
    for (size_t i = 1; i < offsets.size(); ++i) {
        if (std::abs(offsets[i] - to) < std::abs(offsets[best] - to)) best = i;
    }
    return best;
}

Point blend(Point a, Point b, double t) { return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; }

} // namespace

double shortest_turn(double from, double to) {
    const double turn = std::fmod(std::fmod(to - from + 180, 360) + 360, 360) - 180;
    return turn == -180 ? 180 : turn;
}

double interpolate_rotation(double from, double to, double t) {
    return std::fmod(from + shortest_turn(from, to) * t + 360, 360);
}

std::vector<double> interpolate_linear(Coordinates left, Coordinates right, double t) {
    std::vector<double> out(left.begin(), left.end());
    for (size_t i = 0; i < out.size() && i < right.size(); ++i) out[i] += (right[i] - left[i]) * t;
    return out;
}

std::vector<double> interpolate_cuboid_3d(Coordinates left, Coordinates right, double t) {
    auto out = interpolate_linear(left, right, t);
    constexpr double degree = std::numbers::pi / 180;
    for (size_t i = 3; i < 6 && i < out.size() && i < right.size(); ++i) {
        const auto positive = [](double angle) { return angle < 0 ? angle + 2 * std::numbers::pi : angle; };
        const double from = positive(left[i]);
        const double angle = from + shortest_turn(from / degree, positive(right[i]) / degree) * degree * t;
        out[i] = angle > std::numbers::pi ? angle - 2 * std::numbers::pi : angle;
    }
    return out;
}

CurveInterpolation::CurveInterpolation(Coordinates left, Coordinates right, bool closed)
    : left_(points_of(left)), right_(points_of(right)), closed_(closed) {
    if (left_.empty() || right_.empty()) return;
    if (closed_) {
        left_.push_back(left_.front());
        right_.push_back(right_.front());
    }
    match();
    plan();
}

void CurveInterpolation::match() {
    const auto left = offsets(left_), right = offsets(right_);
    matches_.resize(left_.size());
    std::vector<char> used(right_.size(), 0);
    for (size_t i = 0; i < left_.size(); ++i) {
        matches_[i] = {nearest(right, left[i])};
        used[matches_[i][0]] = 1;
    }
    for (size_t j = 0; j < right_.size(); ++j) {
        if (!used[j]) matches_[nearest(left, right[j])].push_back(j);
    }
    for (size_t i = 0; i < left_.size(); ++i) {
        std::sort(matches_[i].begin(), matches_[i].end());
        first_pair_.push_back(pairs_.size());
        for (size_t j : matches_[i]) pairs_.emplace_back(left_[i], right_[j]);
    }
}

// Left vertices begin..end all move to one right vertex: thinned by the length of the left curve between them.
void CurveInterpolation::plan_left(size_t begin, size_t end) {
    const size_t first = first_pair_[begin], last = first_pair_[end];
    const double threshold = path_length(left_, begin, end) / (2.0 * static_cast<double>(end - begin + 1));
    stretches_.push_back({first, last, threshold});
}

void CurveInterpolation::plan() {
    constexpr size_t none = std::numeric_limits<size_t>::max();
    size_t open = none; // where a run of single matches with one right vertex began
    for (size_t i = 0; i < left_.size(); ++i) {
        if (matches_[i].size() == 1) {
            if (open != none && matches_[i][0] != matches_[open][0]) {
                plan_left(open, i - 1);
                open = i;
            }
            if (open == none) open = i;
            continue;
        }
        if (open != none) plan_left(open, i - 1);
        open = none;
        const size_t begin = matches_[i].front(), end = matches_[i].back();
        const double threshold = path_length(right_, begin, end) / (2.0 * static_cast<double>(end - begin + 1));
        stretches_.push_back({first_pair_[i], first_pair_[i] + matches_[i].size() - 1, threshold});
    }
    if (open != none) plan_left(open, left_.size() - 1);
}

std::vector<double> CurveInterpolation::at(double t) const {
    std::vector<Point> out;
    for (const Stretch& stretch : stretches_) {
        const auto pair_at = [&](size_t i) { return blend(pairs_[i].first, pairs_[i].second, t); };
        const size_t begin = out.size();
        out.push_back(pair_at(stretch.first));
        if (stretch.first == stretch.last) continue;
        for (size_t i = stretch.first + 1; i < stretch.last; ++i) {
            const Point next = pair_at(i);
            if (distance(next, out.back()) >= stretch.threshold) out.push_back(next);
        }
        const Point last = pair_at(stretch.last);
        if (out.size() - begin == 1 && distance(last, out.back()) < stretch.threshold) {
            out.back() = blend(out.back(), last, 0.5);
        } else {
            out.push_back(last);
        }
    }
    if (closed_ && !out.empty()) out.pop_back();
    std::vector<double> flat;
    flat.reserve(out.size() * 2);
    for (Point p : out) flat.insert(flat.end(), {p.x, p.y});
    return flat;
}

} // namespace limn::geometry
