// Planar 8-bit YUV to RGB, exact to the rounding of the formula. FFmpeg's scaler is either this exact or fast, not
// both.
#pragma once

#include "media/image.h"

struct AVFrame;

namespace limn::media {

// ITU-R BT.601, BT.709 or BT.2020 as the picture says (BT.601 when it does not), limited or full range; chroma samples
// are repeated. Nothing happens, and false is the answer, for pixel formats other than 4:2:0, 4:2:2 and 4:4:4 of 8
// bits.
bool yuv_to_rgb(const AVFrame& picture, Image& rgb);

} // namespace limn::media
