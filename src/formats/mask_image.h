// Images of label indices, instance ids and label colours in datasets.
#pragma once

#include "media/samples.h"

#include <string>
#include <string_view>

namespace limn::formats {

using MaskImage = media::Samples;
using media::Depth;

// The samples as they are stored; palettes become colours. Throws FormatError when the file is no image or larger than
// 2^28 pixels.
MaskImage decode_mask_image(const std::string& bytes, std::string_view name);

// As PNG.
std::string encode_mask_image(const MaskImage& image, Depth depth = Depth::bits8);

} // namespace limn::formats
