#include "geometry/raster.h"

#include "geometry/polygon.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include <opencv2/imgproc.hpp>

namespace limn::geometry {
namespace {

constexpr int oversampling = 5;
constexpr double far_away = 1e5; // pixels outside the image from which a polygon is cut before it is walked

struct Cell {
    int u = 0;
    int v = 0;
};

Cell to_grid(double x, double y) {
    const auto scaled = [](double value) { return static_cast<int>(oversampling * value + 0.5); };
    return {scaled(x), scaled(y)};
}

// Notes where the walk along the boundary passes from one column of pixels to the next.
class Crossings {
  public:
    Crossings(int width, int height) : width_(width), height_(height) {}

    void visit(Cell cell) {
        if (any_ && cell.u != last_.u) cross(cell);
        any_ = true;
        last_ = cell;
    }

    // Runs between the sorted crossings; two crossings at one place cancel each other.
    std::vector<uint32_t> finish() {
        positions_.push_back(static_cast<uint32_t>(width_) * static_cast<uint32_t>(height_));
        std::sort(positions_.begin(), positions_.end());
        std::vector<uint32_t> counts;
        uint32_t previous = 0;
        bool joined = false;
        for (size_t i = 0; i < positions_.size(); ++i) {
            const uint32_t run = positions_[i] - previous;
            previous = positions_[i];
            if (joined) {
                counts.back() += run;
                joined = false;
            } else if (run > 0 || i == 0) {
                counts.push_back(run);
            } else {
                joined = true;
            }
        }
        return counts;
    }

  private:
    void cross(Cell cell) {
        const double column = ((cell.u < last_.u ? cell.u : cell.u - 1) + 0.5) / oversampling - 0.5;
        if (column != std::floor(column) || column < 0 || column > width_ - 1) return;
        const double row = (std::min(cell.v, last_.v) + 0.5) / oversampling - 0.5;
        const double first = std::ceil(std::clamp(row, 0.0, static_cast<double>(height_)));
        positions_.push_back(static_cast<uint32_t>(column) * static_cast<uint32_t>(height_) +
                             static_cast<uint32_t>(first));
    }

    int width_;
    int height_;
    bool any_ = false;
    Cell last_;
    std::vector<uint32_t> positions_;
};

// Every cell from a to b along the longer axis. The line is evaluated from its smaller end, so that it has the same
// cells in both directions.
void walk(Cell a, Cell b, Crossings& crossings) {
    const int du = std::abs(b.u - a.u), dv = std::abs(b.v - a.v);
    if (du == 0 && dv == 0) return;
    const bool along_u = du >= dv;
    const int steps = along_u ? du : dv;
    const bool backwards = along_u ? a.u > b.u : a.v > b.v;
    const Cell from = backwards ? b : a, to = backwards ? a : b;
    const double slope = static_cast<double>(along_u ? to.v - from.v : to.u - from.u) / steps;
    for (int i = 0; i <= steps; ++i) {
        const int t = backwards ? steps - i : i;
        const int side = static_cast<int>((along_u ? from.v : from.u) + slope * t + 0.5);
        crossings.visit(along_u ? Cell{from.u + t, side} : Cell{side, from.v + t});
    }
}

} // namespace

Rle fill_polygon(Coordinates polygon, int image_width, int image_height) {
    const Box reach{-far_away, -far_away, image_width + far_away, image_height + far_away};
    if (!polygon.empty() && unite(reach, bounds(polygon)) != reach) {
        return fill_polygon(clip(polygon, reach), image_width, image_height);
    }
    Crossings crossings(image_width, image_height);
    const size_t n = polygon.size() / 2;
    for (size_t i = 0; i < n; ++i) {
        const size_t j = (i + 1) % n;
        walk(to_grid(polygon[2 * i], polygon[2 * i + 1]), to_grid(polygon[2 * j], polygon[2 * j + 1]), crossings);
    }
    return {image_height, image_width, crossings.finish()};
}

Rle fill_box(const Box& box, int image_width, int image_height) {
    return fill_polygon(corners(box, 0), image_width, image_height);
}

Bitmap fill_ellipse(const Ellipse& ellipse, int image_width, int image_height) {
    Bitmap out(image_width, image_height);
    cv::Mat image(image_height, image_width, CV_8UC1, out.pixels.data());
    const cv::Point centre(static_cast<int>(std::nearbyint(ellipse.cx)), static_cast<int>(std::nearbyint(ellipse.cy)));
    const cv::Size axes(std::abs(static_cast<int>(std::nearbyint(ellipse.rx))),
                        std::abs(static_cast<int>(std::nearbyint(ellipse.ry))));
    cv::ellipse(image, centre, axes, ellipse.rotation, 0, 360, cv::Scalar(1), cv::FILLED);
    return out;
}

Painting paint(std::span<const Layer> layers, int image_width, int image_height) {
    std::vector<size_t> order(layers.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return layers[a].z_order < layers[b].z_order; });
    const size_t size = static_cast<size_t>(image_width) * static_cast<size_t>(image_height);
    Painting out{std::vector<int64_t>(size, 0), std::vector<int64_t>(size, 0)};
    for (size_t position = 0; position < order.size(); ++position) {
        const Layer& layer = layers[order[position]];
        size_t cell = 0;
        for (size_t i = 0; i < layer.mask->counts.size(); ++i) {
            const size_t end = cell + layer.mask->counts[i];
            for (; i % 2 == 1 && cell < end; ++cell) {
                const size_t pixel = cell % image_height * image_width + cell / image_height;
                out.labels[pixel] = layer.label;
                out.instances[pixel] = static_cast<int64_t>(position) + 1;
            }
            cell = end;
        }
    }
    return out;
}

} // namespace limn::geometry
