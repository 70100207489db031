#include "annotation/kept_links.h"

#include <gtest/gtest.h>

namespace limn::annotation {
namespace {

Shape linked_box(int64_t id, double left, int64_t frame = 0, int64_t label = 1) {
    Shape shape;
    shape.id = id;
    shape.frame = frame;
    shape.label_id = label;
    shape.points = {left, 0, left + 5, 5};
    return shape;
}

Track linked_track(int64_t id, double left) {
    Track track;
    track.id = id;
    track.label_id = 1;
    track.keyframes.push_back({.frame = 2, .points = {left, 0, left + 5, 5}});
    return track;
}

Link link_of(int64_t from, int64_t to, std::string_view name = "") {
    return {{"shape", from}, {"shape", to}, "link", std::string(name)};
}

Annotations objects_of(std::vector<Shape> shapes, std::vector<Track> tracks = {}) {
    return {{}, std::move(shapes), std::move(tracks)};
}

TEST(KeptLinks, StayBetweenObjectsThatKeepTheirIds) {
    const auto old = objects_of({linked_box(1, 10), linked_box(2, 20), linked_box(3, 30)});
    const auto fresh = objects_of({linked_box(1, 99), linked_box(3, 30)});
    EXPECT_EQ(carried_over({link_of(1, 3, "drives"), link_of(1, 2)}, old, fresh), std::vector{link_of(1, 3, "drives")});
}

TEST(KeptLinks, FollowObjectsThatComeBackWithoutTheirIds) {
    const Link mixed{{"track", 7}, {"shape", 2}, "parent", ""};
    const auto old = objects_of({linked_box(1, 10), linked_box(2, 20)}, {linked_track(7, 40)});
    const auto fresh = objects_of({linked_box(12, 20), linked_box(11, 10)}, {linked_track(17, 40)});
    const std::vector<Link> wanted{link_of(11, 12), {{"track", 17}, {"shape", 12}, "parent", ""}};
    EXPECT_EQ(carried_over({link_of(1, 2), mixed}, old, fresh), wanted);
}

TEST(KeptLinks, AreLostWhereAnObjectIsAnotherNow) {
    const auto old = objects_of({linked_box(1, 10), linked_box(2, 20), linked_box(3, 30), linked_box(4, 40)});
    const auto fresh =
        objects_of({linked_box(11, 10), linked_box(12, 20.5), linked_box(13, 30, 1), linked_box(14, 40, 0, 2)});
    EXPECT_TRUE(carried_over({link_of(1, 2), link_of(1, 3), link_of(1, 4)}, old, fresh).empty());
}

TEST(KeptLinks, TakeObjectsThatAreAlikeInTheirOrder) {
    const auto old = objects_of({linked_box(1, 10), linked_box(2, 10), linked_box(3, 30)});
    const auto fresh = objects_of({linked_box(11, 10), linked_box(12, 10), linked_box(13, 30)});
    EXPECT_EQ(carried_over({link_of(2, 3), link_of(1, 3)}, old, fresh),
              (std::vector{link_of(12, 13), link_of(11, 13)}));
}

} // namespace
} // namespace limn::annotation
