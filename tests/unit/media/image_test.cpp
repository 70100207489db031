#include "media_files.h"

#include "media/frames.h"
#include "media/preview.h"
#include "media/probe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limn::media {
namespace {
using namespace test;
using testing::EndsWith;
using testing::StartsWith;

struct Sample {
    const char* name;
    ImageFormat format;
    int width, height, orientation;
};

TEST(Probe, ReadsHeaders) {
    for (const Sample& expected :
         {Sample{"img_1.png", ImageFormat::png, 64, 48, 1}, Sample{"anim.gif", ImageFormat::gif, 24, 18, 1},
          Sample{"deep16.png", ImageFormat::png, 20, 10, 1}, Sample{"rotated.jpg", ImageFormat::jpeg, 40, 60, 6},
          Sample{"tiff.tif", ImageFormat::tiff, 24, 18, 1}, Sample{"lossy.webp", ImageFormat::webp, 30, 20, 1},
          Sample{"lossless.webp", ImageFormat::webp, 30, 20, 1}, Sample{"alpha.webp", ImageFormat::webp, 30, 20, 1},
          Sample{"plain.bmp", ImageFormat::bmp, 30, 20, 1}, Sample{"plain.ppm", ImageFormat::netpbm, 30, 20, 1},
          Sample{"plain.tga", ImageFormat::other, 30, 20, 1}, Sample{"plain.jp2", ImageFormat::other, 30, 20, 1}}) {
        const ImageInfo info = probe_image(sample(expected.name), expected.name);
        EXPECT_EQ(info.format, expected.format) << expected.name;
        EXPECT_EQ(info.width, expected.width) << expected.name;
        EXPECT_EQ(info.height, expected.height) << expected.name;
        EXPECT_EQ(info.orientation, expected.orientation) << expected.name;
        const std::string content = storage::read_whole(sample(expected.name));
        EXPECT_EQ(probe_image(bytes_of(content), expected.name).width, expected.width) << expected.name;
        const Image image = decode_image(sample(expected.name), expected.name);
        EXPECT_EQ(image.width, expected.width) << expected.name;
        EXPECT_EQ(image.height, expected.height) << expected.name;
    }
}

TEST(Probe, RefusesWhatIsNoPicture) {
    EXPECT_EQ(media_error([] { probe_image(sample("none.png"), "sub/none.png"); }),
              "failed to parse image file 'sub/none.png'");
    EXPECT_EQ(media_error([] { probe_image(sample(""), "folder.png"); }), "failed to parse image file 'folder.png'");
    EXPECT_EQ(media_error([] { probe_image(sample("broken.jpg"), "broken.jpg"); }),
              "cannot identify image file 'broken.jpg'");
    EXPECT_EQ(media_error([] { probe_image(sample("empty.png"), "x/empty.png"); }),
              "cannot identify image file 'x/empty.png'");
    EXPECT_EQ(media_error([] { probe_image(sample("page.pdf"), "page.png"); }),
              "cannot identify image file 'page.png'");
}

// Whatever is cut off a picture: an answer or a MediaError, never more.
TEST(Probe, SurvivesTruncation) {
    for (const char* name :
         {"img_1.png", "anim.gif", "rotated.jpg", "tiff.tif", "lossy.webp", "alpha.webp", "plain.bmp", "plain.ppm"}) {
        const std::string whole = storage::read_whole(sample(name));
        for (std::size_t size = 0; size < whole.size(); size += size < 100 ? 1 : 37) {
            const std::string part = whole.substr(0, size);
            media_error([&] { probe_image(bytes_of(part), name); });
            media_error([&] { decode_image(bytes_of(part), name); });
        }
    }
}

TEST(Frames, TruncatedJpegsAreDecodedAsFarAsTheyGo) {
    const Image source = gradient(200, 100);
    const std::string whole = encode_jpeg(source, 95);
    const std::string half = whole.substr(0, whole.size() / 2);
    const Image decoded = decode_image(bytes_of(half), "half.jpg");
    EXPECT_EQ(decoded.height, 100);
    EXPECT_NEAR(decoded.row(10)[3 * 150], source.row(10)[3 * 150], 6);
}

TEST(Frames, EveryOrientationComesOutUpright) {
    const Image stored = gradient(32, 16);
    const std::string jpeg = encode_jpeg(stored, 100);
    // Where the stored picture's upper left pixel goes, as (right, bottom), and whether the sides swap.
    struct {
        bool right, bottom, swapped;
    } const expected[] = {{}, {0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 1}, {1, 1, 1}, {0, 1, 1}};
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const std::string turned = with_orientation(jpeg, orientation);
        const ImageInfo info = probe_image(bytes_of(turned), "a.jpg");
        const Image image = decode_image(bytes_of(turned), "a.jpg");
        const auto [right, bottom, swapped] = expected[orientation];
        EXPECT_EQ(info.orientation, orientation);
        EXPECT_EQ(image.width, swapped ? 16 : 32) << orientation;
        EXPECT_EQ(info.width, image.width) << orientation;
        EXPECT_EQ(info.height, image.height) << orientation;
        const std::uint8_t* corner = image.row(bottom ? image.height - 1 : 0) + 3 * (right ? image.width - 1 : 0);
        for (int i = 0; i < 3; ++i) EXPECT_NEAR(corner[i], stored.row(0)[i], 4) << orientation;
    }
}

TEST(Frames, OriginalsAreTheirOwnBytes) {
    const EncodedFrame png = original_frame(sample("img_1.png"), "UPPER.PNG");
    EXPECT_EQ(png.bytes, storage::read_whole(sample("img_1.png")));
    EXPECT_EQ(png.mime, "image/png");
    EXPECT_EQ(png.extension, "PNG");
    EXPECT_EQ(original_frame(sample("anim.gif"), "anim.gif").bytes, storage::read_whole(sample("anim.gif")));
    EXPECT_EQ(original_frame(sample("cloud_ascii.pcd"), "c.pcd").mime, "image/x.point-cloud-data");
    EXPECT_EQ(media_error([] { original_frame(sample("none.png"), "n.png"); }), "failed to parse image file 'n.png'");
}

TEST(Frames, TurnedOriginalsAreEncodedUpright) {
    const EncodedFrame frame = original_frame(sample("rotated.jpg"), "rotated.jpg");
    const ImageInfo info = probe_image(bytes_of(frame.bytes), "x");
    EXPECT_EQ(info.orientation, 1);
    EXPECT_EQ(info.width, 40);
    EXPECT_EQ(info.height, 60);
    EXPECT_LE(difference(decode_image(bytes_of(frame.bytes), "x"), decode_image(sample("rotated.jpg"), "x")), 4);
}

TEST(Frames, TiffsAreWrittenAgainWithoutLoss) {
    const EncodedFrame frame = original_frame(sample("tiff.tif"), "tiff.tif");
    EXPECT_EQ(frame.mime, "image/tiff");
    EXPECT_EQ(probe_image(bytes_of(frame.bytes), "x").format, ImageFormat::tiff);
    EXPECT_EQ(difference(decode_image(bytes_of(frame.bytes), "x"), decode_image(sample("tiff.tif"), "x")), 0);
}

TEST(Frames, TurnedTiffs) {
    const storage::TempFolder folder(std::filesystem::temp_directory_path());
    const Image stored = gradient(30, 20);
    for (const bool deep : {false, true}) {
        for (int orientation = 1; orientation <= 8; ++orientation) {
            const std::string name = "turned.tif";
            write_file(folder.path() / name, make_tiff(stored, orientation, deep));
            const std::string as_jpeg = with_orientation(encode_jpeg(stored, 100), orientation);
            const Image expected = decode_image(bytes_of(as_jpeg), "a.jpg");
            EXPECT_EQ(probe_image(folder.path() / name, name).width, expected.width) << orientation;
            const Image image = decode_image(folder.path() / name, name);
            EXPECT_LE(difference(image, expected), 6) << orientation << (deep ? " deep" : "");
            const EncodedFrame frame = original_frame(folder.path() / name, name);
            EXPECT_EQ(probe_image(bytes_of(frame.bytes), name).orientation, 1);
            EXPECT_EQ(difference(decode_image(bytes_of(frame.bytes), name), image), 0) << orientation;
        }
    }
}

TEST(Frames, CompressedAreJpegs) {
    for (const char* name : {"img_1.png", "deep16.png", "anim.gif", "tiff.tif", "alpha.webp"}) {
        const EncodedFrame frame = compressed_frame(sample(name), name, 70);
        EXPECT_EQ(frame.mime, "image/jpeg");
        EXPECT_EQ(frame.extension, "jpeg");
        EXPECT_EQ(probe_image(bytes_of(frame.bytes), "x").format, ImageFormat::jpeg) << name;
    }
    const std::string low = compressed_frame(sample("img_1.png"), "a.png", 0).bytes;
    EXPECT_LT(low.size(), compressed_frame(sample("img_1.png"), "a.png", 100).bytes.size());
}

TEST(Frames, DeepGrayIsStretchedAndEqualised) {
    const Image image = decode_image(sample("deep16.png"), "deep16.png");
    EXPECT_EQ(image.channels, 1);
    const auto [low, high] = std::ranges::minmax(image.pixels);
    EXPECT_LE(low, 5);
    EXPECT_GE(high, 250);
}

TEST(Frames, FlatColoursSurviveCompression) {
    for (const int value : {0, 1, 100, 200, 255}) {
        Image flat = make_image(40, 30, 3);
        for (std::size_t i = 0; i < flat.pixels.size(); i += 3) {
            flat.pixels[i] = static_cast<std::uint8_t>(value);
            flat.pixels[i + 1] = 60;
            flat.pixels[i + 2] = static_cast<std::uint8_t>(255 - value);
        }
        EXPECT_LE(difference(decode_image(bytes_of(encode_jpeg(flat, 70)), "x"), flat), 2) << value;
        EXPECT_EQ(difference(decode_image(bytes_of(encode_png(flat)), "x"), flat), 0);
    }
}

TEST(Frames, GrayStaysGray) {
    const Image gray = gradient(20, 10, 1);
    EXPECT_EQ(decode_image(bytes_of(encode_jpeg(gray, 100)), "x").channels, 1);
    EXPECT_EQ(difference(decode_image(bytes_of(encode_png(gray)), "x"), gray), 0);
}

TEST(Frames, Placeholder) {
    const Image image = decode_image(bytes_of(placeholder_jpeg()), "x");
    EXPECT_EQ(image.width * image.height, 1);
    EXPECT_EQ(image.pixels, (std::vector<std::uint8_t>{0, 0, 0}));
}

TEST(Preview, FitsAndNeverGrows) {
    const auto size_of = [](const std::string& jpeg) {
        const ImageInfo info = probe_image(bytes_of(jpeg), "x");
        return std::pair(info.width, info.height);
    };
    EXPECT_EQ(size_of(make_preview(gradient(1920, 1080))), std::pair(256, 144));
    EXPECT_EQ(size_of(make_preview(gradient(10, 3000))), std::pair(1, 256));
    EXPECT_EQ(size_of(make_preview(sample("rotated.jpg"), "r.jpg")), std::pair(40, 60));
    EXPECT_EQ(size_of(point_cloud_preview()), std::pair(256, 256));
    const storage::TempFolder folder(std::filesystem::temp_directory_path());
    const Image large = gradient(4000, 2000);
    write_file(folder.path() / "large.jpg", with_orientation(encode_jpeg(large, 90), 6));
    const std::string preview = make_preview(folder.path() / "large.jpg", "large.jpg");
    EXPECT_EQ(size_of(preview), std::pair(128, 256));
    const Image small = decode_image(bytes_of(preview), "x");
    EXPECT_NEAR(small.row(128)[3 * 64], 127, 4);
}

} // namespace
} // namespace limn::media
