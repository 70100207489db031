// Pyramids of tiles, put together again and held against the picture.
#include "media_files.h"

#include "media/frames.h"
#include "media/jpeg.h"
#include "media/pyramid.h"
#include "media/rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limn::media {
namespace {
using namespace test;

constexpr int quality = 100; // whole chroma, so that little is lost
constexpr int loss = 12;

class Pyramid : public testing::Test {
  protected:
    // The pack with the number `pack` of a picture that was written as `name`.
    std::filesystem::path cut(const std::string& name, std::string_view content, int pack = 0) {
        const auto path = folder_.path() / name;
        write_file(path, content);
        storage::TempFile out(folder_.path());
        write_pyramid(path, name, pack, quality, out);
        const auto kept = folder_.path() / (name + ".pack");
        out.move_to(kept);
        return kept;
    }

    static Image tile_of(const std::filesystem::path& file, const PyramidShape& shape, int pack, const Tile& tile) {
        const auto place = find_tile(file, shape, pack, tile);
        const std::string all = storage::read_whole(file);
        const std::string jpeg = all.substr(place.offset, place.length);
        return decode_jpeg(bytes_of(jpeg));
    }

    // A whole level, from its tiles.
    static Image level_of(const std::filesystem::path& file, const PyramidShape& shape, int pack, int level) {
        Image whole;
        for (int y = 0; y < shape.rows(level); ++y)
            for (int x = 0; x < shape.columns(level); ++x) {
                const Image tile = tile_of(file, shape, pack, {level, x, y});
                if (whole.empty()) whole = make_image(shape.width_of(level), shape.height_of(level), tile.channels);
                for (int row = 0; row < tile.height; ++row)
                    std::ranges::copy(std::span(tile.row(row), tile.row_bytes()),
                                      whole.row(y * tile_side + row) + x * tile_side * tile.channels);
            }
        return whole;
    }

    storage::TempFolder folder_{std::filesystem::temp_directory_path()};
};

// Every second pixel of either direction is the mean of four.
Image halved(const Image& image) {
    Image out = make_image((image.width + 1) / 2, (image.height + 1) / 2, image.channels);
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x)
            for (int c = 0; c < image.channels; ++c) {
                int sum = 2;
                for (const int row : {2 * y, std::min(2 * y + 1, image.height - 1)})
                    for (const int column : {2 * x, std::min(2 * x + 1, image.width - 1)})
                        sum += image.row(row)[column * image.channels + c];
                out.row(y)[x * image.channels + c] = static_cast<std::uint8_t>(sum / 4);
            }
    return out;
}

TEST(PyramidShape, HalvesDownToOneTile) {
    const PyramidShape shape{20000, 15001};
    EXPECT_EQ(shape.levels(), 7);
    EXPECT_EQ(shape.height_of(1), 7501);
    EXPECT_EQ(shape.columns(0), 40);
    EXPECT_EQ(shape.rows(0), 30);
    EXPECT_EQ(shape.columns(6), 1);
    EXPECT_EQ(shape.rows(6), 1);
    EXPECT_EQ((PyramidShape{512, 3}.levels()), 1);
    EXPECT_EQ((PyramidShape{513, 3}.levels()), 2);
}

TEST(PyramidShape, KnowsItsTiles) {
    const PyramidShape shape{1025, 512};
    EXPECT_TRUE(shape.has({0, 2, 0}));
    EXPECT_FALSE(shape.has({0, 3, 0}));
    EXPECT_FALSE(shape.has({0, 0, 1}));
    EXPECT_TRUE(shape.has({2, 0, 0}));
    EXPECT_FALSE(shape.has({3, 0, 0}));
    EXPECT_FALSE(shape.has({-1, 0, 0}));
    EXPECT_FALSE(shape.has({0, -1, 0}));
}

TEST(PyramidShape, SmallLevelsOfJpegsHaveAPackOfTheirOwn) {
    const ImageInfo large{ImageFormat::jpeg, 20000, 15000, 1}, small{ImageFormat::jpeg, 5000, 3000, 1};
    EXPECT_EQ(pack_of(large, 2), 0);
    EXPECT_EQ(pack_of(large, 3), 3);
    EXPECT_EQ(pack_of(large, 6), 3);
    EXPECT_EQ(pack_of(small, 1), 0);
    EXPECT_EQ(pack_of(small, 2), 2);
    EXPECT_EQ(pack_of({ImageFormat::png, 20000, 15000, 1}, 6), 0);
}

TEST_F(Pyramid, IsThePictureOnEveryLevel) {
    Image expected = gradient(1301, 701);
    const auto pack = cut("a.png", encode_png(expected));
    const PyramidShape shape{1301, 701};
    ASSERT_EQ(shape.levels(), 3);
    for (int level = 0; level < shape.levels(); ++level) {
        EXPECT_LE(difference(level_of(pack, shape, 0, level), expected), loss) << level;
        expected = halved(expected);
    }
}

TEST_F(Pyramid, TilesEndWithThePicture) {
    const PyramidShape shape{1301, 701};
    const auto pack = cut("a.png", encode_png(gradient(1301, 701)));
    const Image corner = tile_of(pack, shape, 0, {0, 2, 1});
    EXPECT_EQ(corner.width, 1301 - 1024);
    EXPECT_EQ(corner.height, 701 - 512);
}

TEST_F(Pyramid, ReadsEveryFormat) {
    const PyramidShape shape{600, 530};
    const Image image = gradient(600, 530), grey = gradient(600, 530, 1);
    const std::pair<std::string, std::string> pictures[] = {{"a.jpg", encode_jpeg(image, 100)},
                                                            {"a.png", encode_png(image)},
                                                            {"plain.tif", make_tiff(image, 1, false)},
                                                            {"deep.tif", make_tiff(image, 1, true)}};
    for (const auto& [name, content] : pictures)
        EXPECT_LE(difference(level_of(cut(name, content), shape, 0, 0), image), 2 * loss) << name;
    EXPECT_LE(difference(level_of(cut("grey.png", encode_png(grey)), shape, 0, 0), grey), loss);
}

TEST_F(Pyramid, TurnedPicturesStandUpright) {
    const Image image = gradient(600, 530);
    const std::string jpeg = with_orientation(encode_jpeg(image, 100), 6);
    const auto path = folder_.path() / "probe.jpg";
    write_file(path, jpeg);
    const Image upright = decode_image(path, "probe.jpg");
    ASSERT_EQ(upright.width, 530);
    EXPECT_LE(difference(level_of(cut("turned.jpg", jpeg), {530, 600}, 0, 0), upright), loss);
    EXPECT_LE(difference(level_of(cut("turned.tif", make_tiff(image, 6, false)), {530, 600}, 0, 0), upright), 2 * loss);
}

TEST_F(Pyramid, AFractionOfAJpegIsTheLevelOfItsSize) {
    const PyramidShape shape{5001, 700};
    const std::string jpeg = encode_jpeg(gradient(5001, 700), 100);
    const ImageInfo info{ImageFormat::jpeg, 5001, 700, 1};
    const int pack = pack_of(info, 3);
    ASSERT_EQ(pack, 2);
    const auto small = cut("small.jpg", jpeg, pack), all = cut("all.jpg", jpeg);
    for (int level = pack; level < shape.levels(); ++level)
        EXPECT_LE(difference(level_of(small, shape, pack, level), level_of(all, shape, 0, level)), 2 * loss) << level;
}

TEST_F(Pyramid, WhatADamagedPictureLacksIsGrey) {
    const std::string whole = encode_png(gradient(600, 530));
    const Image read = level_of(cut("cut.png", whole.substr(0, whole.size() / 2)), {600, 530}, 0, 0);
    const auto* last = read.row(529);
    for (int i = 0; i < 3; ++i) EXPECT_NEAR(last[i], 128, 3);
    EXPECT_LE(std::abs(read.row(0)[0] - gradient(600, 530).row(0)[0]), loss);
}

TEST_F(Pyramid, RefusesWhatIsNoPicture) {
    EXPECT_EQ(media_error([&] { cut("none.jpg", "no picture"); }), "cannot identify image file 'none.jpg'");
}

} // namespace
} // namespace limn::media
