// Videos for tests, whose frames carry their number in large black and white squares.
#pragma once

#include "media/image.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace limn::media::test {

struct VideoRecipe {
    std::string encoder = "libx264";
    int frames = 60;
    int width = 64, height = 48; // at least 32 each
    int key_interval = 12;
    int b_frames = 0;
    bool open_gop = false;
    std::vector<std::int64_t> times; // of each frame in milliseconds; every 40 ms when empty
    std::int64_t first_time = 0;     // added to all, may be negative
    int rotation = 0;                // clockwise, kept in the container
    std::vector<std::pair<std::int64_t, std::int64_t>> chapters; // from, to in milliseconds
    int skip_packets = 0;       // left out at the beginning: a stream that starts within a group of pictures
    bool unmarked_keys = false; // nothing says which frames are key frames
};

// The container follows from the extension.
void make_video(const std::filesystem::path& path, const VideoRecipe& recipe);

// The number in a frame, whatever its size; -1 for a picture without one.
int frame_number(const Image& image);

// A picture with a number, as the frames are.
Image numbered_image(int number, int width, int height);

} // namespace limn::media::test
