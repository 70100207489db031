#include "media/preview.h"

#include "media/decode.h"
#include "media/error.h"
#include "media/frames.h"
#include "media/jpeg.h"
#include "media/pixels.h"
#include "storage/temp_file.h"

#include <cmath>
#include <fmt/format.h>

namespace limn::media {
namespace {

constexpr int preview_quality = 85;

// The largest fraction of libjpeg's that still has twice the pixels needed, so that averaging has something to do.
int fraction_for_preview(const ImageInfo& info) {
    int denominator = 8;
    while (denominator > 1 && std::max(info.width, info.height) / denominator < 2 * preview_side) denominator /= 2;
    return denominator;
}

// A sphere of points seen from a little above.
Image draw_points() {
    Image image = make_image(preview_side, preview_side, 3);
    constexpr int points = 6000;
    constexpr double golden_angle = 2.399963229728653;
    for (int i = 0; i < points; ++i) {
        const double height = 1 - 2 * (i + 0.5) / points;
        const double radius = std::sqrt(1 - height * height);
        const double across = radius * std::cos(golden_angle * i), depth = radius * std::sin(golden_angle * i);
        const auto x = static_cast<int>(preview_side * (0.5 + 0.4 * across));
        const auto y = static_cast<int>(preview_side * (0.5 - 0.37 * height + 0.15 * depth));
        std::uint8_t* pixel = image.row(std::clamp(y, 0, preview_side - 1)) + 3 * x;
        const auto light = static_cast<std::uint8_t>(150 + 100 * depth);
        pixel[0] = static_cast<std::uint8_t>(light / 2);
        pixel[1] = static_cast<std::uint8_t>(light * 3 / 4);
        pixel[2] = light;
    }
    return image;
}

} // namespace

std::string make_preview(const Image& image) { return encode_jpeg(fit(image, preview_side), preview_quality); }

std::string make_preview(const std::filesystem::path& path, std::string_view name) {
    const ImageInfo info = probe_image(path, name);
    const std::string content = storage::read_whole(path);
    const auto bytes = std::as_bytes(std::span(content));
    if (info.format != ImageFormat::jpeg) return make_preview(decode_upright(bytes, info, name));
    const Image small = fit(decode_jpeg(bytes, fraction_for_preview(info)), preview_side);
    return encode_jpeg(orient(small, info.orientation), preview_quality);
}

const std::string& point_cloud_preview() {
    static const std::string jpeg = encode_jpeg(draw_points(), preview_quality);
    return jpeg;
}

} // namespace limn::media
