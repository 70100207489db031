#include "media/error.h"
#include "media/lossless.h"

#include <webp/decode.h>
#include <webp/encode.h>

namespace limn::media {

cv::Mat decode_webp(std::span<const std::byte> content) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(content.data());
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(bytes, content.size(), &features) != VP8_STATUS_OK || features.has_animation) return {};
    cv::Mat pixels(features.height, features.width, features.has_alpha ? CV_8UC4 : CV_8UC3);
    const auto decode = features.has_alpha ? WebPDecodeRGBAInto : WebPDecodeRGBInto;
    const std::size_t room = pixels.total() * pixels.elemSize();
    return decode(bytes, content.size(), pixels.data, room, static_cast<int>(pixels.step)) ? pixels : cv::Mat();
}

std::string encode_webp(const cv::Mat& pixels) {
    const auto encode = pixels.channels() == 4 ? WebPEncodeLosslessRGBA : WebPEncodeLosslessRGB;
    std::uint8_t* bytes = nullptr;
    const std::size_t size = encode(pixels.data, pixels.cols, pixels.rows, static_cast<int>(pixels.step), &bytes);
    const std::unique_ptr<std::uint8_t, decltype(&WebPFree)> owner(bytes, [](void* p) { WebPFree(p); });
    if (size == 0) throw MediaError("the picture is too large for a WebP");
    return {reinterpret_cast<const char*>(bytes), size};
}

} // namespace limn::media
