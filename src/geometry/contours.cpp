#include "geometry/contours.h"

#include "geometry/polygon.h"
#include "geometry/raster.h"

#include <algorithm>
#include <limits>

#include <opencv2/imgproc.hpp>

namespace limn::geometry {
namespace {

using Ring = std::vector<cv::Point>;

constexpr int margin = 1; // background around the image, so that contours at its border are closed

cv::Mat padded(const Bitmap& bitmap) {
    const cv::Mat image(bitmap.height, bitmap.width, CV_8UC1, const_cast<uint8_t*>(bitmap.pixels.data()));
    cv::Mat out;
    cv::copyMakeBorder(image, out, margin, margin, margin, margin, cv::BORDER_CONSTANT, cv::Scalar(0));
    return out;
}

std::vector<double> flat(const Ring& ring) {
    std::vector<double> out;
    out.reserve(ring.size() * 2);
    for (const auto& p : ring) {
        out.push_back(std::max(0, p.x - margin));
        out.push_back(std::max(0, p.y - margin));
    }
    return out;
}

bool clockwise(const Ring& ring) {
    int64_t twice = 0;
    for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        twice += int64_t{ring[j].x} * ring[i].y - int64_t{ring[i].x} * ring[j].y;
    }
    return twice > 0;
}

// The hole's ring, from the vertex nearest to the outer ring around and back to it, between two copies of the outer
// vertex next to it.
void splice(Ring& outer, Ring hole) {
    if (!clockwise(outer)) std::reverse(outer.begin(), outer.end());
    if (clockwise(hole)) std::reverse(hole.begin(), hole.end());
    size_t at = 0, from = 0;
    int64_t nearest = std::numeric_limits<int64_t>::max();
    for (size_t i = 0; i < outer.size(); ++i) {
        for (size_t j = 0; j < hole.size(); ++j) {
            const int64_t dx = outer[i].x - hole[j].x, dy = outer[i].y - hole[j].y;
            if (dx * dx + dy * dy >= nearest) continue;
            nearest = dx * dx + dy * dy;
            at = i;
            from = j;
        }
    }
    std::rotate(hole.begin(), hole.begin() + from, hole.end());
    hole.push_back(hole.front());
    hole.push_back(outer[at]);
    outer.insert(outer.begin() + at + 1, hole.begin(), hole.end());
}

} // namespace

std::vector<std::vector<double>> to_polygons(const Bitmap& bitmap) {
    std::vector<Ring> contours;
    std::vector<cv::Vec4i> links; // next, previous, first child, parent
    cv::findContours(padded(bitmap), contours, links, cv::RETR_TREE, cv::CHAIN_APPROX_TC89_KCOS);
    const auto depth = [&](size_t i) {
        int levels = 0;
        for (int parent = links[i][3]; parent >= 0; parent = links[parent][3]) ++levels;
        return levels;
    };
    std::vector<std::vector<double>> out;
    for (size_t i = 0; i < contours.size(); ++i) {
        if (depth(i) % 2 == 1 || contours[i].size() <= 2) continue;
        Ring ring = contours[i];
        for (int child = links[i][2]; child >= 0; child = links[child][0]) {
            if (contours[child].size() > 2) splice(ring, contours[child]);
        }
        ring.push_back(ring.front());
        auto polygon = flat(ring);
        if (area(fill_polygon(polygon, bitmap.width, bitmap.height)) >= 1) out.push_back(std::move(polygon));
    }
    return out;
}

std::vector<std::vector<double>> pixel_edges(const Bitmap& bitmap) {
    cv::Mat grown;
    cv::dilate(padded(bitmap), grown, cv::Mat::ones(2, 2, CV_8UC1), cv::Point(1, 1));
    std::vector<Ring> contours;
    cv::findContours(grown, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
    std::vector<std::vector<double>> out;
    out.reserve(contours.size());
    for (const auto& contour : contours) out.push_back(flat(contour));
    return out;
}

} // namespace limn::geometry
