// Images whose samples are numbers, not pictures: label indices, instance ids, colours of labels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace limn::media {

// Rows from the top, samples of one pixel together; three channels are red, green, blue, a fourth is alpha.
struct Samples {
    int width = 0;
    int height = 0;
    int channels = 1;
    std::vector<std::uint16_t> samples;

    Samples() = default;
    Samples(int w, int h, int c)
        : width(w), height(h), channels(c),
          samples(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * static_cast<std::size_t>(c)) {}
    std::size_t pixels() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(height); }
};

// Bits of a sample in a file.
enum class Depth { bits8, bits16 };

// The samples as they are stored; palettes become colours. Throws MediaError when the file is no image that can be
// read whole, or larger than 2^28 pixels.
Samples decode_samples(std::span<const std::byte> content, std::string_view name);

std::string encode_png(const Samples& image, Depth depth);

// Of three channels, 8 bits each.
std::string encode_bmp(const Samples& image);

} // namespace limn::media
