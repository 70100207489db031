#include "annotation/expand.h"

#include <boost/json.hpp>
#include <cmath>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

namespace limn::annotation {
namespace {

namespace json = boost::json;

std::vector<json::object> vectors(const std::string& operation) {
    std::ifstream file(LIMN_TEST_DATA "/annotation-vectors.json");
    const auto all = json::parse(std::string{std::istreambuf_iterator<char>(file), {}});
    std::vector<json::object> out;
    for (const auto& vector : all.at("vectors").as_array()) {
        if (vector.at("op").as_string() == operation) out.push_back(vector.as_object());
    }
    return out;
}

template <typename T> std::vector<T> numbers(const json::value& list) {
    std::vector<T> out;
    for (const auto& item : list.as_array()) out.push_back(item.to_number<T>());
    return out;
}

std::vector<Attribute> attributes(const json::value& list) {
    std::vector<Attribute> out;
    for (const auto& item : list.as_array()) {
        out.push_back({item.at("spec_id").to_number<int64_t>(), std::string(item.at("value").as_string())});
    }
    return out;
}

Keyframe keyframe(const json::object& in) {
    Keyframe out;
    out.frame = in.at("frame").to_number<int64_t>();
    out.type = *parse_shape_type(in.at("type").as_string());
    out.occluded = in.at("occluded").as_bool();
    out.outside = in.at("outside").as_bool();
    out.z_order = in.at("z_order").to_number<int32_t>();
    out.rotation = in.at("rotation").to_number<double>();
    out.points = numbers<double>(in.at("points"));
    out.attributes = attributes(in.at("attributes"));
    return out;
}

Track track(const json::object& in) {
    Track out;
    out.frame = in.at("frame").to_number<int64_t>();
    out.label_id = in.at("label_id").to_number<int64_t>();
    out.attributes = attributes(in.at("attributes"));
    for (const auto& item : in.at("shapes").as_array()) out.keyframes.push_back(keyframe(item.as_object()));
    if (const auto* elements = in.if_contains("elements")) {
        for (const auto& item : elements->as_array()) out.elements.push_back(track(item.as_object()));
    }
    return out;
}

void expect_points(const std::vector<double>& found, const json::value& expected, const std::string& where) {
    const auto points = numbers<double>(expected);
    ASSERT_EQ(found.size(), points.size()) << where;
    for (size_t i = 0; i < points.size(); ++i) EXPECT_NEAR(found[i], points[i], 1e-5) << where << " point " << i;
}

TEST(Expand, MatchesTheRecordedTracks) {
    size_t compared = 0;
    for (const auto& vector : vectors("interpolate_track")) {
        if (vector.contains("reference_defect")) continue;
        const auto& input = vector.at("input").as_object();
        ExpandOptions options{input.at("end_frame").to_number<int64_t>()};
        std::vector<int64_t> deleted, included;
        if (const auto* frames = input.if_contains("deleted_frames")) deleted = numbers<int64_t>(*frames);
        options.deleted = deleted;
        if (const auto* frames = input.if_contains("included_frames")) {
            included = numbers<int64_t>(*frames);
            options.included = included;
        }
        if (const auto* outside = input.if_contains("include_outside")) options.include_outside = outside->as_bool();
        options.three_d = input.at("dimension").as_string() == "3d";
        const auto found = expand(track(input.at("track").as_object()), options);
        const auto& expected = vector.at("expected").at("shapes").as_array();
        const std::string id(vector.at("id").as_string());
        ASSERT_EQ(found.size(), expected.size()) << id;
        for (size_t i = 0; i < expected.size(); ++i) {
            const auto& shape = expected[i].as_object();
            const auto where = id + " frame " + std::to_string(found[i].shape.frame);
            EXPECT_EQ(found[i].shape.frame, shape.at("frame").to_number<int64_t>()) << where;
            EXPECT_EQ(found[i].keyframe, shape.at("keyframe").as_bool()) << where;
            EXPECT_EQ(found[i].shape.outside, shape.at("outside").as_bool()) << where;
            EXPECT_EQ(found[i].shape.occluded, shape.at("occluded").as_bool()) << where;
            EXPECT_EQ(found[i].shape.z_order, shape.at("z_order").to_number<int32_t>()) << where;
            EXPECT_NEAR(found[i].shape.rotation, shape.at("rotation").to_number<double>(), 1e-5) << where;
            expect_points(found[i].shape.points, shape.at("points"), where);
            EXPECT_EQ(found[i].shape.attributes, attributes(shape.at("attributes"))) << where;
        }
        ++compared;
    }
    EXPECT_EQ(compared, 28u);
}

TEST(Expand, OppositeDirectionsTurnByHalfACircle) {
    for (const auto& vector : vectors("interpolate_track")) {
        if (vector.at("id").as_string() != "interp-rot-04") continue;
        const auto found = expand(track(vector.at("input").at("track").as_object()), {5});
        for (const auto& rotation : vector.at("recommended").at("rotations").as_object()) {
            EXPECT_NEAR(found[std::stoul(std::string(rotation.key()))].shape.rotation,
                        rotation.value().to_number<double>(), 1e-9);
        }
        return;
    }
    FAIL();
}

TEST(Expand, CuboidsOf3dTurnTheShortWay) {
    const auto all = vectors("interpolate_track_frames");
    ASSERT_EQ(all.size(), 1u);
    const auto& vector = all.front();
    ExpandOptions options{7};
    options.three_d = true;
    const auto found = expand(track(vector.at("input").at("track").as_object()), options);
    for (const auto& shape : vector.at("expected").at("shapes").as_array()) {
        const auto frame = shape.at("frame").to_number<size_t>();
        expect_points(found.at(frame).shape.points, shape.at("points"), "frame " + std::to_string(frame));
    }
}

void expect_same(const FrameShape& found, const json::object& expected, const std::string& where) {
    EXPECT_EQ(found.shape.frame, expected.at("frame").to_number<int64_t>()) << where;
    EXPECT_EQ(found.shape.label_id, expected.at("label_id").to_number<int64_t>()) << where;
    EXPECT_EQ(found.track, expected.at("track_id").to_number<int64_t>()) << where;
    EXPECT_EQ(found.keyframe, expected.at("keyframe").as_bool()) << where;
    EXPECT_EQ(found.shape.outside, expected.at("outside").as_bool()) << where;
    EXPECT_EQ(to_string(found.shape.type), expected.at("type").as_string()) << where;
    expect_points(found.shape.points, expected.at("points"), where);
    const auto* elements = expected.if_contains("elements");
    ASSERT_EQ(found.elements.size(), elements ? elements->as_array().size() : 0) << where;
    for (size_t i = 0; i < found.elements.size(); ++i) {
        expect_same(found.elements[i], elements->as_array()[i].as_object(), where + " element " + std::to_string(i));
    }
}

TEST(Expand, AllTracksFrameByFrame) {
    const auto all = vectors("tracks_to_shapes");
    ASSERT_EQ(all.size(), 3u);
    for (const auto& vector : all) {
        std::vector<Track> tracks;
        for (const auto& item : vector.at("input").at("tracks").as_array()) tracks.push_back(track(item.as_object()));
        const auto end = vector.at("input").at("end_frame").to_number<int64_t>();
        TracksByFrame by_frame(tracks, {end});
        std::vector<FrameShape> found;
        for (int64_t frame = 0; frame < end; ++frame) {
            for (auto& shape : by_frame.at(frame)) found.push_back(std::move(shape));
        }
        const auto& expected = vector.at("expected").at("shapes").as_array();
        const std::string id(vector.at("id").as_string());
        ASSERT_EQ(found.size(), expected.size()) << id;
        for (size_t i = 0; i < found.size(); ++i)
            expect_same(found[i], expected[i].as_object(), id + " shape " + std::to_string(i));
    }
}

TEST(Expand, AnyOrderOfFramesGivesTheSame) {
    Track track;
    for (int64_t frame : {0, 4, 9}) {
        Keyframe k;
        k.frame = frame;
        k.type = ShapeType::polygon;
        k.points = {0, 0, 10.0 + static_cast<double>(frame), 0, 5, 10};
        track.keyframes.push_back(k);
    }
    const ExpandOptions options{12};
    const auto forwards = expand(track, options);
    TrackExpansion expansion(track, options);
    for (int64_t frame = 11; frame >= 0; --frame) {
        EXPECT_EQ(expansion.at(frame)->shape.points, forwards[static_cast<size_t>(frame)].shape.points);
    }
}

TEST(Expand, TrackWithoutKeyframesIsNowhere) {
    EXPECT_TRUE(expand(Track{}, {10}).empty());
    Track deleted;
    deleted.keyframes.resize(1);
    const std::vector<int64_t> frames{0};
    EXPECT_TRUE(expand(deleted, {10, frames}).empty());
}

TEST(Expand, LastKeyframeOfAFrameCounts) {
    Track track;
    track.keyframes.resize(2);
    track.keyframes[0].points = {1, 1, 2, 2};
    track.keyframes[1].points = {3, 3, 4, 4};
    const auto found = expand(track, {1});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].shape.points, (std::vector<double>{3, 3, 4, 4}));
}

} // namespace
} // namespace limn::annotation
