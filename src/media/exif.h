// The TIFF structure, which TIFF files and EXIF blocks share: a byte order, then directories of tagged values.
// Format: TIFF 6.0, section 2; CIPA DC-008 (EXIF 2.3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace limn::media {

// Reads `count` bytes at `offset`; an empty span beyond the end.
using ReadAt = std::function<std::span<const std::byte>(std::uint64_t offset, std::size_t count)>;

struct TiffTags {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    int orientation = 1; // 1 also for values that are none
};

// Of the first directory; nothing when the bytes at `begin` are no TIFF structure.
std::optional<TiffTags> read_tiff_tags(const ReadAt& read, std::uint64_t begin);

// Of an EXIF block, with or without its `Exif\0\0` prefix; 1 when it says nothing.
int exif_orientation(std::span<const std::byte> block);

} // namespace limn::media
