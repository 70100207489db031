#include "geometry/mask.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

namespace limn::geometry {
namespace {

constexpr size_t box_numbers = 4;

Bitmap crop(const Bitmap& bitmap, const PixelBox& box) {
    Bitmap out(static_cast<int>(box.width()), static_cast<int>(box.height()));
    for (int y = 0; y < out.height; ++y) {
        std::memcpy(&out.at(0, y), bitmap.pixels.data() + static_cast<size_t>(box.top + y) * bitmap.width + box.left,
                    static_cast<size_t>(out.width));
    }
    return out;
}

void require_whole(Coordinates points) {
    for (double value : points) {
        if (value == std::floor(value) && std::abs(value) < 1e9) continue;
        throw std::invalid_argument(fmt::format("non-integer value in encoded mask: {}", value));
    }
}

PixelBox box_of(Coordinates points) {
    const auto tail = points.last(box_numbers);
    return {static_cast<int>(tail[0]), static_cast<int>(tail[1]), static_cast<int>(tail[2]), static_cast<int>(tail[3])};
}

void check(Coordinates points) {
    if (points.size() <= box_numbers) throw std::invalid_argument("too few elements in encoded mask");
    require_whole(points);
}

Mask read_runs(Coordinates points, const PixelBox& box) {
    const auto counts = points.first(points.size() - box_numbers);
    double total = 0;
    for (double count : counts) {
        if (count < 0) throw std::invalid_argument("encoded bitmap does not match encoded bounding box");
        total += count;
    }
    if (total != static_cast<double>(box.area())) {
        throw std::invalid_argument("encoded bitmap does not match encoded bounding box");
    }
    Mask mask{box, Bitmap(static_cast<int>(box.width()), static_cast<int>(box.height()))};
    auto* pixel = mask.bits.pixels.data();
    uint8_t value = 0;
    for (double count : counts) {
        std::fill_n(pixel, static_cast<size_t>(count), value);
        pixel += static_cast<size_t>(count);
        value ^= 1;
    }
    return mask;
}

} // namespace

std::vector<int64_t> runs(std::span<const uint8_t> flat) {
    std::vector<int64_t> out;
    uint8_t value = 0;
    for (size_t begin = 0; begin < flat.size();) {
        const auto end = std::find(flat.begin() + begin, flat.end(), value ^ 1) - flat.begin();
        out.push_back(end - static_cast<int64_t>(begin));
        begin = static_cast<size_t>(end);
        value ^= 1;
    }
    return out;
}

PixelBox tight_box(const Bitmap& bitmap) {
    PixelBox box{bitmap.width, bitmap.height, -1, -1};
    for (int y = 0; y < bitmap.height; ++y) {
        const auto row = std::span(bitmap.pixels).subspan(static_cast<size_t>(y) * bitmap.width, bitmap.width);
        const auto first = std::find(row.begin(), row.end(), 1);
        if (first == row.end()) continue;
        const auto last = std::find(row.rbegin(), row.rend(), 1);
        box.left = std::min(box.left, static_cast<int>(first - row.begin()));
        box.right = std::max(box.right, static_cast<int>(row.rend() - last) - 1);
        box.top = std::min(box.top, y);
        box.bottom = y;
    }
    return box.bottom < 0 ? PixelBox{} : box;
}

std::vector<double> encode_mask(const Mask& mask) {
    const auto counts = runs(mask.bits.pixels);
    std::vector<double> out(counts.begin(), counts.end());
    const auto& box = mask.box;
    out.insert(out.end(), {double(box.left), double(box.top), double(box.right), double(box.bottom)});
    return out;
}

std::vector<double> encode_mask(const Bitmap& bitmap) {
    const PixelBox box = tight_box(bitmap);
    return encode_mask(Mask{box, crop(bitmap, box)});
}

std::vector<double> encode_mask(const Bitmap& bitmap, const Box& box) {
    const double right = std::ceil(box.right), bottom = std::ceil(box.bottom);
    const double left = std::floor(box.left), top = std::floor(box.top);
    if (!(0 <= left && left < right && right <= bitmap.width && 0 <= top && top < bottom && bottom <= bitmap.height)) {
        throw std::invalid_argument("bbox has invalid coordinates");
    }
    const PixelBox pixels{int(left), int(top), int(right) - 1, int(bottom) - 1};
    return encode_mask(Mask{pixels, crop(bitmap, pixels)});
}

Mask read_mask(Coordinates points) {
    check(points);
    const PixelBox box = box_of(points);
    if (box.left > box.right || box.top > box.bottom || box.width() > 1'000'000 || box.height() > 1'000'000) {
        throw std::invalid_argument("invalid encoded bounding box");
    }
    return read_runs(points, box);
}

Bitmap decode_mask(Coordinates points, int image_width, int image_height) {
    check(points);
    const PixelBox box = box_of(points);
    if (!(0 <= box.left && box.left <= box.right && box.right < image_width && 0 <= box.top && box.top <= box.bottom &&
          box.bottom < image_height)) {
        throw std::invalid_argument("invalid encoded bounding box");
    }
    return place(read_runs(points, box), image_width, image_height);
}

Bitmap place(const Mask& mask, int image_width, int image_height) {
    Bitmap out(image_width, image_height);
    const int left = std::max(mask.box.left, 0), right = std::min(mask.box.right, image_width - 1);
    for (int y = std::max(mask.box.top, 0); y <= std::min(mask.box.bottom, image_height - 1) && left <= right; ++y) {
        const auto* source = &mask.bits.pixels[static_cast<size_t>(y - mask.box.top) * mask.bits.width];
        std::memcpy(&out.at(left, y), source + (left - mask.box.left), static_cast<size_t>(right - left + 1));
    }
    return out;
}

int64_t area(const Bitmap& bitmap) { return std::accumulate(bitmap.pixels.begin(), bitmap.pixels.end(), int64_t{0}); }

double iou(const Mask& a, const Mask& b) {
    const int left = std::max(a.box.left, b.box.left), right = std::min(a.box.right, b.box.right);
    const int top = std::max(a.box.top, b.box.top), bottom = std::min(a.box.bottom, b.box.bottom);
    int64_t common = 0;
    for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= right; ++x) {
            common += a.bits.at(x - a.box.left, y - a.box.top) & b.bits.at(x - b.box.left, y - b.box.top);
        }
    }
    const int64_t total = area(a.bits) + area(b.bits) - common;
    return total > 0 ? static_cast<double>(common) / static_cast<double>(total) : 0;
}

} // namespace limn::geometry
