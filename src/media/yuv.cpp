#include "media/yuv.h"

extern "C" {
#include <libavutil/frame.h>
}

namespace limn::media {
namespace {

struct Subsampling {
    int across = 0, down = 0; // as shifts
    bool full_range = false;
};

std::optional<Subsampling> subsampling_of(int format) {
    switch (format) {
    case AV_PIX_FMT_YUV420P: return Subsampling{1, 1, false};
    case AV_PIX_FMT_YUV422P: return Subsampling{1, 0, false};
    case AV_PIX_FMT_YUV444P: return Subsampling{0, 0, false};
    case AV_PIX_FMT_YUVJ420P: return Subsampling{1, 1, true};
    case AV_PIX_FMT_YUVJ422P: return Subsampling{1, 0, true};
    case AV_PIX_FMT_YUVJ444P: return Subsampling{0, 0, true};
    default: return std::nullopt;
    }
}

// The shares of red and blue in luma.
std::pair<double, double> luma_shares(AVColorSpace space) {
    switch (space) {
    case AVCOL_SPC_BT709: return {0.2126, 0.0722};
    case AVCOL_SPC_BT2020_NCL: return {0.2627, 0.0593};
    default: return {0.299, 0.114};
    }
}

// What each sample adds to a channel, in 1/65536; half a step for rounding is in the luma.
struct Tables {
    std::array<int, 256> y, red_v, green_u, green_v, blue_u;

    Tables(AVColorSpace space, bool full_range) {
        const auto [red, blue] = luma_shares(space);
        const double green = 1 - red - blue;
        const double luma = full_range ? 1 : 255.0 / 219, chroma = full_range ? 1 : 255.0 / 224;
        const auto fixed = [](double value) { return static_cast<int>(value * 65536 + (value < 0 ? -0.5 : 0.5)); };
        for (int i = 0; i < 256; ++i) {
            const auto at = static_cast<std::size_t>(i);
            y[at] = fixed((i - (full_range ? 0 : 16)) * luma) + 32768;
            red_v[at] = fixed((i - 128) * chroma * 2 * (1 - red));
            blue_u[at] = fixed((i - 128) * chroma * 2 * (1 - blue));
            green_u[at] = fixed((128 - i) * chroma * 2 * (1 - blue) * blue / green);
            green_v[at] = fixed((128 - i) * chroma * 2 * (1 - red) * red / green);
        }
    }
};

std::uint8_t clamp(int fixed) {
    const int value = fixed >> 16;
    return static_cast<std::uint8_t>(static_cast<unsigned>(value) <= 255 ? value : value < 0 ? 0 : 255);
}

template <int Across>
void convert_row(const Tables& t, const std::uint8_t* y, const std::uint8_t* u, const std::uint8_t* v,
                 std::uint8_t* rgb, int width) {
    for (int x = 0; x < width;) {
        const int red = t.red_v[v[x >> Across]], blue = t.blue_u[u[x >> Across]];
        const int green = t.green_u[u[x >> Across]] + t.green_v[v[x >> Across]];
        const int end = std::min(width, x + (1 << Across));
        for (; x < end; ++x, rgb += 3) {
            const int luma = t.y[y[x]];
            rgb[0] = clamp(luma + red);
            rgb[1] = clamp(luma + green);
            rgb[2] = clamp(luma + blue);
        }
    }
}

} // namespace

bool yuv_to_rgb(const AVFrame& picture, Image& rgb) {
    const std::optional<Subsampling> kind = subsampling_of(picture.format);
    if (!kind || rgb.channels != 3 || picture.width != rgb.width || picture.height != rgb.height) return false;
    const Tables tables(picture.colorspace, kind->full_range || picture.color_range == AVCOL_RANGE_JPEG);
    const auto convert = kind->across ? convert_row<1> : convert_row<0>;
    for (int line = 0; line < rgb.height; ++line) {
        const auto plane = [&](int i, int shift) {
            return picture.data[i] + std::ptrdiff_t{line >> shift} * picture.linesize[i];
        };
        convert(tables, plane(0, 0), plane(1, kind->down), plane(2, kind->down), rgb.row(line), rgb.width);
    }
    return true;
}

} // namespace limn::media
