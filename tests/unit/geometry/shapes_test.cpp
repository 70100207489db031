#include "geometry/assignment.h"
#include "geometry/colours.h"
#include "geometry/interpolation.h"
#include "geometry/polygon.h"
#include "geometry/rotation.h"
#include "vectors.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

namespace limn::geometry {
namespace {

using Flat = std::vector<double>;

void expect_near(const auto& found, const Flat& expected, double tolerance = 1e-6) {
    ASSERT_EQ(found.size(), expected.size());
    for (size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(found[i], expected[i], tolerance) << i;
}

const Flat square{0, 0, 10, 0, 10, 10, 0, 10};
const Flat arrow{1, 1, 7, 1, 7, 6, 4, 3, 1, 6}; // concave

TEST(Box, OverlapOfBoxes) {
    EXPECT_DOUBLE_EQ(iou(Box{0, 0, 10, 10}, Box{5, 0, 15, 10}), 50.0 / 150);
    EXPECT_DOUBLE_EQ(iou(Box{0, 0, 10, 10}, Box{10, 0, 15, 10}), 0);
    EXPECT_DOUBLE_EQ(iou(Box{3, 3, 3, 3}, Box{3, 3, 3, 3}), 0);
    EXPECT_EQ(bounds(arrow), (Box{1, 1, 7, 6}));
}

TEST(Polygon, AreaLengthAndInside) {
    EXPECT_DOUBLE_EQ(signed_area(square), 100);
    EXPECT_DOUBLE_EQ(area(arrow), 30 - 9);
    EXPECT_DOUBLE_EQ(length(square), 30);
    EXPECT_TRUE(contains(arrow, {2, 2}));
    EXPECT_FALSE(contains(arrow, {4, 5}));
    EXPECT_FALSE(contains({}, {0, 0}));
}

TEST(Polygon, KnowsWhenItCrossesItself) {
    EXPECT_TRUE(is_simple(square));
    EXPECT_TRUE(is_simple(arrow));
    EXPECT_TRUE(is_simple(Flat{0, 0, 10, 0, 10, 10, 0, 10, 0, 0})); // closed by repeating the first
    EXPECT_FALSE(is_simple(Flat{0, 0, 10, 10, 10, 0, 0, 10}));      // a bow tie
    EXPECT_FALSE(is_simple(Flat{0, 0, 10, 0, 5, 0, 5, 5}));         // runs back on itself
    EXPECT_FALSE(is_simple(Flat{0, 0, 1, 1}));
}

TEST(Polygon, ClipsToTheFrame) {
    expect_near(clip(square, {5, -5, 50, 5}), {5, 0, 10, 0, 10, 5, 5, 5});
    EXPECT_TRUE(clip(square, {20, 20, 30, 30}).empty());
    EXPECT_EQ(clamp(Flat{-1, 5, 12, 11}, {0, 0, 10, 10}), (Flat{0, 5, 10, 10}));
}

TEST(Polygon, CommonAreaIsExact) {
    EXPECT_NEAR(intersection_area(square, square), 100, 1e-9);
    EXPECT_NEAR(intersection_area(square, arrow), 21, 1e-9);
    EXPECT_NEAR(intersection_area(arrow, arrow), 21, 1e-9);
    EXPECT_NEAR(intersection_area(square, Flat{5, 5, 5, 15, 15, 15, 15, 5}), 25, 1e-9);  // the other direction
    EXPECT_NEAR(intersection_area(square, Flat{10, 0, 20, 0, 20, 10, 10, 10}), 0, 1e-9); // a common edge
    EXPECT_NEAR(intersection_area(arrow, Flat{0, 4, 9, 4, 9, 9, 0, 9}), 4, 1e-9);        // two separate tips
    EXPECT_NEAR(polygon_iou(square, Flat{0, 0, 8, 0, 8, 10, 0, 10}), 0.8, 1e-9);
    EXPECT_DOUBLE_EQ(polygon_iou(Flat{0, 0, 1, 1, 2, 2}, square), 0);
}

TEST(Rotation, CornersAsRecorded) {
    const auto all = vectors("rotated_box_to_polygon");
    ASSERT_EQ(all.size(), 3u);
    for (const auto& vector : all) {
        const auto p = numbers(vector.at("input").at("points"));
        expect_near(corners({p[0], p[1], p[2], p[3]}, vector.at("input").at("rotation").to_number<double>()),
                    numbers(vector.at("expected").at("points")));
    }
}

TEST(Rotation, CornersGiveTheBoxBack) {
    const Box box{10, 20, 50, 45};
    for (double angle : {0.0, 10.0, 45.0, 90.0, 135.5, 180.0, 271.0, 359.0}) {
        const auto found = rotated_box(corners(box, angle));
        EXPECT_NEAR(found.rotation, angle, 1e-6);
        expect_near(Flat{found.box.left, found.box.top, found.box.right, found.box.bottom}, {10, 20, 50, 45});
    }
    EXPECT_EQ(rotated_box({3, 4, 3, 4, 3, 4, 3, 4}).box, (Box{3, 4, 3, 4}));
}

TEST(Rotation, OverlapOfTurnedBoxes) {
    const RotatedBox a{{0, 0, 10, 10}, 0};
    EXPECT_NEAR(iou(a, RotatedBox{{0, 0, 10, 10}, 90}), 1, 1e-9);
    const double common = 200 * (std::sqrt(2.0) - 1); // a regular octagon 10 wide
    EXPECT_NEAR(iou(a, RotatedBox{{0, 0, 10, 10}, 45}), common / (200 - common), 1e-9);
}

TEST(Rotation, EllipsePolygonLiesOnTheEllipse) {
    const auto ellipse = ellipse_of(Flat{5, 4, 9, 2}, 90);
    EXPECT_DOUBLE_EQ(ellipse.rx, 4);
    EXPECT_DOUBLE_EQ(ellipse.ry, 2);
    const auto ring = to_polygon(ellipse, 4);
    expect_near(ring, {5, 8, 3, 4, 5, 0, 7, 4});
    EXPECT_NEAR(area(to_polygon(ellipse, 1000)), 3.14159265 * 8, 1e-3);
}

TEST(Interpolation, TurnsTheShortWay) {
    const auto all = vectors("angle_diff");
    ASSERT_EQ(all.size(), 9u);
    for (const auto& vector : all) {
        const auto& input = vector.at("input");
        EXPECT_NEAR(shortest_turn(input.at("left").to_number<double>(), input.at("right").to_number<double>()),
                    vector.at("expected").at("diff").to_number<double>(), 1e-6)
            << id(vector);
    }
    EXPECT_DOUBLE_EQ(interpolate_rotation(350, 10, 0.5), 0);
}

TEST(Interpolation, CurveVertexNearBothEndsGoesToTheFirst) {
    const CurveInterpolation curve(Flat{0, 0, 10, 0, 20, 0}, Flat{0, 8, 20, 8}, false);
    expect_near(curve.at(0.25), {0, 2, 7.5, 2, 20, 2});
}

TEST(Interpolation, PolygonGainsAVertex) {
    const CurveInterpolation curve(Flat{0, 0, 10, 0, 5, 10}, square, true);
    expect_near(curve.at(0.25), {0, 0, 10, 0, 6.25, 10, 3.75, 10});
}

TEST(Interpolation, EmptyCurvesGiveNothing) { EXPECT_TRUE(CurveInterpolation({}, square, true).at(0.5).empty()); }

// The least total cost by trying every order.
double least_cost(const Flat& cost, size_t rows, size_t columns) {
    std::vector<size_t> order(std::max(rows, columns));
    std::iota(order.begin(), order.end(), 0);
    double least = 1e300;
    do {
        double sum = 0;
        for (size_t r = 0; r < rows; ++r) sum += order[r] < columns ? cost[r * columns + order[r]] : 0;
        least = std::min(least, sum);
    } while (std::next_permutation(order.begin(), order.end()));
    return least;
}

TEST(Assignment, IsTheCheapestOfAll) {
    uint32_t seed = 7;
    for (const auto& [rows, columns] : {std::pair<size_t, size_t>{1, 1}, {3, 3}, {2, 5}, {5, 2}, {6, 6}, {4, 6}}) {
        for (int round = 0; round < 20; ++round) {
            Flat cost(rows * columns);
            for (auto& value : cost) value = (seed = seed * 1664525 + 1013904223) >> 24;
            const auto found = assign(cost, rows, columns);
            double sum = 0;
            size_t pairs = 0;
            for (size_t r = 0; r < rows; ++r) {
                if (!found[r]) continue;
                ++pairs;
                sum += cost[r * columns + *found[r]];
            }
            EXPECT_EQ(pairs, std::min(rows, columns));
            EXPECT_DOUBLE_EQ(sum, least_cost(cost, rows, columns));
        }
    }
    EXPECT_EQ(assign({}, 2, 0), (std::vector<std::optional<size_t>>(2)));
}

TEST(Colours, PaletteAndText) {
    EXPECT_EQ(palette(0), (Colour{0, 0, 0}));
    EXPECT_EQ(palette(9), (Colour{192, 0, 0}));
    EXPECT_EQ(palette(255), (Colour{224, 224, 192}));
    EXPECT_EQ(to_hex(palette(13096597)), "#9e758d");
    EXPECT_EQ(parse_hex("#9E758d"), palette(13096597));
    EXPECT_FALSE(parse_hex("red"));
    EXPECT_FALSE(parse_hex("#12345g"));
}

} // namespace
} // namespace limn::geometry
