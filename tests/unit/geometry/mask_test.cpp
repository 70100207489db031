#include "geometry/coco_rle.h"
#include "geometry/mask.h"
#include "vectors.h"

#include <gtest/gtest.h>

namespace limn::geometry {
namespace {

TEST(Mask, EncodesTheRecordedBitmaps) {
    const auto all = vectors("encode_mask");
    ASSERT_EQ(all.size(), 8u);
    for (const auto& vector : all) {
        const auto& input = vector.at("input");
        const auto image = bitmap(input.at("bitmap"));
        std::vector<double> found;
        if (input.at("bbox").is_null()) {
            found = encode_mask(image);
        } else {
            const auto box = numbers(input.at("bbox"));
            found = encode_mask(image, Box{box[0], box[1], box[2], box[3]});
        }
        EXPECT_EQ(found, numbers(vector.at("expected").at("points"))) << id(vector);
    }
}

TEST(Mask, DecodesTheRecordedRunsAndNamesWhatIsWrong) {
    const auto all = vectors("decode_mask");
    ASSERT_EQ(all.size(), 10u);
    for (const auto& vector : all) {
        const auto& input = vector.at("input");
        const auto points = numbers(input.at("points"));
        const int width = integer(input.at("image_width")), height = integer(input.at("image_height"));
        if (const auto* error = vector.at("expected").as_object().if_contains("error")) {
            try {
                decode_mask(points, width, height);
                ADD_FAILURE() << id(vector);
            } catch (const std::invalid_argument& thrown) {
                EXPECT_EQ(thrown.what(), std::string(error->as_string())) << id(vector);
            }
        } else {
            EXPECT_EQ(decode_mask(points, width, height), bitmap(vector.at("expected").at("bitmap"))) << id(vector);
        }
    }
}

TEST(Mask, CountsRunsOfAFlatList) {
    const auto all = vectors("rle_runs");
    ASSERT_EQ(all.size(), 6u);
    for (const auto& vector : all) {
        std::vector<uint8_t> flat;
        for (double value : numbers(vector.at("input").at("flat"))) flat.push_back(value != 0);
        const auto found = runs(flat);
        EXPECT_EQ(std::vector<double>(found.begin(), found.end()), numbers(vector.at("expected").at("runs")))
            << id(vector);
    }
}

TEST(Mask, RefusesABoxOutsideTheBitmap) {
    const Bitmap image(4, 4);
    EXPECT_THROW(encode_mask(image, Box{0, 0, 5, 4}), std::invalid_argument);
    EXPECT_THROW(encode_mask(image, Box{2, 0, 2, 4}), std::invalid_argument);
    EXPECT_THROW(encode_mask(image, Box{-1, 0, 2, 4}), std::invalid_argument);
}

TEST(Mask, OverlapCountsPixelsWhereverTheBoxesLie) {
    const Mask a{{0, 0, 3, 3}, [] {
                     Bitmap b(4, 4);
                     b.pixels.assign(16, 1);
                     return b;
                 }()};
    const Mask b{{2, 2, 5, 5}, a.bits};
    EXPECT_DOUBLE_EQ(iou(a, a), 1);
    EXPECT_DOUBLE_EQ(iou(a, b), 4.0 / 28);
    EXPECT_DOUBLE_EQ(iou(a, Mask{{9, 9, 12, 12}, a.bits}), 0);
}

TEST(CocoRle, MatchesTheRecordedConversions) {
    const auto all = vectors("mask_to_coco_rle");
    ASSERT_EQ(all.size(), 2u);
    for (const auto& vector : all) {
        const auto& input = vector.at("input");
        const auto rle = to_rle(read_mask(numbers(input.at("points"))), integer(input.at("image_width")),
                                integer(input.at("image_height")));
        const auto& expected = vector.at("expected");
        EXPECT_EQ(std::vector<double>(rle.counts.begin(), rle.counts.end()), numbers(expected.at("counts")));
        const std::string text(expected.at("compressed").as_string());
        EXPECT_EQ(compress(rle), text);
        EXPECT_EQ(decompress(text, rle.height, rle.width), rle);
        EXPECT_EQ(encode_mask(rle), numbers(input.at("points")));
    }
}

// A bitmap with long and short runs, made by a small congruential generator.
Bitmap speckled(int width, int height, uint32_t seed) {
    Bitmap out(width, height);
    uint8_t value = 0;
    for (auto& pixel : out.pixels) {
        seed = seed * 1664525 + 1013904223;
        if (seed >> 29 == 0) value ^= 1;
        pixel = value;
    }
    return out;
}

TEST(CocoRle, ComesBackFromEveryForm) {
    for (uint32_t seed = 1; seed < 40; ++seed) {
        const auto image = speckled(static_cast<int>(seed % 13 + 1), static_cast<int>(seed % 7 + 1), seed);
        const auto rle = to_rle(image);
        EXPECT_EQ(to_bitmap(rle), image);
        EXPECT_EQ(decompress(compress(rle), rle.height, rle.width), rle);
        EXPECT_EQ(area(rle), area(image));
        EXPECT_EQ(encode_mask(rle), encode_mask(image));
        EXPECT_EQ(to_bitmap(to_rle(read_mask(encode_mask(image)), image.width, image.height)), image);
    }
}

TEST(CocoRle, UnitesPixels) {
    const auto a = speckled(9, 8, 3), b = speckled(9, 8, 4);
    auto both = a;
    for (size_t i = 0; i < both.pixels.size(); ++i) both.pixels[i] |= b.pixels[i];
    EXPECT_EQ(to_bitmap(unite(to_rle(a), to_rle(b))), both);
}

TEST(CocoRle, CutsAMaskAtTheImage) {
    Mask mask{{-1, -1, 2, 2}, Bitmap(4, 4)};
    mask.bits.pixels.assign(16, 1);
    EXPECT_EQ(area(to_rle(mask, 2, 9)), 6);
    EXPECT_EQ(area(place(mask, 2, 9)), 6);
    mask.box = {20, 20, 23, 23};
    EXPECT_EQ(area(to_rle(mask, 2, 9)), 0);
}

TEST(CocoRle, RefusesDamagedText) {
    EXPECT_THROW(decompress("52203", 4, 5), std::invalid_argument);
    EXPECT_THROW(decompress("5\x7f", 4, 4), std::invalid_argument);
    EXPECT_THROW(decompress("oooooooooooo", 4, 4), std::invalid_argument);
    EXPECT_THROW(to_bitmap(Rle{2, 2, {1, 1}}), std::invalid_argument);
}

} // namespace
} // namespace limn::geometry
