#include "tasks/segments.h"

#include <algorithm>

namespace limn::tasks {

Cutting cut_frames(int64_t size, int64_t segment_size, std::optional<int64_t> overlap, bool interpolation) {
    Cutting cutting;
    if (segment_size <= 0 || segment_size > size) segment_size = size;
    cutting.segment_size = segment_size;
    cutting.overlap = std::min(overlap.value_or(interpolation ? default_video_overlap : 0), segment_size / 2);
    const int64_t step = segment_size - cutting.overlap;
    for (int64_t start = 0; start < size - cutting.overlap; start += step)
        cutting.ranges.push_back({start, std::min(start + segment_size, size) - 1});
    return cutting;
}

Cutting cut_frames(std::span<const int64_t> sizes) {
    Cutting cutting;
    int64_t start = 0;
    for (const auto size : sizes) {
        cutting.ranges.push_back({start, start + size - 1});
        start += size;
    }
    return cutting;
}

} // namespace limn::tasks
