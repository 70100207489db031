// A video's packets as they lie in its file, for clients that decode by themselves: nothing is transcoded, and any
// frame is exact.
//
// A video falls into groups, each of which begins with a keyframe and can be decoded alone. A group is written as
//     u32 length of the header | header, JSON | the packets' bytes, one after another
// in little-endian order. The header: `codec` (RFC 6381), `description` (the decoder's configuration, Base64, "" when
// the packets carry it), `rotation` (clockwise degrees, for decoded pictures), `first` and `last` (frames that the
// group gives), `packets` ([frame, bytes, key] in decoding order; frame -1: not to be shown).
#pragma once

#include "media/video_index.h"
#include "storage/temp_file.h"

#include <filesystem>
#include <functional>
#include <string_view>

namespace limn::media {

// The group that holds a frame.
struct PacketGroup {
    std::size_t keyframe = 0; // index of its first keyframe
    std::int64_t first = 0, last = 0;
};

// Keyframes close to each other share a group, so that videos of keyframes alone are not fetched frame by frame.
// Throws MediaError when the video has no keyframes of certain times.
PacketGroup group_of(const VideoIndex& index, std::int64_t frame);

// Writes the group of a frame. `number` gives the number under which the client knows a frame of the video, or -1.
// Throws MediaError when browsers know no name for the codec, or the group is larger than 96 MiB: such videos are
// better read as pictures.
void write_packet_group(const std::filesystem::path& path, const VideoIndex& index, std::int64_t frame,
                        const std::function<std::int64_t(std::int64_t)>& number, storage::TempFile& out);

} // namespace limn::media
