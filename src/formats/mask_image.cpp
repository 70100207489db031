#include "formats/mask_image.h"

#include "formats/format.h"

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace limn::formats {
namespace {

constexpr int64_t most_pixels = int64_t{1} << 28;

// OpenCV keeps colours as blue, green, red.
size_t swapped(size_t channel, int channels) { return channels >= 3 && channel < 3 ? 2 - channel : channel; }

template <typename Sample> void copy_row(const cv::Mat& from, int y, MaskImage& to) {
    const auto* row = from.ptr<Sample>(y);
    auto* out = to.samples.data() + static_cast<size_t>(y) * to.width * to.channels;
    for (int x = 0; x < to.width; ++x) {
        for (size_t c = 0; c < static_cast<size_t>(to.channels); ++c) {
            out[static_cast<size_t>(x) * to.channels + c] =
                row[static_cast<size_t>(x) * to.channels + swapped(c, to.channels)];
        }
    }
}

} // namespace

MaskImage decode_mask_image(const std::string& bytes, std::string_view name) {
    cv::Mat image;
    try {
        const cv::Mat encoded(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<char*>(bytes.data()));
        image = cv::imdecode(encoded, cv::IMREAD_UNCHANGED);
    } catch (const cv::Exception&) {
        image.release();
    }
    const bool known_depth = image.depth() == CV_8U || image.depth() == CV_16U;
    if (image.empty() || !known_depth || int64_t{image.rows} * image.cols > most_pixels) {
        throw FormatError(fmt::format("The mask image '{}' could not be read", name));
    }
    MaskImage out(image.cols, image.rows, image.channels());
    for (int y = 0; y < out.height; ++y) {
        if (image.depth() == CV_8U) {
            copy_row<uint8_t>(image, y, out);
        } else {
            copy_row<uint16_t>(image, y, out);
        }
    }
    return out;
}

std::string encode_mask_image(const MaskImage& image, Depth depth, const char* extension) {
    cv::Mat wide(image.height, image.width, CV_16UC(image.channels), const_cast<uint16_t*>(image.samples.data()));
    cv::Mat out;
    wide.convertTo(out, depth == Depth::bits8 ? CV_8U : CV_16U);
    if (image.channels == 3) cv::cvtColor(out, out, cv::COLOR_RGB2BGR);
    if (image.channels == 4) cv::cvtColor(out, out, cv::COLOR_RGBA2BGRA);
    std::vector<uint8_t> encoded;
    cv::imencode(extension, out, encoded);
    return {encoded.begin(), encoded.end()};
}

} // namespace limn::formats
