// JPEG by libjpeg-turbo directly, where it dominates the time of a request.
#pragma once

#include "media/image.h"

#include <cstddef>
#include <span>
#include <string>

namespace limn::media {

// Gray or RGB, as stored: not turned. Decoded at 1/`denominator` of the size (1, 2, 4 or 8). What is missing at the end
// is gray. Throws MediaError without naming the file.
Image decode_jpeg(std::span<const std::byte> content, int denominator = 1);

} // namespace limn::media
