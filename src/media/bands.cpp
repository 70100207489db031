#include "media/bands.h"

#include "media/band_files.h"
#include "media/error.h"

#include <bit>
#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

namespace limn::media {
namespace {

constexpr std::int64_t most_samples = std::int64_t{1} << 27; // half a gigabyte while they are being read
constexpr std::int64_t most_pixels = std::int64_t{4096} * 4096;

int halvings(std::int64_t width, std::int64_t height) {
    int count = 0;
    while (((width + (1LL << count) - 1) >> count) * ((height + (1LL << count) - 1) >> count) > most_pixels) ++count;
    return count;
}

StoredBands stored_bands(std::span<const std::byte> content, ImageFormat format) {
    if (format == ImageFormat::png) return png_bands(content);
    return format == ImageFormat::tiff ? tiff_bands(content) : StoredBands{};
}

BandLayout layout_of(std::span<const std::byte> content, const ImageInfo& info) {
    const StoredBands stored = stored_bands(content, info.format);
    const std::int64_t most = stored.is_float ? most_samples / 2 : most_samples;
    if (std::int64_t{info.width} * info.height * stored.samples > most) return {};
    const int halved = halvings(info.width, info.height);
    const auto side = [&](int length) {
        return static_cast<int>((std::int64_t{length} + (1LL << halved) - 1) >> halved);
    };
    return {stored.bands, stored.bits, stored.is_signed, stored.is_float, side(info.width), side(info.height)};
}

std::span<const std::byte> bytes_of(const std::string& content) { return std::as_bytes(std::span(content)); }

MediaError damaged(std::string_view name) { return MediaError(fmt::format("cannot identify image file '{}'", name)); }

} // namespace

std::vector<cv::Mat> split_bands(const cv::Mat& pixels, int count) {
    std::vector<cv::Mat> bands;
    for (int i = 0; i < count; ++i) {
        cv::Mat band;
        cv::extractChannel(pixels, band, i);
        if (band.depth() != CV_32F) band.convertTo(band, CV_16U);
        bands.push_back(band);
    }
    return bands;
}

BandLayout band_layout(const std::filesystem::path& picture, std::string_view name) {
    const ImageInfo info = probe_image(picture, name);
    if (info.format != ImageFormat::png && info.format != ImageFormat::tiff) return {};
    const std::string content = storage::read_whole(picture);
    return layout_of(bytes_of(content), info);
}

SampleRange float_range(const std::filesystem::path& picture, std::string_view name) {
    SampleRange range;
    const std::string content = storage::read_whole(picture);
    if (read_tiff_bands(bytes_of(content), &range).empty()) throw damaged(name);
    return range;
}

void write_bands(const std::filesystem::path& picture, std::string_view name, storage::TempFile& out) {
    static_assert(std::endian::native == std::endian::little);
    const ImageInfo info = probe_image(picture, name);
    const std::string content = storage::read_whole(picture);
    const BandLayout layout = layout_of(bytes_of(content), info);
    std::vector<cv::Mat> bands;
    if (layout.bands > 0) {
        bands =
            info.format == ImageFormat::png ? read_png_bands(bytes_of(content)) : read_tiff_bands(bytes_of(content));
    }
    if (bands.empty()) throw damaged(name);
    for (cv::Mat& band : bands) {
        if (info.format == ImageFormat::png) orient(band, info.orientation);
        if (band.cols != layout.width || band.rows != layout.height) {
            cv::resize(band, band, {layout.width, layout.height}, 0, 0, cv::INTER_AREA);
        }
        if (!band.isContinuous()) band = band.clone();
        out.write(std::as_bytes(std::span(band.ptr<std::uint16_t>(), band.total())));
        band.release();
    }
}

} // namespace limn::media
