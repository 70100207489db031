#include "media/band_files.h"
#include "media/error.h"
#include "media/lossless.h"
#include "media/rows.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include <opencv2/imgproc.hpp>
#include <tiffio.h>

namespace limn::media {
namespace {

constexpr std::uint64_t max_pixels = std::uint64_t{1} << 30;

struct Memory {
    std::span<const std::byte> content; // when reading
    std::string written;                // when writing
    std::uint64_t position = 0;

    std::uint64_t size() const { return content.empty() ? written.size() : content.size(); }
};

tmsize_t read_memory(thandle_t handle, void* out, tmsize_t wanted) {
    auto& memory = *static_cast<Memory*>(handle);
    if (memory.position >= memory.size()) return 0;
    const auto* bytes =
        memory.content.empty() ? reinterpret_cast<const std::byte*>(memory.written.data()) : memory.content.data();
    const auto count = std::min(static_cast<std::uint64_t>(wanted), memory.size() - memory.position);
    std::memcpy(out, bytes + memory.position, count);
    memory.position += count;
    return static_cast<tmsize_t>(count);
}

tmsize_t write_memory(thandle_t handle, void* bytes, tmsize_t count) {
    auto& memory = *static_cast<Memory*>(handle);
    try {
        if (memory.position + static_cast<std::uint64_t>(count) > memory.written.size()) {
            memory.written.resize(memory.position + static_cast<std::uint64_t>(count));
        }
    } catch (const std::bad_alloc&) {
        return -1; // an exception must not pass through libtiff
    }
    std::memcpy(memory.written.data() + memory.position, bytes, static_cast<std::size_t>(count));
    memory.position += static_cast<std::uint64_t>(count);
    return count;
}

toff_t seek_memory(thandle_t handle, toff_t offset, int whence) {
    auto& memory = *static_cast<Memory*>(handle);
    const std::uint64_t base = whence == SEEK_CUR ? memory.position : whence == SEEK_END ? memory.size() : 0;
    return memory.position = base + offset;
}

toff_t size_of_memory(thandle_t handle) { return static_cast<Memory*>(handle)->size(); }
int close_memory(thandle_t) { return 0; }

struct Close {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, Close>;

Tiff open_memory(Memory& memory, const char* mode) {
    [[maybe_unused]] static const bool silent = [] {
        TIFFSetErrorHandler(nullptr);
        TIFFSetWarningHandler(nullptr);
        return true;
    }();
    return Tiff(TIFFClientOpen("memory", mode, &memory, read_memory, write_memory, seek_memory, close_memory,
                               size_of_memory, nullptr, nullptr));
}

struct Layout {
    std::uint32_t width = 0, height = 0;
    std::uint16_t bits = 1, channels = 1, kind = SAMPLEFORMAT_UINT, planes = PLANARCONFIG_CONTIG;
    std::uint16_t photometric = PHOTOMETRIC_MINISBLACK, orientation = ORIENTATION_TOPLEFT;

    bool is_float() const { return kind == SAMPLEFORMAT_IEEEFP && bits == 32; }
    bool is_gray() const { return photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE; }

    // The sample type when the rows can be taken as they are, else -1.
    int plain_depth() const {
        const bool colours = photometric == PHOTOMETRIC_RGB && (channels == 3 || channels == 4);
        if (planes != PLANARCONFIG_CONTIG || !(colours || (is_gray() && channels <= 2))) return -1;
        if (kind != SAMPLEFORMAT_UINT && kind != SAMPLEFORMAT_VOID) return -1;
        return bits == 8 ? CV_8U : bits == 16 ? CV_16U : bits == 32 ? CV_32S : -1;
    }
};

Layout layout_of(TIFF* tiff) {
    Layout layout;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &layout.width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &layout.height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &layout.bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &layout.channels);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &layout.kind);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &layout.planes);
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &layout.photometric);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &layout.orientation);
    if (layout.orientation < 1 || layout.orientation > 8) layout.orientation = ORIENTATION_TOPLEFT;
    return layout;
}

// `sample` is the plane, of files whose bands lie one after the other.
bool read_rows(TIFF* tiff, cv::Mat& pixels, std::uint16_t sample = 0) {
    if (TIFFScanlineSize64(tiff) != pixels.cols * pixels.elemSize()) return false;
    for (int y = 0; y < pixels.rows; ++y) {
        if (TIFFReadScanline(tiff, pixels.ptr(y), static_cast<std::uint32_t>(y), sample) != 1) return false;
    }
    return true;
}

int tile_rows(TIFF* tiff) {
    std::uint32_t height = 0;
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &height);
    return static_cast<int>(std::min<std::uint32_t>(height, max_pixels));
}

int tile_columns(TIFF* tiff) {
    std::uint32_t width = 0;
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &width);
    return static_cast<int>(std::min<std::uint32_t>(width, max_pixels));
}

// Whether the samples lie in the file as they do in `pixels`.
bool fits(TIFF* tiff, const cv::Mat& pixels) {
    if (!TIFFIsTiled(tiff)) return TIFFScanlineSize64(tiff) == pixels.cols * pixels.elemSize();
    const auto area = static_cast<std::uint64_t>(tile_columns(tiff)) * static_cast<std::uint64_t>(tile_rows(tiff));
    return area > 0 && area <= max_pixels && TIFFTileSize64(tiff) == area * pixels.elemSize();
}

// One row of tiles, as far as there is room for it.
bool read_tile_row(TIFF* tiff, int top, cv::Mat& band, std::uint16_t sample = 0) {
    const cv::Mat tile(tile_rows(tiff), tile_columns(tiff), band.type());
    for (int x = 0; x < band.cols; x += tile.cols) {
        const auto [left, above] = std::pair(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(top));
        if (TIFFReadTile(tiff, tile.data, left, above, 0, sample) < 0) return false;
        const cv::Rect part(0, 0, std::min(tile.cols, band.cols - x), std::min(tile.rows, band.rows));
        cv::Mat target = band(cv::Rect(x, 0, part.width, part.height));
        tile(part).copyTo(target);
    }
    return true;
}

bool read_band(TIFF* tiff, int top, cv::Mat& band) {
    if (TIFFIsTiled(tiff)) return read_tile_row(tiff, top, band);
    return TIFFReadScanline(tiff, band.ptr(0), static_cast<std::uint32_t>(top)) == 1;
}

bool read_tiles(TIFF* tiff, cv::Mat& pixels, std::uint16_t sample = 0) {
    if (!fits(tiff, pixels)) return false;
    const int step = tile_rows(tiff);
    for (int y = 0; y < pixels.rows; y += step) {
        cv::Mat band = pixels.rowRange(y, std::min(y + step, pixels.rows));
        if (!read_tile_row(tiff, y, band, sample)) return false;
    }
    return true;
}

bool has_plain_rows(const Layout& layout) {
    return layout.plain_depth() == CV_8U && layout.orientation == ORIENTATION_TOPLEFT &&
           (layout.channels == 1 || layout.channels == 3) && layout.photometric != PHOTOMETRIC_MINISWHITE;
}

cv::Mat read_plain(TIFF* tiff, const Layout& layout) {
    cv::Mat pixels(static_cast<int>(layout.height), static_cast<int>(layout.width),
                   CV_MAKETYPE(layout.plain_depth(), layout.channels));
    if (!(TIFFIsTiled(tiff) ? read_tiles(tiff, pixels) : read_rows(tiff, pixels))) return {};
    if (layout.channels == 2) cv::extractChannel(pixels, pixels, 0); // gray with alpha
    const bool integers = layout.plain_depth() == CV_8U || layout.plain_depth() == CV_16U;
    if (layout.photometric == PHOTOMETRIC_MINISWHITE && integers) cv::bitwise_not(pixels, pixels);
    return pixels;
}

// What libtiff itself makes of palettes, print colours, YCbCr, bits and planes.
cv::Mat read_converted(TIFF* tiff, const Layout& layout) {
    cv::Mat pixels(static_cast<int>(layout.height), static_cast<int>(layout.width), CV_8UC4);
    // Asked for the file's own orientation, it leaves the rows as they are.
    const int read = TIFFReadRGBAImageOriented(tiff, layout.width, layout.height, pixels.ptr<std::uint32_t>(),
                                               layout.orientation, 1);
    if (read != 1) return {};
    if (layout.is_gray())
        cv::extractChannel(pixels, pixels, 0);
    else if (layout.channels != 4 || layout.photometric != PHOTOMETRIC_RGB)
        cv::cvtColor(pixels, pixels, cv::COLOR_RGBA2RGB);
    return pixels;
}

bool has_alpha(TIFF* tiff) {
    std::uint16_t count = 0;
    const std::uint16_t* kinds = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds) != 1 || count == 0) return false;
    return kinds[count - 1] == EXTRASAMPLE_ASSOCALPHA || kinds[count - 1] == EXTRASAMPLE_UNASSALPHA;
}

StoredBands stored_bands(TIFF* tiff, const Layout& layout) {
    const bool measures = layout.is_gray() || layout.photometric == PHOTOMETRIC_RGB;
    const bool is_signed = layout.kind == SAMPLEFORMAT_INT && layout.bits == 16;
    const bool plain = layout.kind == SAMPLEFORMAT_UINT || layout.kind == SAMPLEFORMAT_VOID || is_signed;
    const bool whole = plain && (layout.bits == 8 || layout.bits == 16);
    const bool fits = (whole || layout.is_float()) && layout.channels >= 1 && layout.channels <= CV_CN_MAX;
    if (!measures || !fits) return {};
    return {layout.channels, layout.channels - (has_alpha(tiff) ? 1 : 0), layout.bits, is_signed, layout.is_float()};
}

// Samples of a pixel together, or a band after the other.
std::vector<cv::Mat> read_bands(TIFF* tiff, const Layout& layout, int count) {
    const int depth = layout.is_float() ? CV_32F : layout.bits == 16 ? CV_16U : CV_8U;
    const bool apart = layout.planes == PLANARCONFIG_SEPARATE;
    std::vector<cv::Mat> bands;
    for (int band = 0; band < (apart ? count : 1); ++band) {
        cv::Mat pixels(static_cast<int>(layout.height), static_cast<int>(layout.width),
                       CV_MAKETYPE(depth, apart ? 1 : layout.channels));
        const auto sample = static_cast<std::uint16_t>(band);
        if (!(TIFFIsTiled(tiff) ? read_tiles(tiff, pixels, sample) : read_rows(tiff, pixels, sample))) return {};
        if (!apart) return split_bands(pixels, count);
        if (depth != CV_32F) pixels.convertTo(pixels, CV_16U);
        bands.push_back(pixels);
    }
    return bands;
}

// Where samples are numbers that can be counted with.
cv::Mat finite(const cv::Mat& band) {
    const double most = std::numeric_limits<float>::max();
    cv::Mat mask;
    cv::inRange(band, cv::Scalar(-most), cv::Scalar(most), mask); // false of what is no number, too
    return mask;
}

SampleRange range_of(const std::vector<cv::Mat>& bands) {
    constexpr double none = std::numeric_limits<double>::infinity();
    SampleRange all{none, -none};
    for (const cv::Mat& band : bands) {
        const cv::Mat mask = finite(band);
        if (cv::countNonZero(mask) == 0) continue;
        SampleRange one;
        cv::minMaxLoc(band, &one.low, &one.high, nullptr, nullptr, mask);
        all = {std::min(all.low, one.low), std::max(all.high, one.high)};
    }
    return all.low <= all.high ? all : SampleRange{};
}

// What is no number becomes the least that is.
void settle(cv::Mat& band, const SampleRange& range) {
    cv::Mat unknown;
    cv::bitwise_not(finite(band), unknown);
    band.setTo(range.low, unknown);
}

// Floating samples over all of the 16 bits.
void spread(cv::Mat& band, const SampleRange& range) {
    settle(band, range);
    const double scale = range.high > range.low ? 65535 / (range.high - range.low) : 0;
    band.convertTo(band, CV_16U, scale, -range.low * scale);
}

// Floating samples as a picture: three bands as colours, or the first as grey.
cv::Mat read_floats(TIFF* tiff, const Layout& layout) {
    if (layout.channels == 0 || layout.channels > CV_CN_MAX) return {};
    std::vector<cv::Mat> bands = read_bands(tiff, layout, layout.channels);
    if (bands.empty()) return {};
    bands.resize(bands.size() >= 3 ? 3 : 1);
    const SampleRange range = range_of(bands);
    for (cv::Mat& band : bands) settle(band, range);
    cv::Mat pixels;
    cv::merge(bands, pixels);
    return pixels;
}

void write_header(TIFF* tiff, const cv::Mat& pixels) {
    const int channels = pixels.channels();
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(pixels.cols));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(pixels.rows));
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, static_cast<int>(pixels.elemSize1() * 8));
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, channels);
    TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, pixels.depth() == CV_32F ? SAMPLEFORMAT_IEEEFP : SAMPLEFORMAT_UINT);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, channels == 1 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
    if (channels == 4) {
        const std::uint16_t alpha = EXTRASAMPLE_UNASSALPHA;
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &alpha);
    }
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, TIFFDefaultStripSize(tiff, 0));
}

bool write_rows(TIFF* tiff, const cv::Mat& pixels) {
    std::vector<std::uint8_t> row(static_cast<std::size_t>(pixels.cols) * pixels.elemSize());
    for (int y = 0; y < pixels.rows; ++y) {
        std::memcpy(row.data(), pixels.ptr(y), row.size()); // the encoder may change what it is given
        if (TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y)) != 1) return false;
    }
    return TIFFWriteDirectory(tiff) == 1;
}

} // namespace

cv::Mat decode_tiff(std::span<const std::byte> content) {
    Memory memory{content, {}, 0};
    const Tiff tiff = open_memory(memory, "rm");
    if (!tiff) return {};
    const Layout layout = layout_of(tiff.get());
    const std::uint64_t pixels_wanted = std::uint64_t{layout.width} * layout.height;
    if (pixels_wanted == 0 || pixels_wanted > max_pixels) return {};
    cv::Mat pixels = layout.is_float()           ? read_floats(tiff.get(), layout)
                     : layout.plain_depth() >= 0 ? read_plain(tiff.get(), layout)
                                                 : read_converted(tiff.get(), layout);
    if (!pixels.empty()) orient(pixels, layout.orientation);
    return pixels;
}

bool read_tiff_rows(std::span<const std::byte> content, RowSink& sink) {
    Memory memory{content, {}, 0};
    const Tiff tiff = open_memory(memory, "rm");
    if (!tiff) return false;
    const Layout layout = layout_of(tiff.get());
    const std::uint64_t pixels = std::uint64_t{layout.width} * layout.height;
    if (pixels == 0 || pixels > max_pixels || !has_plain_rows(layout)) return false;
    cv::Mat band(TIFFIsTiled(tiff.get()) ? tile_rows(tiff.get()) : 1, static_cast<int>(layout.width),
                 CV_8UC(layout.channels));
    if (!fits(tiff.get(), band)) return false;
    sink.begin(band.cols, static_cast<int>(layout.height), band.channels());
    for (int top = 0; top < static_cast<int>(layout.height); top += band.rows) {
        if (!read_band(tiff.get(), top, band)) return true; // the rest is missing
        const int rows = std::min(band.rows, static_cast<int>(layout.height) - top);
        for (int y = 0; y < rows; ++y) {
            std::memcpy(sink.next_row(), band.ptr(y), static_cast<std::size_t>(band.cols) * band.elemSize());
            sink.row_done();
        }
    }
    return true;
}

StoredBands tiff_bands(std::span<const std::byte> content) {
    Memory memory{content, {}, 0};
    const Tiff tiff = open_memory(memory, "rm");
    return tiff ? stored_bands(tiff.get(), layout_of(tiff.get())) : StoredBands{};
}

std::vector<cv::Mat> read_tiff_bands(std::span<const std::byte> content, SampleRange* range) {
    Memory memory{content, {}, 0};
    const Tiff tiff = open_memory(memory, "rm");
    if (!tiff) return {};
    const Layout layout = layout_of(tiff.get());
    const StoredBands stored = stored_bands(tiff.get(), layout);
    std::vector<cv::Mat> bands = read_bands(tiff.get(), layout, stored.bands);
    if (stored.is_float) {
        const SampleRange all = range_of(bands);
        for (cv::Mat& band : bands) spread(band, all);
        if (range) *range = all;
    }
    for (cv::Mat& band : bands) {
        if (stored.is_signed) cv::bitwise_xor(band, cv::Scalar(1 << 15), band);
        orient(band, layout.orientation);
    }
    return bands;
}

std::string encode_tiff(const cv::Mat& pixels) {
    Memory memory;
    Tiff tiff = open_memory(memory, "wm");
    if (!tiff) throw std::bad_alloc();
    write_header(tiff.get(), pixels);
    const bool written = write_rows(tiff.get(), pixels);
    tiff.reset();
    if (!written) throw MediaError("the picture is too large for a TIFF");
    return std::move(memory.written);
}

} // namespace limn::media
