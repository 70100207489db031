#include "annotation/kept_links.h"

#include <gtest/gtest.h>

namespace limn::annotation {
namespace {

Shape box(int64_t id, double left, int64_t frame = 0, int64_t label = 1) {
    Shape shape;
    shape.id = id;
    shape.frame = frame;
    shape.label_id = label;
    shape.points = {left, 0, left + 5, 5};
    return shape;
}

Track track(int64_t id, double left) {
    Track track;
    track.id = id;
    track.label_id = 1;
    track.keyframes.push_back({.frame = 2, .points = {left, 0, left + 5, 5}});
    return track;
}

Link link(int64_t from, int64_t to, std::string_view name = "") {
    return {{"shape", from}, {"shape", to}, "link", std::string(name)};
}

Annotations of(std::vector<Shape> shapes, std::vector<Track> tracks = {}) {
    return {{}, std::move(shapes), std::move(tracks)};
}

TEST(KeptLinks, StayBetweenObjectsThatKeepTheirIds) {
    const auto old = of({box(1, 10), box(2, 20), box(3, 30)});
    const auto fresh = of({box(1, 99), box(3, 30)});
    EXPECT_EQ(carried_over({link(1, 3, "drives"), link(1, 2)}, old, fresh), std::vector{link(1, 3, "drives")});
}

TEST(KeptLinks, FollowObjectsThatComeBackWithoutTheirIds) {
    const Link mixed{{"track", 7}, {"shape", 2}, "parent", ""};
    const auto old = of({box(1, 10), box(2, 20)}, {track(7, 40)});
    const auto fresh = of({box(12, 20), box(11, 10)}, {track(17, 40)});
    const std::vector<Link> wanted{link(11, 12), {{"track", 17}, {"shape", 12}, "parent", ""}};
    EXPECT_EQ(carried_over({link(1, 2), mixed}, old, fresh), wanted);
}

TEST(KeptLinks, AreLostWhereAnObjectIsAnotherNow) {
    const auto old = of({box(1, 10), box(2, 20), box(3, 30), box(4, 40)});
    const auto fresh = of({box(11, 10), box(12, 20.5), box(13, 30, 1), box(14, 40, 0, 2)});
    EXPECT_TRUE(carried_over({link(1, 2), link(1, 3), link(1, 4)}, old, fresh).empty());
}

TEST(KeptLinks, TakeObjectsThatAreAlikeInTheirOrder) {
    const auto old = of({box(1, 10), box(2, 10), box(3, 30)});
    const auto fresh = of({box(11, 10), box(12, 10), box(13, 30)});
    EXPECT_EQ(carried_over({link(2, 3), link(1, 3)}, old, fresh), (std::vector{link(12, 13), link(11, 13)}));
}

} // namespace
} // namespace limn::annotation
