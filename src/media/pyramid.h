// Large pictures cut into tiles at several sizes, so that a viewer fetches only what it shows. Level 0 is the picture
// itself, upright; every further level has half the sides, rounded up, averaged over 2 x 2 pixels; the last one is a
// single tile. Tiles are squares of `tile_side` pixels, cut off at the right and at the bottom.
#pragma once

#include "media/probe.h"
#include "storage/temp_file.h"

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace limn::media {

inline constexpr int tile_side = 512;

struct Tile {
    int level = 0;
    int x = 0, y = 0; // in tiles from the left and from the top
};

struct PyramidShape {
    int width = 0, height = 0; // of level 0

    int width_of(int level) const { return static_cast<int>((std::int64_t{width} + (1LL << level) - 1) >> level); }
    int height_of(int level) const { return static_cast<int>((std::int64_t{height} + (1LL << level) - 1) >> level); }
    int columns(int level) const { return (width_of(level) + tile_side - 1) / tile_side; }
    int rows(int level) const { return (height_of(level) + tile_side - 1) / tile_side; }
    int levels() const;
    bool has(const Tile& tile) const;
};

// Tiles lie together in packs, a file each, made in one go through the picture. A JPEG has a pack of its own for the
// small levels: libjpeg decodes it at a fraction of the size, so that there is soon something to see. The number of a
// pack is the first level in it; it has all levels from there on.
int pack_of(const ImageInfo& info, int level);

// Of the pictures that can be read by rows (rows.h) only as many rows as a tile is high are in memory at a time, of the
// others all. `quality` is that of the JPEGs. Throws MediaError `cannot identify image file 'x'`.
void write_pyramid(const std::filesystem::path& picture, std::string_view name, int pack, int quality,
                   storage::TempFile& out);

// Where in a pack a tile is, a JPEG.
struct TilePlace {
    std::uint64_t offset = 0, length = 0;
};
TilePlace find_tile(const std::filesystem::path& file, const PyramidShape& shape, int pack, const Tile& tile);

} // namespace limn::media
