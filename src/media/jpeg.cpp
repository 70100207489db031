#include "media/jpeg.h"

#include "media/error.h"
#include "media/frames.h"
#include "media/rows.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

namespace limn::media {
namespace {

constexpr std::uint64_t max_pixels = std::uint64_t{1} << 30;

// libjpeg ends by a function that must not return. Between setjmp and the jump only plain values live.
struct Failure {
    jpeg_error_mgr manager;
    std::jmp_buf jump;
};

void start_failing(j_common_ptr jpeg) { std::longjmp(reinterpret_cast<Failure*>(jpeg->err)->jump, 1); }
void stay_silent(j_common_ptr, int) {}

void watch(Failure& failure) {
    jpeg_std_error(&failure.manager);
    failure.manager.error_exit = start_failing;
    failure.manager.emit_message = stay_silent;
}

// Print colours: inverted, as everything since Adobe Photoshop writes them.
void cmyk_to_rgb(const std::uint8_t* cmyk, std::uint8_t* rgb, int width) {
    for (int x = 0; x < width; ++x, cmyk += 4, rgb += 3) {
        for (int i = 0; i < 3; ++i) rgb[i] = static_cast<std::uint8_t>((cmyk[i] * cmyk[3] + 127) / 255);
    }
}

bool read_header(jpeg_decompress_struct& jpeg, std::span<const std::byte> content, int denominator) {
    jpeg_mem_src(&jpeg, reinterpret_cast<const unsigned char*>(content.data()), content.size());
    if (jpeg_read_header(&jpeg, TRUE) != JPEG_HEADER_OK) return false;
    jpeg.scale_num = 1;
    jpeg.scale_denom = static_cast<unsigned>(denominator);
    jpeg.out_color_space = jpeg.num_components == 1 ? JCS_GRAYSCALE : jpeg.num_components == 4 ? JCS_CMYK : JCS_RGB;
    return std::uint64_t{jpeg.image_width} * jpeg.image_height <= max_pixels;
}

void read_rows(jpeg_decompress_struct& jpeg, RowSink& sink, std::vector<std::uint8_t>& row) {
    while (jpeg.output_scanline < jpeg.output_height) {
        std::uint8_t* target = sink.next_row();
        JSAMPROW rows[] = {row.empty() ? target : row.data()};
        if (jpeg_read_scanlines(&jpeg, rows, 1) != 1) break;
        if (!row.empty()) cmyk_to_rgb(row.data(), target, static_cast<int>(jpeg.output_width));
        sink.row_done();
    }
    jpeg_finish_decompress(&jpeg);
}

// Given back however its owner ends; one that was never created has nothing to give.
struct Decompression {
    jpeg_decompress_struct jpeg{};
    ~Decompression() { jpeg_destroy_decompress(&jpeg); }
};

class ImageSink : public RowSink {
  public:
    void begin(int width, int height, int channels) override { image = make_image(width, height, channels); }
    std::uint8_t* next_row() override { return image.row(next_); }
    void row_done() override { ++next_; }

    Image image;

  private:
    int next_ = 0;
};

void write_rows(jpeg_compress_struct& jpeg, const Image& image, int quality) {
    jpeg.image_width = static_cast<JDIMENSION>(image.width);
    jpeg.image_height = static_cast<JDIMENSION>(image.height);
    jpeg.input_components = image.channels;
    jpeg.in_color_space = image.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    if (quality >= 100) jpeg.comp_info[0].h_samp_factor = jpeg.comp_info[0].v_samp_factor = 1;
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW rows[] = {const_cast<std::uint8_t*>(image.row(static_cast<int>(jpeg.next_scanline)))};
        jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
}

} // namespace

void read_jpeg_rows(std::span<const std::byte> content, int denominator, RowSink& sink) {
    Failure failure;
    watch(failure);
    Decompression decompression;
    jpeg_decompress_struct& jpeg = decompression.jpeg;
    jpeg.err = &failure.manager;
    std::vector<std::uint8_t> row;
    volatile bool begun = false; // rows may be there when it fails
    if (setjmp(failure.jump) == 0) {
        jpeg_create_decompress(&jpeg);
        if (read_header(jpeg, content, denominator)) {
            jpeg_start_decompress(&jpeg);
            sink.begin(static_cast<int>(jpeg.output_width), static_cast<int>(jpeg.output_height),
                       jpeg.out_color_space == JCS_GRAYSCALE ? 1 : 3);
            if (jpeg.out_color_space == JCS_CMYK) row.resize(std::size_t{jpeg.output_width} * 4);
            begun = true;
            read_rows(jpeg, sink, row);
        }
    }
    if (!begun) throw MediaError("the JPEG cannot be decoded");
}

Image decode_jpeg(std::span<const std::byte> content, int denominator) {
    ImageSink sink;
    read_jpeg_rows(content, denominator, sink);
    return std::move(sink.image);
}

std::string encode_jpeg(const Image& image, int quality) {
    Failure failure;
    watch(failure);
    jpeg_compress_struct jpeg{};
    jpeg.err = &failure.manager;
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    const bool failed = setjmp(failure.jump) != 0;
    if (!failed) {
        jpeg_create_compress(&jpeg);
        jpeg_mem_dest(&jpeg, &buffer, &size);
        write_rows(jpeg, image, quality);
    }
    jpeg_destroy_compress(&jpeg);
    const std::unique_ptr<unsigned char, decltype(&std::free)> owner(buffer, std::free);
    if (failed) throw MediaError("the picture is too large for a JPEG");
    return {reinterpret_cast<const char*>(buffer), size};
}

} // namespace limn::media
