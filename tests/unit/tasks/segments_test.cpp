#include "tasks/segments.h"

#include <gtest/gtest.h>

namespace limn::tasks {
namespace {

using Ranges = std::vector<FrameRange>;

TEST(CutFrames, VideoOverlapsByDefault) {
    EXPECT_EQ(cut_frames(8, 5, {}, true), (Cutting{5, 2, Ranges{{0, 4}, {3, 7}}}));
    EXPECT_EQ(cut_frames(20, 10, {}, true), (Cutting{10, 5, Ranges{{0, 9}, {5, 14}, {10, 19}}}));
}

TEST(CutFrames, NoSegmentSizeMakesOneSegment) {
    EXPECT_EQ(cut_frames(25, 0, {}, true), (Cutting{25, 5, Ranges{{0, 24}}}));
    EXPECT_EQ(cut_frames(3, 100, {}, false), (Cutting{3, 0, Ranges{{0, 2}}}));
}

TEST(CutFrames, RestWithinTheOverlapJoinsTheLastSegment) {
    EXPECT_EQ(cut_frames(4, 3, 1, false).ranges, (Ranges{{0, 2}, {2, 3}}));
    EXPECT_EQ(cut_frames(5, 3, 1, false).ranges, (Ranges{{0, 2}, {2, 4}}));
    EXPECT_EQ(cut_frames(6, 3, 1, false).ranges, (Ranges{{0, 2}, {2, 4}, {4, 5}}));
}

TEST(CutFrames, ImagesDoNotOverlapByDefault) {
    EXPECT_EQ(cut_frames(10, 4, {}, false), (Cutting{4, 0, Ranges{{0, 3}, {4, 7}, {8, 9}}}));
}

TEST(CutFrames, OverlapIsAtMostHalfASegment) {
    EXPECT_EQ(cut_frames(3, 2, 5, false), (Cutting{2, 1, Ranges{{0, 1}, {1, 2}}}));
    EXPECT_EQ(cut_frames(1, 1, 3, true), (Cutting{1, 0, Ranges{{0, 0}}}));
}

TEST(CutFrames, EveryFrameIsInASegment) {
    for (int64_t size = 0; size < 40; ++size)
        for (int64_t segment = 0; segment < 12; ++segment)
            for (int64_t overlap = 0; overlap < 8; ++overlap) {
                const auto cutting = cut_frames(size, segment, overlap, false);
                int64_t next = 0;
                for (const auto range : cutting.ranges) {
                    EXPECT_LE(range.start, next);
                    EXPECT_GE(range.stop, next);
                    next = range.stop + 1;
                }
                EXPECT_EQ(next, size);
            }
}

TEST(CutFrames, GivenSizes) {
    const std::vector<int64_t> sizes{2, 1, 3};
    EXPECT_EQ(cut_frames(sizes), (Cutting{0, 0, Ranges{{0, 1}, {2, 2}, {3, 5}}}));
}

} // namespace
} // namespace limn::tasks
