// Which frames of a source a task takes, and how many make a chunk.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace limn::media {

// Source ("absolute") frames start, start + step, ... up to stop; task ("relative") frames are counted from 0.
struct Selection {
    std::int64_t start = 0;
    std::int64_t stop = 0; // the stored bound: inclusive, never after the source's end
    std::int64_t step = 1;
    std::int64_t size = 0;

    std::int64_t absolute(std::int64_t relative) const { return start + relative * step; }
    std::int64_t relative(std::int64_t absolute) const { return (absolute - start) / step; }
};

// `total` frames are in the source. No stop, or 0, means the last frame. A start behind the end gives size 0.
Selection select_frames(std::int64_t total, std::int64_t start, std::optional<std::int64_t> stop, std::int64_t step);

// The N of a `step=N` (N >= 1, spaces allowed) anywhere in a frame filter; 1 for an empty one, nothing when there is
// none.
std::optional<std::int64_t> parse_frame_filter(std::string_view filter);

// For frames of `width` x `height` pixels: about as many as make 36 Full-HD pictures, 2 to 72. Video chunks: 36.
int default_chunk_size(std::int64_t width, std::int64_t height, bool as_video);

} // namespace limn::media
