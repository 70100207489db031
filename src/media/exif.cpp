#include "media/exif.h"

#include <cstring>

namespace limn::media {
namespace {

constexpr std::uint16_t tag_width = 256, tag_height = 257, tag_orientation = 274;
constexpr std::uint16_t type_short = 3, type_long = 4, type_long8 = 16;

std::uint64_t number(std::span<const std::byte> bytes, bool little) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::size_t place = little ? bytes.size() - 1 - i : i;
        value = (value << 8) | std::to_integer<std::uint64_t>(bytes[place]);
    }
    return value;
}

// How classic TIFF (42) and BigTIFF (43) differ.
struct Layout {
    bool little;
    std::size_t offset_bytes; // of offsets and counts of values
    std::size_t entries_bytes;
    std::size_t entry_bytes() const { return 4 + 2 * offset_bytes; }
};

} // namespace

std::optional<TiffTags> read_tiff_tags(const ReadAt& read, std::uint64_t begin) {
    const auto head = read(begin, 16);
    if (head.size() < 8) return std::nullopt;
    const bool little = std::memcmp(head.data(), "II", 2) == 0;
    if (!little && std::memcmp(head.data(), "MM", 2) != 0) return std::nullopt;
    const std::uint64_t magic = number(head.subspan(2, 2), little);
    const bool big = magic == 43 && head.size() == 16;
    if (magic != 42 && !big) return std::nullopt;
    const Layout layout{little, big ? 8u : 4u, big ? 8u : 2u};

    const std::uint64_t directory = begin + number(head.subspan(big ? 8 : 4, layout.offset_bytes), little);
    const auto count_bytes = read(directory, layout.entries_bytes);
    if (count_bytes.size() < layout.entries_bytes) return std::nullopt;
    const std::uint64_t entries = std::min<std::uint64_t>(number(count_bytes, little), 4096);
    TiffTags tags;
    for (std::uint64_t i = 0; i < entries; ++i) {
        const auto entry = read(directory + layout.entries_bytes + i * layout.entry_bytes(), layout.entry_bytes());
        if (entry.size() < layout.entry_bytes()) break;
        const std::uint64_t tag = number(entry.subspan(0, 2), little);
        const std::uint64_t type = number(entry.subspan(2, 2), little);
        if (type != type_short && type != type_long && type != type_long8) continue;
        const std::size_t bytes = type == type_short ? 2 : type == type_long ? 4 : layout.offset_bytes;
        const std::uint64_t value = number(entry.subspan(4 + layout.offset_bytes, bytes), little);
        if (tag == tag_width) tags.width = static_cast<std::uint32_t>(value);
        if (tag == tag_height) tags.height = static_cast<std::uint32_t>(value);
        if (tag == tag_orientation && value >= 1 && value <= 8) tags.orientation = static_cast<int>(value);
    }
    return tags;
}

int exif_orientation(std::span<const std::byte> block) {
    if (block.size() > 6 && std::memcmp(block.data(), "Exif\0", 5) == 0) block = block.subspan(6);
    const auto read = [&](std::uint64_t offset, std::size_t count) {
        if (offset > block.size()) return std::span<const std::byte>();
        return block.subspan(offset, std::min<std::size_t>(count, block.size() - offset));
    };
    const auto tags = read_tiff_tags(read, 0);
    return tags ? tags->orientation : 1;
}

} // namespace limn::media
