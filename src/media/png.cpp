#include "media/band_files.h"
#include "media/error.h"
#include "media/lossless.h"
#include "media/rows.h"

#include <bit>
#include <csetjmp>
#include <cstring>

#include <png.h>

namespace limn::media {
namespace {

constexpr std::uint64_t max_pixels = std::uint64_t{1} << 30;

// libpng ends by a function that must not return. Between setjmp and the jump only plain values live.
void start_failing(png_structp png, png_const_charp) { png_longjmp(png, 1); }
void stay_silent(png_structp, png_const_charp) {}

void read_memory(png_structp png, png_bytep out, std::size_t wanted) {
    auto& rest = *static_cast<std::span<const std::byte>*>(png_get_io_ptr(png));
    if (wanted > rest.size()) png_error(png, "the file ends early");
    std::memcpy(out, rest.data(), wanted);
    rest = rest.subspan(wanted);
}

void write_memory(png_structp png, png_bytep bytes, std::size_t count) {
    bool written = true;
    try {
        static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), count);
    } catch (const std::bad_alloc&) {
        written = false; // an exception must not pass through libpng
    }
    if (!written) png_error(png, "out of memory");
}

// Asks libpng for 8 or 16 bits of gray, RGB or RGBA.
void set_transformations(png_structp png, png_infop info) {
    const int colour = png_get_color_type(png, info);
    if (colour == PNG_COLOR_TYPE_PALETTE) {
        png_set_palette_to_rgb(png);
        if (png_get_valid(png, info, PNG_INFO_tRNS)) png_set_tRNS_to_alpha(png);
    }
    if (colour == PNG_COLOR_TYPE_GRAY && png_get_bit_depth(png, info) < 8) png_set_expand_gray_1_2_4_to_8(png);
    if (colour == PNG_COLOR_TYPE_GRAY_ALPHA) png_set_gray_to_rgb(png);
    if (png_get_bit_depth(png, info) == 16 && std::endian::native == std::endian::little) png_set_swap(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
}

bool read_header(png_structp png, png_infop info) {
    png_read_info(png, info);
    if (std::uint64_t{png_get_image_width(png, info)} * png_get_image_height(png, info) > max_pixels) return false;
    set_transformations(png, info);
    return true;
}

void point_to_rows(const cv::Mat& pixels, std::vector<png_bytep>& rows) {
    rows.resize(static_cast<std::size_t>(pixels.rows));
    for (int y = 0; y < pixels.rows; ++y) {
        rows[static_cast<std::size_t>(y)] = const_cast<png_bytep>(pixels.ptr(y));
    }
}

void make_room(png_structp png, png_infop info, cv::Mat& pixels, std::vector<png_bytep>& rows) {
    const int depth = png_get_bit_depth(png, info) == 16 ? CV_16U : CV_8U;
    pixels.create(static_cast<int>(png_get_image_height(png, info)), static_cast<int>(png_get_image_width(png, info)),
                  CV_MAKETYPE(depth, png_get_channels(png, info)));
    point_to_rows(pixels, rows);
}

void write_header(png_structp png, png_infop info, const cv::Mat& pixels) {
    const int colour = pixels.channels() == 1   ? PNG_COLOR_TYPE_GRAY
                       : pixels.channels() == 3 ? PNG_COLOR_TYPE_RGB
                                                : PNG_COLOR_TYPE_RGB_ALPHA;
    const int bits = pixels.depth() == CV_16U ? 16 : 8;
    png_set_IHDR(png, info, static_cast<png_uint_32>(pixels.cols), static_cast<png_uint_32>(pixels.rows), bits, colour,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    // Somebody waits for it: the fastest level and one filter, which costs little size.
    png_set_compression_level(png, 1);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
    png_write_info(png, info);
    if (bits == 16 && std::endian::native == std::endian::little) png_set_swap(png);
}

// Given back however its owner ends.
struct Reading {
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, start_failing, stay_silent);
    png_infop info = png_create_info_struct(png);
    ~Reading() { png_destroy_read_struct(&png, &info, nullptr); }
};

bool has_plain_rows(png_structp png, png_infop info) {
    return png_get_bit_depth(png, info) == 8 && png_get_interlace_type(png, info) == PNG_INTERLACE_NONE;
}

// `row` belongs to whoever has set the jump.
void read_rows(png_structp png, png_infop info, std::vector<png_byte>& row, RowSink& sink) {
    const auto width = std::size_t{png_get_image_width(png, info)};
    const bool alpha = png_get_channels(png, info) == 4;
    if (alpha) row.resize(4 * width);
    for (png_uint_32 y = 0; y < png_get_image_height(png, info); ++y) {
        std::uint8_t* target = sink.next_row();
        png_read_row(png, alpha ? row.data() : target, nullptr);
        for (std::size_t x = 0; alpha && x < width; ++x) std::memcpy(target + 3 * x, row.data() + 4 * x, 3);
        sink.row_done();
    }
}

} // namespace

cv::Mat decode_png(std::span<const std::byte> content) {
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, start_failing, stay_silent);
    png_infop info = png_create_info_struct(png);
    cv::Mat pixels;
    std::vector<png_bytep> rows;
    volatile bool whole = false;
    if (setjmp(png_jmpbuf(png)) == 0) {
        png_set_read_fn(png, &content, read_memory);
        if (read_header(png, info)) {
            make_room(png, info, pixels, rows);
            png_read_image(png, rows.data());
            whole = true;
        }
    }
    png_destroy_read_struct(&png, &info, nullptr);
    return whole ? pixels : cv::Mat();
}

bool read_png_rows(std::span<const std::byte> content, RowSink& sink) {
    Reading reading;
    std::vector<png_byte> row;
    volatile bool begun = false; // rows may be there when it fails
    if (setjmp(png_jmpbuf(reading.png)) == 0) {
        png_set_read_fn(reading.png, &content, read_memory);
        if (read_header(reading.png, reading.info) && has_plain_rows(reading.png, reading.info)) {
            const int channels = png_get_channels(reading.png, reading.info);
            begun = true;
            sink.begin(static_cast<int>(png_get_image_width(reading.png, reading.info)),
                       static_cast<int>(png_get_image_height(reading.png, reading.info)), channels == 1 ? 1 : 3);
            read_rows(reading.png, reading.info, row, sink);
        }
    }
    return begun;
}

// The header is the first thing in every PNG, at a fixed place.
StoredBands png_bands(std::span<const std::byte> content) {
    constexpr std::size_t depth_at = 24, colour_at = 25;
    if (content.size() <= colour_at) return {};
    const int depth = std::to_integer<int>(content[depth_at]), colour = std::to_integer<int>(content[colour_at]);
    const int bits = depth == 16 ? 16 : 8;
    switch (colour) {
    case PNG_COLOR_TYPE_GRAY: return {1, 1, bits};
    case PNG_COLOR_TYPE_GRAY_ALPHA: return {4, 1, bits}; // it becomes colours with alpha on the way
    case PNG_COLOR_TYPE_RGB: return {3, 3, bits};
    case PNG_COLOR_TYPE_RGB_ALPHA: return {4, 3, bits};
    default: return {};
    }
}

std::vector<cv::Mat> read_png_bands(std::span<const std::byte> content) {
    const cv::Mat pixels = decode_png(content);
    return pixels.empty() ? std::vector<cv::Mat>() : split_bands(pixels, png_bands(content).bands);
}

std::string encode_png(const cv::Mat& pixels) {
    std::string bytes;
    std::vector<png_bytep> rows;
    point_to_rows(pixels, rows);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, start_failing, stay_silent);
    png_infop info = png_create_info_struct(png);
    const bool failed = setjmp(png_jmpbuf(png)) != 0;
    if (!failed) {
        png_set_write_fn(png, &bytes, write_memory, nullptr);
        write_header(png, info, pixels);
        png_write_image(png, rows.data());
        png_write_end(png, nullptr);
    }
    png_destroy_write_struct(&png, &info);
    if (failed) throw MediaError("the picture is too large for a PNG");
    return bytes;
}

} // namespace limn::media
