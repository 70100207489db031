#include "media/samples.h"

#include "media/decode.h"
#include "media/error.h"
#include "media/lossless.h"
#include "media/probe.h"

#include <fmt/format.h>

namespace limn::media {
namespace {

constexpr std::int64_t most_pixels = std::int64_t{1} << 28;

// Little-endian, as everything in a BMP.
void append_number(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

std::string bmp_header(int width, int height, std::uint32_t pixel_bytes) {
    constexpr std::uint32_t header_bytes = 54;
    std::string out = "BM";
    append_number(out, header_bytes + pixel_bytes, 4);
    append_number(out, 0, 4);
    append_number(out, header_bytes, 4);
    append_number(out, 40, 4); // the second header, from here on
    append_number(out, static_cast<std::uint32_t>(width), 4);
    append_number(out, static_cast<std::uint32_t>(height), 4);
    append_number(out, 1, 2);
    append_number(out, 24, 2);
    append_number(out, 0, 4); // not compressed
    append_number(out, pixel_bytes, 4);
    out.append(16, '\0'); // no resolution, no palette
    return out;
}

} // namespace

Samples decode_samples(std::span<const std::byte> content, std::string_view name) {
    const ImageInfo info = probe_image(content, name);
    if (std::int64_t{info.width} * info.height > most_pixels) {
        throw MediaError(fmt::format("'{}' has more than {} pixels", name, most_pixels));
    }
    cv::Mat pixels = decode_lossless(content, info.format);
    Image image;
    if (pixels.empty()) {
        image = decode_upright(content, info, name);
        pixels = view(image);
    }
    if (pixels.depth() != CV_8U && pixels.depth() != CV_16U) {
        throw MediaError(fmt::format("'{}' has samples of more than 16 bits", name));
    }
    Samples out(pixels.cols, pixels.rows, pixels.channels());
    cv::Mat target(out.height, out.width, CV_16UC(out.channels), out.samples.data());
    pixels.convertTo(target, CV_16U);
    return out;
}

std::string encode_png(const Samples& image, Depth depth) {
    const cv::Mat wide(image.height, image.width, CV_16UC(image.channels),
                       const_cast<std::uint16_t*>(image.samples.data()));
    if (depth == Depth::bits16) return encode_png(wide);
    cv::Mat narrow;
    wide.convertTo(narrow, CV_8U);
    return encode_png(narrow);
}

std::string encode_bmp(const Samples& image) {
    const auto width = static_cast<std::size_t>(image.width), height = static_cast<std::size_t>(image.height);
    const std::size_t padding = (4 - width * 3 % 4) % 4;
    std::string out = bmp_header(image.width, image.height, static_cast<std::uint32_t>((width * 3 + padding) * height));
    for (std::size_t y = height; y-- > 0;) { // from the bottom
        const std::uint16_t* row = image.samples.data() + y * width * 3;
        for (std::size_t x = 0; x < width; ++x) {
            for (std::size_t channel = 3; channel-- > 0;) out += static_cast<char>(row[x * 3 + channel]);
        }
        out.append(padding, '\0');
    }
    return out;
}

} // namespace limn::media
