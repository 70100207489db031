// The kinds of PNG, TIFF, WebP and BMP, each of 24 x 18 pixels with known samples (tests/data/media/kind_*).
#include "media_files.h"

#include "media/decode.h"
#include "media/frames.h"
#include "media/samples.h"

#include <gtest/gtest.h>

namespace limn::media {
namespace {
using namespace test;

constexpr int width = 24, height = 18;

int gray_at(int x, int y) { return x * 10 + y; }
int colour_at(int x, int y, int channel) {
    if (channel == 1) return gray_at(width - 1 - x, y);
    return channel == 2 ? gray_at(x, height - 1 - y) : gray_at(x, y); // red and alpha are as gray
}

std::string whole(const std::string& name) { return storage::read_whole(sample(name)); }
Samples samples_of(const std::string& file) { return decode_samples(bytes_of(file), "x"); }

template <typename Expected> void expect_samples(const Samples& image, int channels, Expected expected, int slack = 0) {
    ASSERT_EQ(image.width, width);
    ASSERT_EQ(image.height, height);
    ASSERT_EQ(image.channels, channels);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < channels; ++c) {
                const auto at = static_cast<std::size_t>((y * width + x) * channels + c);
                ASSERT_NEAR(image.samples[at], expected(x, y, c), slack) << x << ' ' << y << ' ' << c;
            }
        }
    }
}

int gray(int x, int y, int) { return gray_at(x, y); }
int bit(int x, int y, int) { return (x + y) % 3 == 0 ? 255 : 0; }

TEST(Samples, KeepAllChannelsAndBits) {
    for (const char* name : {"kind_alpha.png", "kind_alpha.tif"}) {
        SCOPED_TRACE(name);
        expect_samples(samples_of(whole(name)), 4, colour_at);
    }
    for (const char* name : {"kind_bits.png", "kind_bits.tif"}) {
        SCOPED_TRACE(name);
        expect_samples(samples_of(whole(name)), 1, bit);
    }
    expect_samples(samples_of(whole("kind_deep.tif")), 1, [](int x, int y, int) { return gray_at(x, y) * 100; });
    expect_samples(samples_of(whole("kind_gray_alpha.tif")), 1, gray);
    expect_samples(samples_of(whole("kind_gray_alpha.png")), 4, gray);
}

TEST(Samples, PalettesBecomeColours) {
    const Samples png = samples_of(whole("kind_palette.png"));
    ASSERT_EQ(png.channels, 3);
    // The palette has eight colours, so the samples are only near the picture's.
    expect_samples(png, 3, colour_at, 80);
    EXPECT_EQ(samples_of(whole("kind_palette.tif")).samples, png.samples);
    EXPECT_EQ(samples_of(whole("kind_palette.bmp")).samples, png.samples);
}

TEST(Samples, ComeBackFromFiles) {
    Samples image(5, 3, 3);
    for (std::size_t i = 0; i < image.samples.size(); ++i) image.samples[i] = static_cast<std::uint16_t>(i * 5);
    EXPECT_EQ(samples_of(encode_png(image, Depth::bits8)).samples, image.samples);
    EXPECT_EQ(samples_of(encode_bmp(image)).samples, image.samples);
    Samples deep(4, 4, 1);
    for (std::size_t i = 0; i < deep.samples.size(); ++i) deep.samples[i] = static_cast<std::uint16_t>(i * 4000);
    EXPECT_EQ(samples_of(encode_png(deep, Depth::bits16)).samples, deep.samples);
}

TEST(Samples, AreRefusedWhenTheyAreNumbersOfAnotherKind) {
    EXPECT_EQ(media_error([] { samples_of(whole("kind_float.tif")); }), "'x' has samples of more than 16 bits");
    EXPECT_NE(media_error([] { samples_of("no image"); }), "");
}

TEST(Kinds, OfTiffAreDecodedForTheEye) {
    const Image floats = decode_image(sample("kind_float.tif"), "f.tif");
    EXPECT_EQ(floats.channels, 1);
    EXPECT_EQ(floats.row(0)[0], 0);
    EXPECT_EQ(floats.row(height - 1)[width - 1], 255);
    const Image print = decode_image(sample("kind_cmyk.tif"), "c.tif");
    ASSERT_EQ(print.channels, 3);
    for (int c = 0; c < 3; ++c) EXPECT_NEAR(print.row(4)[3 * 7 + c], colour_at(7, 4, c), 3) << c;
}

TEST(Kinds, AreEncodedUprightWithoutLoss) {
    for (const char* name : {"kind_alpha.png", "kind_alpha.tif", "kind_deep.tif", "kind_palette.tif"}) {
        SCOPED_TRACE(name);
        const std::string file = whole(name);
        ImageInfo info = probe_image(bytes_of(file), name);
        const std::string again = encode_upright(bytes_of(file), info, name);
        EXPECT_EQ(probe_image(bytes_of(again), name).format, info.format);
        EXPECT_EQ(samples_of(again).samples, samples_of(file).samples);
    }
    const std::string webp = whole("alpha.webp");
    const std::string again = encode_upright(bytes_of(webp), probe_image(bytes_of(webp), "a.webp"), "a.webp");
    EXPECT_EQ(samples_of(again).samples, samples_of(webp).samples);
    EXPECT_EQ(samples_of(again).channels, 4);
}

TEST(Kinds, SurviveTruncationAndDamage) {
    for (const char* name : {"kind_alpha.png", "kind_palette.tif", "kind_bits.tif", "kind_cmyk.tif", "alpha.webp"}) {
        const std::string file = whole(name);
        for (std::size_t size = 8; size < file.size(); size += 13) {
            std::string damaged = file;
            damaged[size] = static_cast<char>(~damaged[size]);
            media_error([&] { decode_image(bytes_of(damaged), name); });
            media_error([&] { samples_of(file.substr(0, size)); });
        }
    }
}

} // namespace
} // namespace limn::media
