// Work on decoded pixels.
#pragma once

#include "media/image.h"

#include <cstdint>
#include <span>

namespace limn::media {

// Upright from an EXIF orientation (1 to 8; 1 is upright already).
Image orient(Image image, int orientation);

// By 0, 90, 180 or 270 degrees.
Image turn_clockwise(Image image, int degrees);

// 16-bit gray to 8-bit: the range between the extremes is stretched, then the histogram is equalised.
Image stretch_gray16(std::span<const std::uint16_t> samples, int width, int height);

} // namespace limn::media
