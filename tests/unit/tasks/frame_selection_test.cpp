#include "tasks/frame_selection.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "world.h"

namespace limn::tasks {
namespace {

using Frames = std::vector<int64_t>;

Frames uniform(uint64_t seed, int64_t size, int64_t count) {
    media::RandomSelection random(seed);
    return select_uniform(random, size, count);
}

Frames per_job(uint64_t seed, const std::vector<FrameRange>& segments, int64_t overlap, int64_t count) {
    media::RandomSelection random(seed);
    return select_per_job(random, segments, overlap, count);
}

int64_t chosen_in(const Frames& frames, FrameRange range) {
    return std::ranges::count_if(frames, [&](int64_t f) { return f >= range.start && f <= range.stop; });
}

TEST(SelectUniform, ChoosesAsTheReference) {
    EXPECT_EQ(uniform(42, 10, 3), (Frames{4, 6, 8}));
    EXPECT_EQ(uniform(7, 10, 4), (Frames{0, 2, 3, 5}));
    EXPECT_EQ(uniform(42, 30, 3), (Frames{15, 18, 26}));
    EXPECT_EQ(uniform(1, 10, 1), (Frames{2}));
    EXPECT_EQ(uniform(3, 4, 4), (Frames{0, 1, 2, 3}));
}

TEST(SelectPerJob, EverySegmentHasItsNumber) {
    for (uint64_t seed = 0; seed < 50; ++seed)
        for (const int64_t overlap : {0, 1, 2}) {
            const auto ranges = cut_frames(20, 5, overlap, false).ranges;
            for (const int64_t count : {1, 2, 3}) {
                const auto frames = per_job(seed, ranges, overlap, count);
                EXPECT_TRUE(std::ranges::is_sorted(frames));
                for (const auto range : ranges) {
                    if (range.count() == 5) {
                        EXPECT_GE(chosen_in(frames, range), count);
                    }
                }
                if (overlap == 0) {
                    EXPECT_EQ(frames.size(), ranges.size() * static_cast<size_t>(count));
                }
            }
        }
}

TEST(SelectPerJob, ShortSegmentsGiveWhatTheyHave) {
    EXPECT_EQ(per_job(1, {{0, 3}, {4, 4}}, 0, 9), (Frames{0, 1, 2, 3, 4}));
    // The last segment has one frame behind the overlap, and none of its neighbour's may be taken for it.
    for (uint64_t seed = 0; seed < 50; ++seed) EXPECT_LE(per_job(seed, {{0, 3}, {2, 4}}, 2, 2).size(), 3u);
}

TEST(SelectPerJob, TheSameSeedChoosesTheSame) {
    const auto ranges = cut_frames(1000, 50, 5, false).ranges;
    EXPECT_EQ(per_job(11, ranges, 5, 7), per_job(11, ranges, 5, 7));
    EXPECT_NE(per_job(11, ranges, 5, 7), per_job(12, ranges, 5, 7));
}

SelectionNumbers numbers(std::string_view text) { return read_record<SelectionNumbers>(parse_json(text)); }

TEST(FramesAsked, CountOrShare) {
    const auto asked = [](std::string_view text, int64_t total) {
        const auto n = numbers(text);
        return frames_asked(n.frame_count, n.frame_share, total);
    };
    EXPECT_EQ(asked(R"({"frame_count": 7})", 3), 7);
    EXPECT_EQ(asked(R"({"frame_share": 0.45})", 10), 4);
    EXPECT_EQ(asked(R"({"frame_share": 1})", 10), 10);
    EXPECT_EQ(asked(R"({"frame_share": 0.0001})", 10), 1);
    EXPECT_THROW(asked(R"({"frame_share": 0})", 10), Error);
}

TEST(SelectionNumbers, RefusesWhatIsNoShareAndNoCount) {
    for (const auto* text : {R"({"frame_share": 1.1})", R"({"frames_per_job_share": -0.1})"})
        EXPECT_NE(refusal([&] { numbers(text); }).find("Value must be in the range [0; 1]"), std::string::npos);
    for (const auto* text : {R"({"frame_count": 0})", R"({"random_seed": -1})", R"({"frame_share": "many"})"})
        EXPECT_NE(refusal([&] { numbers(text); }), "");
    EXPECT_EQ(numbers(R"({"random_seed": 9007199254740993})").seed(), 9007199254740993u);
    EXPECT_EQ(numbers(R"({"random_seed": null})").seed(), std::nullopt);
}

TEST(SelectionProblem, OneWayToSayHowMany) {
    const auto problem = [](std::string_view method, std::string_view text, std::optional<size_t> frames = {}) {
        const auto p = selection_problem(method, numbers(text), frames);
        return p.is_null() ? std::string() : to_json(p);
    };
    EXPECT_EQ(problem("random_uniform", R"({"frame_count": 1})"), "");
    EXPECT_EQ(problem("random_per_job", R"({"frames_per_job_share": 0.5})"), "");
    EXPECT_EQ(problem("manual", "{}", 2), "");
    EXPECT_NE(problem("random_uniform", "{}"), "");
    EXPECT_NE(problem("random_uniform", R"({"frame_count": 1, "frame_share": 0.5})"), "");
    EXPECT_NE(problem("random_per_job", R"({"frame_count": 1})"), "");
    EXPECT_NE(problem("random_uniform", R"({"frame_count": 1})", 1), "");
    EXPECT_NE(problem("manual", "{}"), "");
}

TEST(ListSome, TenAtMost) {
    EXPECT_EQ(list_some(Frames{3, 1}), "3, 1");
    EXPECT_EQ(list_some(Frames{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 (and 2 more)");
    EXPECT_EQ(list_some(std::vector<std::string>{"a.png"}), "a.png");
}

} // namespace
} // namespace limn::tasks
