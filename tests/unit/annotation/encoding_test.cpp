#include "annotation/encoding.h"

#include <cmath>
#include <limits>
#include <random>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "annotation/history.h"
#include "base/json.h"

namespace limn::annotation {
namespace {

std::string encoded(const std::vector<double>& points) {
    std::string out;
    append_points(out, points);
    return out;
}

std::string json_of(const std::vector<double>& points) {
    std::string out = "[";
    for (const double v : points) {
        if (out.size() > 1) out += ',';
        append_json_number(out, v);
    }
    return out + "]";
}

// Bit for bit, and the text is the same as that of the doubles.
void expect_exact(const std::vector<double>& points) {
    const auto bytes = encoded(points);
    const auto back = read_points(bytes);
    ASSERT_EQ(back.size(), points.size());
    for (size_t i = 0; i < points.size(); ++i)
        EXPECT_EQ(std::bit_cast<uint64_t>(back[i]), std::bit_cast<uint64_t>(points[i])) << json_of(points);
    std::string text;
    append_points_json(text, bytes);
    EXPECT_EQ(text, json_of(points));
}

TEST(Points, ComeBackToTheDigit) {
    expect_exact({});
    expect_exact({0, -0.0});
    expect_exact({1, 2, 3});
    expect_exact({-5.5, -0.0001, 1000.987654321, 0.1});
    expect_exact({1.0e-7, 0, 3.3333333333333335, 1.1, 2.675, 1.005, 12345678.9, 0.30000000000000004});
    expect_exact({127, -128});
    expect_exact({128, -32768});
    expect_exact({2147483646, 0.5});
    expect_exact({2147483647.0, -2147483648.0, 1e300, std::numeric_limits<double>::denorm_min()});
}

TEST(Points, ComeBackForRandomDecimals) {
    std::mt19937_64 random(7);
    for (int round = 0; round < 20000; ++round) {
        const int decimals = static_cast<int>(random() % 11);
        const double scale = std::pow(10, decimals);
        std::vector<double> points;
        for (size_t n = random() % 12; n > 0; --n) {
            const auto whole = static_cast<double>(static_cast<int64_t>(random() % 20'000'000'000) - 10'000'000'000);
            points.push_back(random() % 3 ? whole / scale : std::floor(whole / scale));
        }
        expect_exact(points);
    }
}

TEST(Points, ComeBackForRandomBits) {
    std::mt19937_64 random(11);
    for (int round = 0; round < 20000; ++round) {
        std::vector<double> points;
        while (points.size() < 4)
            if (const auto v = std::bit_cast<double>(random()); std::isfinite(v)) points.push_back(v);
        expect_exact(points);
    }
}

TEST(Points, ArePackedWhenThatIsExact) {
    EXPECT_EQ(encoded({1, 2, 3, 4}).size(), 5u);
    EXPECT_EQ(encoded({1.5, 200.25, 300, 4}).size(), 9u);
    EXPECT_EQ(encoded({1.123456, 3000.5}).size(), 1u + 2 * 8);
    EXPECT_EQ(encoded({0.123456789, 1.5}).size(), 1u + 2 * 4);
}

TEST(Points, MayLeaveOutFractionsOfWholeNumbers) {
    const auto plain = [](const std::vector<double>& points) {
        std::string text;
        append_points_json(text, encoded(points), true);
        return text;
    };
    EXPECT_EQ(plain({}), "[]");
    EXPECT_EQ(plain({1, 2.5, -30}), "[1,2.5,-30]");
    EXPECT_EQ(plain({1, -0.0, 1.0 / 3, 1e300}), "[1,-0.0,0.3333333333333333,1e+300]");
}

Keyframe keyframe(int64_t id, int64_t frame) {
    Keyframe k;
    k.id = id;
    k.frame = frame;
    k.type = ShapeType::polygon;
    k.occluded = true;
    k.z_order = -3;
    k.rotation = 12.25;
    k.points = {1, 2, 3.5, 4, 5, 6.125};
    k.attributes = {{7, "a"}, {8, ""}};
    return k;
}

TEST(Elements, OfShapesComeBack) {
    Shape e;
    e.id = 5;
    e.frame = 9;
    e.label_id = 3;
    e.group = 0;
    e.source = "semi-auto";
    e.type = ShapeType::points;
    e.outside = true;
    e.points = {1.5, 2};
    e.score = 0.25;
    e.attributes = {{1, std::string("x\0y", 3)}};
    Shape plain;
    plain.id = 6;
    plain.frame = 9;
    plain.label_id = 4;
    plain.type = ShapeType::points;
    plain.points = {1, 1};
    std::string bytes;
    append_elements(bytes, std::vector{e, plain});
    EXPECT_EQ(read_shape_elements(bytes, 9), (std::vector{e, plain}));
    EXPECT_EQ(ids_of(bytes), (std::vector<int64_t>{5, 6}));
}

TEST(Elements, OfTracksComeBackAndTakeIdsLater) {
    Track e;
    e.id = 0;
    e.frame = 2;
    e.label_id = 3;
    e.group = 4;
    e.attributes = {{1, "v"}};
    e.keyframes = {keyframe(0, 2), keyframe(0, 5)};
    std::string bytes;
    append_elements(bytes, std::vector{e, e});
    const std::vector<int64_t> ids = {10, 11, 12, 20, 21, 22};
    set_ids(bytes, ids);
    auto first = e, second = e;
    first.id = 10;
    first.keyframes = {keyframe(11, 2), keyframe(12, 5)};
    second.id = 20;
    second.keyframes = {keyframe(21, 2), keyframe(22, 5)};
    EXPECT_EQ(read_track_elements(bytes), (std::vector{first, second}));
}

TEST(Columns, RefuseBrokenBytes) {
    EXPECT_THROW(read_points("\x5a\x01"), std::runtime_error);
    EXPECT_THROW(read_attributes(std::string("\x01\x09") + "ab"), std::runtime_error);
    EXPECT_THROW(read_keyframes("\x01"), std::runtime_error);
}

TEST(IdRanges, JoinNeighbours) {
    EXPECT_EQ(id_ranges({}), "[]");
    EXPECT_EQ(id_ranges({5, 0, 3, 4, 9}), "[[3,5],[9,9]]");
}

} // namespace
} // namespace limn::annotation
