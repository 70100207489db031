// Single frames as clients get them. Every picture leaves upright: an EXIF orientation is applied and its tag is gone.
#pragma once

#include "media/image.h"
#include "media/probe.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace limn::media {

// The bytes of a file to be sent, and what they are.
struct EncodedFrame {
    std::string bytes;
    std::string mime;      // image/jpeg
    std::string extension; // without the dot: jpeg, png, JPG
};

// Decodes any image that `probe_image` accepts: gray stays gray, everything else becomes RGB (alpha is dropped,
// palettes are applied), 16-bit gray is stretched between its extremes and equalised, 32-bit gray is scaled to its
// maximum. Damaged ends are filled with gray. Throws MediaError `cannot identify image file 'x'`.
Image decode_image(const std::filesystem::path& path, std::string_view name);
Image decode_image(std::span<const std::byte> content, std::string_view name);

// `quality` 0 to 100 (libjpeg's scale); chroma is halved below quality 100 and kept whole at 100.
std::string encode_jpeg(const Image& image, int quality);
std::string encode_png(const Image& image);

// The compressed form of an image file: a JPEG.
EncodedFrame compressed_frame(const std::filesystem::path& path, std::string_view name, int quality);

// The file's own bytes under its own extension, except that turned pictures are encoded again upright in their own
// format and TIFFs are written again with LZW.
EncodedFrame original_frame(const std::filesystem::path& path, std::string_view name);

// One frame of a video: PNG, or JPEG of `quality` where the task's chunks are zips of JPEGs.
EncodedFrame video_frame_png(const Image& frame);
EncodedFrame video_frame_jpeg(const Image& frame, int quality);

// A picture of 1 x 1 black pixel, in place of frames that are not part of a job.
const std::string& placeholder_jpeg();

} // namespace limn::media
