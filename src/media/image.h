// A decoded picture: 8-bit samples, rows from the top, no padding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace limn::media {

struct Image {
    int width = 0;
    int height = 0;
    int channels = 0;                 // 1 gray, 3 RGB in this order
    std::vector<std::uint8_t> pixels; // height * width * channels

    bool empty() const { return pixels.empty(); }
    std::size_t row_bytes() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(channels); }
    std::uint8_t* row(int y) { return pixels.data() + row_bytes() * static_cast<std::size_t>(y); }
    const std::uint8_t* row(int y) const { return pixels.data() + row_bytes() * static_cast<std::size_t>(y); }
};

inline Image make_image(int width, int height, int channels) {
    return {width, height, channels,
            std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                                      static_cast<std::size_t>(channels))};
}

} // namespace limn::media
