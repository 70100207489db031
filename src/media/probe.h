// What an image file is and how large, from its header alone: nothing is decoded for the common formats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace limn::media {

enum class ImageFormat : std::uint8_t { unknown, jpeg, png, gif, webp, bmp, tiff, netpbm, other };

struct ImageInfo {
    ImageFormat format = ImageFormat::unknown;
    int width = 0; // as displayed: swapped for the orientations 5 to 8
    int height = 0;
    int orientation = 1; // EXIF, 1 to 8
};

// Throws MediaError: `failed to parse image file 'x'` when the file cannot be read, `cannot identify image file 'x'`
// when it is empty or no known picture. `name` is how the user knows the file.
ImageInfo probe_image(const std::filesystem::path& path, std::string_view name);

// The same for a file in memory; all of it must be there.
ImageInfo probe_image(std::span<const std::byte> content, std::string_view name);

} // namespace limn::media
