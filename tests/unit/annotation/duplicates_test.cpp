// What counts as there already when annotations are imported.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "annotation/duplicates.h"
#include "annotation/overlap.h"
#include "geometry/mask.h"

namespace limn::annotation {
namespace {

Shape shape(ShapeType type, std::vector<double> points, int64_t frame = 0, int64_t label = 1) {
    Shape s;
    s.frame = frame;
    s.label_id = label;
    s.type = type;
    s.points = std::move(points);
    return s;
}

Shape box(double left, double top, double right, double bottom) {
    return shape(ShapeType::rectangle, {left, top, right, bottom});
}

LabelSet labels() {
    LabelSet set;
    set.add_label(1);
    for (const int64_t id : {2, 3, 4}) set.add_label(id);
    set.add_spec(1, {.id = 7, .is_mutable = false, .default_value = "red"});
    return set;
}

// How many of `fresh` are left.
size_t left(Annotations present, Annotations fresh, DuplicateRule rule = {.overlap = 0.9, .begin = 0, .end = 100}) {
    fill_defaults(present, labels());
    drop_duplicates(present, fresh, labels(), rule);
    return fresh.tags.size() + fresh.shapes.size() + fresh.tracks.size();
}

bool same(const Shape& a, const Shape& b, double least = 0.9, bool three_d = false) {
    return left({.tags = {}, .shapes = {a}, .tracks = {}}, {.tags = {}, .shapes = {b}, .tracks = {}},
                {.overlap = least, .begin = 0, .end = 100, .three_d = three_d}) == 0;
}

TEST(Duplicates, BoxesByTheirOverlap) {
    EXPECT_TRUE(same(box(0, 0, 100, 100), box(0, 0, 100, 100), 1));
    EXPECT_TRUE(same(box(0, 0, 100, 100), box(5, 0, 105, 100)));
    EXPECT_FALSE(same(box(0, 0, 100, 100), box(6, 0, 106, 100)));
    EXPECT_TRUE(same(box(0, 0, 100, 100), box(6, 0, 106, 100), 0.8));
    EXPECT_TRUE(same(box(0, 0, 100, 100), box(90, 90, 190, 190), 0.005)); // the corners just meet
    auto turned = box(0, 0, 200, 20);
    turned.rotation = 90;
    EXPECT_FALSE(same(box(0, 0, 200, 20), turned));
    EXPECT_TRUE(same(box(90, -90, 110, 110), turned)); // the same place, drawn upright
}

TEST(Duplicates, OnlyOfOneFrameLabelAndType) {
    const auto there = box(0, 0, 100, 100);
    auto other = there;
    other.frame = 1;
    EXPECT_FALSE(same(there, other));
    other = there;
    other.label_id = 2;
    EXPECT_FALSE(same(there, other));
    EXPECT_FALSE(same(there, shape(ShapeType::polygon, {0, 0, 100, 0, 100, 100, 0, 100})));
    other = there;
    other.attributes = {{7, "blue"}};
    EXPECT_TRUE(same(there, other)); // attributes are not looked at
}

TEST(Duplicates, PolygonsWhateverTheirVertices) {
    const auto square = shape(ShapeType::polygon, {0, 0, 100, 0, 100, 100, 0, 100});
    EXPECT_TRUE(same(square, shape(ShapeType::polygon, {100, 100, 50, 101, 0, 100, 0, 50, 0, 0, 100, 0})));
    EXPECT_FALSE(same(square, shape(ShapeType::polygon, {0, 0, 100, 0, 100, 100})));
    // A spike changes the bounds, not the area.
    EXPECT_TRUE(same(square, shape(ShapeType::polygon, {0, 0, 100, 0, 100, 50, 900, 50.5, 100, 51, 100, 100, 0, 100})));
    const auto crossed = shape(ShapeType::polygon, {0, 0, 100, 100, 100, 0, 0, 100});
    EXPECT_TRUE(same(crossed, shape(ShapeType::polygon, {0, 1, 100, 101, 100, 1, 0, 101})));
    EXPECT_FALSE(same(crossed, square));
}

TEST(Duplicates, EllipsesMasksAndCuboids) {
    EXPECT_TRUE(same(shape(ShapeType::ellipse, {50, 50, 90, 20}), shape(ShapeType::ellipse, {51, 50, 91, 20})));
    EXPECT_FALSE(same(shape(ShapeType::ellipse, {50, 50, 90, 20}), shape(ShapeType::ellipse, {60, 50, 100, 20})));
    const auto mask = [](int left, int width) {
        geometry::Bitmap image(100, 100);
        for (int y = 10; y < 60; ++y)
            for (int x = left; x < left + width; ++x) image.at(x, y) = 1;
        return shape(ShapeType::mask, geometry::encode_mask(image));
    };
    EXPECT_TRUE(same(mask(10, 40), mask(11, 40)));
    EXPECT_FALSE(same(mask(10, 40), mask(14, 40)));
    EXPECT_FALSE(same(mask(10, 20), mask(60, 20)));
    const auto cuboid = [](double x, double yaw) {
        return shape(ShapeType::cuboid, {x, 0, 0, 0, 0, yaw, 4, 2, 2, 0, 0, 0, 0, 0, 0, 0});
    };
    EXPECT_TRUE(same(cuboid(0, 0), cuboid(0.1, 0), 0.9, true));
    EXPECT_FALSE(same(cuboid(0, 0), cuboid(0, 1.57), 0.9, true));
    EXPECT_FALSE(same(cuboid(0, 0), cuboid(1, 0), 0.9, true));
}

TEST(Duplicates, LinesAndPointsByTheirDistance) {
    const auto line = shape(ShapeType::polyline, {0, 0, 100, 0});
    EXPECT_TRUE(same(line, shape(ShapeType::polyline, {0, 1, 40, 1, 100, 1}))); // a vertex more
    EXPECT_FALSE(same(line, shape(ShapeType::polyline, {0, 6, 100, 6})));
    EXPECT_FALSE(same(line, shape(ShapeType::polyline, {100, 0, 0, 0}))); // the other way round
    EXPECT_TRUE(same(shape(ShapeType::points, {10, 10}), shape(ShapeType::points, {10.9, 10})));
    EXPECT_FALSE(same(shape(ShapeType::points, {10, 10}), shape(ShapeType::points, {12, 10})));
    EXPECT_FALSE(same(shape(ShapeType::points, {10, 10}), shape(ShapeType::points, {10, 10, 10, 10})));
}

Shape skeleton(double x, bool hidden = false) {
    auto s = shape(ShapeType::skeleton, {});
    s.elements = {shape(ShapeType::points, {x, 0}, 0, 3), shape(ShapeType::points, {x + 80, 60}, 0, 4)};
    s.elements[1].outside = hidden;
    return s;
}

TEST(Duplicates, SkeletonsByTheirElements) {
    EXPECT_TRUE(same(skeleton(0), skeleton(4)));
    EXPECT_FALSE(same(skeleton(0), skeleton(8)));
    EXPECT_FALSE(same(skeleton(0), skeleton(0, true)));
    EXPECT_TRUE(same(skeleton(0, true), skeleton(0.5, true)));
}

TEST(Duplicates, TagsWithEqualAttributes) {
    const auto tag = [](int64_t frame, std::vector<Attribute> attributes) {
        Tag t;
        t.frame = frame;
        t.label_id = 1;
        t.attributes = std::move(attributes);
        return Annotations{.tags = {t}, .shapes = {}, .tracks = {}};
    };
    EXPECT_EQ(left(tag(3, {}), tag(3, {})), 0u);
    EXPECT_EQ(left(tag(3, {}), tag(3, {{7, "red"}})), 0u); // which is the default
    EXPECT_EQ(left(tag(3, {}), tag(3, {{7, "blue"}})), 1u);
    EXPECT_EQ(left(tag(3, {}), tag(4, {})), 1u);
}

Annotations track(std::vector<std::pair<int64_t, double>> keyframes, int64_t end = -1) {
    Track t;
    t.label_id = 1;
    t.frame = keyframes.front().first;
    for (const auto& [frame, x] : keyframes) {
        auto& k = t.keyframes.emplace_back();
        k.frame = frame;
        k.points = {x, 0, x + 100, 100};
    }
    if (end < 0) return {.tags = {}, .shapes = {}, .tracks = {t}};
    t.keyframes.push_back(t.keyframes.back());
    t.keyframes.back().frame = end;
    t.keyframes.back().outside = true;
    return {.tags = {}, .shapes = {}, .tracks = {t}};
}

TEST(Duplicates, TracksFrameByFrame) {
    const auto there = track({{0, 0}, {10, 100}}, 20);
    EXPECT_EQ(left(there, track({{0, 0}, {5, 50}, {10, 100}}, 20)), 0u); // a keyframe that changes nothing
    EXPECT_EQ(left(there, track({{2, 20}, {10, 100}}, 18)), 0u);         // a part of it
    EXPECT_EQ(left(track({{1, 10}, {10, 100}}, 20), there), 0u);         // 19 of 20 frames are there,
    EXPECT_EQ(left(track({{2, 20}, {10, 100}}, 12), there), 1u);         // or half of them
    EXPECT_EQ(left(there, track({{0, 40}, {10, 140}}, 20)), 1u);         // beside it
    EXPECT_EQ(left(there, track({{30, 0}}, 40)), 1u);                    // when it is not to be seen
    EXPECT_EQ(left(track({{0, 0}}), track({{0, 2}})), 0u);               // open to the end
}

// The search leaves out nothing that measuring all pairs finds.
TEST(Duplicates, AsIfAllPairsWereMeasured) {
    std::mt19937 random(5);
    const auto number = [&](double from, double to) { return std::uniform_real_distribution(from, to)(random); };
    for (const double least : {0.3, 0.6, 0.9, 0.97}) {
        for (const auto type : {ShapeType::rectangle, ShapeType::ellipse, ShapeType::polygon, ShapeType::polyline}) {
            std::vector<Shape> present, fresh;
            for (int i = 0; i < 150; ++i) {
                const double x = number(-50, 300), y = number(0, 300), size = std::exp(number(0, 5));
                const double noise = size * number(0, 0.3);
                const auto drawn = [&](double by) {
                    const double w = size * (1 + by / size), h = size + by;
                    if (type == ShapeType::rectangle) return box(x + by, y, x + w, y + h);
                    if (type == ShapeType::ellipse) return shape(type, {x + by, y, x + by + w, y - h});
                    return shape(type, {x + by, y, x + w, y + by, x + w / 2, y + h, x, y + h / 2});
                };
                present.push_back(drawn(0));
                fresh.push_back(drawn(noise));
            }
            size_t expected = 0;
            for (const auto& f : fresh)
                expected += std::none_of(present.begin(), present.end(),
                                         [&](const Shape& p) { return overlap(f, p, false) >= least; });
            EXPECT_EQ(left({.tags = {}, .shapes = present, .tracks = {}}, {.tags = {}, .shapes = fresh, .tracks = {}},
                           {.overlap = least, .begin = 0, .end = 1}),
                      expected)
                << to_string(type) << " at " << least;
            EXPECT_LT(expected, fresh.size());
        }
    }
}

} // namespace
} // namespace limn::annotation
