// Images whose samples are numbers, not pictures: label indices, instance ids, colours of labels.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace limn::formats {

// Rows from the top, samples of one pixel together; three channels are red, green, blue, a fourth is alpha.
struct MaskImage {
    int width = 0;
    int height = 0;
    int channels = 1;
    std::vector<uint16_t> samples;

    MaskImage() = default;
    MaskImage(int w, int h, int c)
        : width(w), height(h), channels(c),
          samples(static_cast<size_t>(w) * static_cast<size_t>(h) * static_cast<size_t>(c)) {}
    size_t pixels() const { return static_cast<size_t>(width) * static_cast<size_t>(height); }
};

enum class Depth { bits8, bits16 };

// The samples as they are stored; palettes become colours. Throws FormatError when the file is no image or larger than
// 2^28 pixels.
MaskImage decode_mask_image(const std::string& bytes, std::string_view name);

// `extension` is .png or .bmp.
std::string encode_mask_image(const MaskImage& image, Depth depth = Depth::bits8, const char* extension = ".png");

} // namespace limn::formats
