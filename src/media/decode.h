// Decoding of single pictures by format.
#pragma once

#include "media/image.h"
#include "media/probe.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace limn::media {

using Bytes = std::span<const std::byte>;

// Upright pixels of a probed picture. Throws MediaError `cannot identify image file 'x'`.
Image decode_upright(Bytes content, const ImageInfo& info, std::string_view name);

// By FFmpeg: the formats that nothing else here reads, and damaged files of the others. The first picture of
// animations.
Image decode_rare(Bytes content, ImageFormat format, std::string_view name);

// The picture upright, in its own format (TIFF, WebP or PNG) without loss, with all its channels and bits.
std::string encode_upright(Bytes content, const ImageInfo& info, std::string_view name);

} // namespace limn::media
