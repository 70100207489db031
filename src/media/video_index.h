// The frame table of a video, made by reading packets, not by decoding them.
//
// A frame's number is its place in presentation order, from 0. Only frames that a player shows are counted: packets
// before an edit list's start, undisplayed reference frames and what precedes the first decodable picture are not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace limn::media {

// A titled part of a video; `start` and `stop` are frame numbers, inclusive.
struct Chapter {
    std::int64_t id = 0;
    std::int64_t start = 0;
    std::int64_t stop = 0;
    std::string title; // may be empty
    bool operator==(const Chapter&) const = default;
};

// Decoding can start here.
struct Keyframe {
    std::int64_t frame = 0; // its number
    std::int64_t dts = 0;   // where to seek, in the stream's time base
    std::int64_t pts = 0;
    bool operator==(const Keyframe&) const = default;
};

struct VideoIndex {
    std::string codec; // FFmpeg's name: h264, vp9, ...
    int stream = 0;
    int width = 0; // as displayed: after `rotation`
    int height = 0;
    int rotation = 0; // clockwise: 0, 90, 180 or 270 degrees, to be applied to decoded pictures
    std::int64_t time_base_num = 1, time_base_den = 1; // seconds of one unit of time
    double duration = 0;                               // seconds, from the first frame's start to the last one's end
    std::vector<std::int64_t> pts;                     // of every frame, ascending
    std::vector<Keyframe> keyframes; // ascending by frame; empty when decoding must start at the beginning
    std::vector<Chapter> chapters;

    std::int64_t frames() const { return static_cast<std::int64_t>(pts.size()); }
    bool operator==(const VideoIndex&) const = default;
};

// `name` is how the user knows the file. `progress` gets the share of the file read. Throws MediaError when it is no
// video, holds no picture that can be decoded, or is damaged from the start.
VideoIndex index_video(const std::filesystem::path& path, std::string_view name,
                       const std::function<void(double)>& progress = {});

// A few bytes a frame, to be kept as a blob; endianness does not matter.
std::string serialize(const VideoIndex& index);
// Throws MediaError when the bytes are not an index of this version: index the video again.
VideoIndex parse_video_index(std::string_view bytes);

} // namespace limn::media
