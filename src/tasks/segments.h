// How the frames of a task are cut into segments. A segment is what one annotation job shows. All numbers are task
// frame numbers (0 ... size - 1), all bounds inclusive. Pure functions.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace limn::tasks {

struct FrameRange {
    int64_t start = 0, stop = 0;
    int64_t count() const { return stop - start + 1; }
    bool operator==(const FrameRange&) const = default;
};

struct Cutting {
    int64_t segment_size = 0, overlap = 0; // what the task shows from then on
    std::vector<FrameRange> ranges;        // in order; none for a task without frames
    bool operator==(const Cutting&) const = default;
};

// Overlap that tasks have when none was asked for: tracks of a video need common frames to be joined.
inline constexpr int64_t default_video_overlap = 5;

// segment_size 0 or beyond the size: one segment. overlap: frames that neighbours share, at most half a segment; none
// stands for the default. A rest no longer than the overlap belongs to the last segment.
Cutting cut_frames(int64_t size, int64_t segment_size, std::optional<int64_t> overlap, bool interpolation);

// Segments of given sizes, one after the other. The task shows 0 for both numbers: "custom segments".
Cutting cut_frames(std::span<const int64_t> sizes);

} // namespace limn::tasks
