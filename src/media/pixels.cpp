#include "media/pixels.h"

#include "media/opencv.h"
#include "media/preview.h"

#include <opencv2/imgproc.hpp>

namespace limn::media {
namespace {

// The table that spreads the values of a histogram evenly; a picture of one value keeps it.
std::array<std::uint8_t, 256> equalising_table(const std::array<std::uint64_t, 256>& histogram) {
    std::array<std::uint8_t, 256> table{};
    std::uint64_t total = 0, last = 0;
    for (const std::uint64_t count : histogram) {
        total += count;
        if (count > 0) last = count;
    }
    const std::uint64_t step = (total - last) / 255;
    std::uint64_t reached = step / 2;
    for (std::size_t value = 0; value < table.size(); ++value) {
        table[value] = static_cast<std::uint8_t>(step == 0 ? value : std::min<std::uint64_t>(reached / step, 255));
        reached += histogram[value];
    }
    return table;
}

} // namespace

void orient(cv::Mat& pixels, int orientation) {
    if (orientation >= 5) pixels = pixels.t();
    // What remains is a mirror, by orientation: 2 and 6 left to right, 4 and 8 upside down, 3 and 7 both; 5 is none.
    constexpr int none = 2;
    constexpr int mirrors[] = {none, none, 1, -1, 0, none, 1, -1, 0};
    if (mirrors[orientation] != none) cv::flip(pixels, pixels, mirrors[orientation]);
}

Image orient(Image image, int orientation) {
    if (orientation == 1) return image;
    cv::Mat turned = view(image);
    orient(turned, orientation);
    Image result = make_image(turned.cols, turned.rows, image.channels);
    cv::Mat target = view(result);
    turned.copyTo(target);
    return result;
}

Image turn_clockwise(Image image, int degrees) {
    constexpr int orientations[] = {1, 6, 3, 8};
    return orient(std::move(image), orientations[degrees / 90 % 4]);
}

Image stretch_gray16(std::span<const std::uint16_t> samples, int width, int height) {
    Image image = make_image(width, height, 1);
    const auto [low, high] = std::ranges::minmax(samples);
    const double scale = high > low ? 255.0 / (high - low) : 0;
    std::array<std::uint64_t, 256> histogram{};
    for (std::size_t i = 0; i < samples.size(); ++i) {
        image.pixels[i] = static_cast<std::uint8_t>((samples[i] - low) * scale);
        ++histogram[image.pixels[i]];
    }
    const std::array<std::uint8_t, 256> table = equalising_table(histogram);
    for (std::uint8_t& pixel : image.pixels) pixel = table[pixel];
    return image;
}

Image fit(const Image& image, int side) {
    const int longest = std::max(image.width, image.height);
    if (longest <= side) return image;
    const auto scaled = [&](int length) {
        return std::max(1, static_cast<int>((std::int64_t{length} * side + longest / 2) / longest));
    };
    Image small = make_image(scaled(image.width), scaled(image.height), image.channels);
    cv::Mat target = view(small);
    cv::resize(view(image), target, target.size(), 0, 0, cv::INTER_AREA);
    return small;
}

} // namespace limn::media
