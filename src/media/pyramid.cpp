#include "media/pyramid.h"

#include "media/decode.h"
#include "media/error.h"
#include "media/frames.h"
#include "media/image.h"
#include "media/jpeg.h"
#include "media/pixels.h"
#include "media/rows.h"

#include <array>
#include <bit>
#include <cstring>
#include <fmt/format.h>
#include <fstream>

namespace limn::media {
namespace {

constexpr int shown_whole = 2048;     // pixels: the side of levels that are wanted at once
constexpr int largest_fraction = 3;   // libjpeg decodes at 1/8
constexpr std::uint8_t missing = 128; // what stands for rows that a damaged file lacks

// An entry of the table at the end of a pack; little-endian, as all machines that this is built for are.
struct Entry {
    std::uint64_t offset = 0, length = 0;
};
static_assert(std::endian::native == std::endian::little && sizeof(Entry) == 16);

// Entries of the levels before, counted from the pack's first.
std::size_t entries_before(const PyramidShape& shape, int pack, int level) {
    std::size_t count = 0;
    for (int i = pack; i < level; ++i)
        count += static_cast<std::size_t>(shape.columns(i)) * static_cast<std::size_t>(shape.rows(i));
    return count;
}

std::size_t entry_of(const PyramidShape& shape, int pack, const Tile& tile) {
    return entries_before(shape, pack, tile.level) +
           static_cast<std::size_t>(tile.y) * static_cast<std::size_t>(shape.columns(tile.level)) +
           static_cast<std::size_t>(tile.x);
}

// Half a row: means of 2 x 2 samples; the last column stands for its missing neighbour.
void halve(const std::uint8_t* above, const std::uint8_t* below, int width, int channels, std::uint8_t* out) {
    for (int x = 0; x < width; x += 2) {
        const int right = x + 1 < width ? channels : 0;
        for (int c = 0; c < channels; ++c, ++above, ++below)
            *out++ = static_cast<std::uint8_t>((above[0] + above[right] + below[0] + below[right] + 2) / 4);
        above += right;
        below += right;
    }
}

// Cuts tiles out of the rows as they come, and passes halved rows on to the next level.
class Cutter : public RowSink {
  public:
    Cutter(PyramidShape shape, int pack, int quality, storage::TempFile& out)
        : shape_(shape), pack_(pack), quality_(quality), out_(out),
          entries_(entries_before(shape, pack, shape.levels())) {}

    bool begun() const { return !levels_.empty(); }

    void begin(int width, int height, int channels) override {
        if (width != shape_.width_of(pack_) || height != shape_.height_of(pack_))
            throw MediaError("the picture has another size than its header says");
        for (int level = pack_; level < shape_.levels(); ++level) {
            const int rows = std::min(tile_side, shape_.height_of(level));
            levels_.push_back({make_image(shape_.width_of(level), rows, channels)});
        }
    }

    std::uint8_t* next_row() override { return levels_.front().band.row(levels_.front().filled); }
    void row_done() override { row_done(0); }

    // The rest of a damaged picture, and the table.
    void finish() {
        while (levels_.front().done < shape_.height_of(pack_)) {
            std::memset(next_row(), missing, levels_.front().band.row_bytes());
            row_done();
        }
        out_.write(std::as_bytes(std::span(entries_)));
    }

  private:
    struct Level {
        Image band;     // the rows of tiles that are being collected
        int filled = 0; // rows in the band
        int done = 0;   // rows of the level
    };

    void row_done(std::size_t index) {
        Level& level = levels_[index];
        const int height = shape_.height_of(pack_ + static_cast<int>(index));
        ++level.filled;
        const bool last = ++level.done == height;
        // Bands have an even number of rows, so that two rows that belong together are in one.
        if (index + 1 < levels_.size() && (level.done % 2 == 0 || last)) {
            const int above = level.done % 2 == 0 ? level.filled - 2 : level.filled - 1;
            Level& next = levels_[index + 1];
            halve(level.band.row(above), level.band.row(level.filled - 1), level.band.width, level.band.channels,
                  next.band.row(next.filled));
            row_done(index + 1);
        }
        if (level.filled == tile_side || last) cut(level, pack_ + static_cast<int>(index));
    }

    void cut(Level& level, int number) {
        const int y = (level.done - 1) / tile_side;
        const auto channels = static_cast<std::size_t>(level.band.channels);
        for (int x = 0; x < shape_.columns(number); ++x) {
            const int left = x * tile_side;
            Image tile = make_image(std::min(tile_side, level.band.width - left), level.filled, level.band.channels);
            for (int row = 0; row < level.filled; ++row)
                std::memcpy(tile.row(row), level.band.row(row) + channels * static_cast<std::size_t>(left),
                            tile.row_bytes());
            const std::string jpeg = encode_jpeg(tile, quality_);
            entries_[entry_of(shape_, pack_, {number, x, y})] = {out_.size(), jpeg.size()};
            out_.write(jpeg);
        }
        level.filled = 0;
    }

    PyramidShape shape_;
    int pack_;
    int quality_;
    storage::TempFile& out_;
    std::vector<Entry> entries_;
    std::vector<Level> levels_;
};

void pour(const Image& image, RowSink& sink) {
    sink.begin(image.width, image.height, image.channels);
    for (int y = 0; y < image.height; ++y) {
        std::memcpy(sink.next_row(), image.row(y), image.row_bytes());
        sink.row_done();
    }
}

// Whether the rows came one after the other; otherwise nothing has begun.
bool read_rows(Bytes content, const ImageInfo& info, int pack, RowSink& sink) {
    if (info.orientation != 1) return false;
    switch (info.format) {
    case ImageFormat::jpeg: read_jpeg_rows(content, 1 << pack, sink); return true;
    case ImageFormat::png: return read_png_rows(content, sink);
    case ImageFormat::tiff: return read_tiff_rows(content, sink);
    default: return false;
    }
}

} // namespace

int PyramidShape::levels() const {
    int level = 0;
    while (std::max(width_of(level), height_of(level)) > tile_side) ++level;
    return level + 1;
}

bool PyramidShape::has(const Tile& tile) const {
    return tile.level >= 0 && tile.level < levels() && tile.x >= 0 && tile.x < columns(tile.level) && tile.y >= 0 &&
           tile.y < rows(tile.level);
}

int pack_of(const ImageInfo& info, int level) {
    if (info.format != ImageFormat::jpeg) return 0;
    const PyramidShape shape{info.width, info.height};
    int small = 0;
    while (small < largest_fraction && std::max(shape.width_of(small), shape.height_of(small)) > shown_whole) ++small;
    return level >= small ? small : 0;
}

void write_pyramid(const std::filesystem::path& picture, std::string_view name, int pack, int quality,
                   storage::TempFile& out) {
    const ImageInfo info = probe_image(picture, name);
    const std::string content = storage::read_whole(picture);
    const auto bytes = std::as_bytes(std::span(content));
    Cutter cutter({info.width, info.height}, pack, quality, out);
    try {
        if (!read_rows(bytes, info, pack, cutter)) {
            const bool fraction = info.format == ImageFormat::jpeg && pack > 0;
            pour(fraction ? orient(decode_jpeg(bytes, 1 << pack), info.orientation) : decode_upright(bytes, info, name),
                 cutter);
        }
    } catch (const MediaError&) {
        throw MediaError(fmt::format("cannot identify image file '{}'", name));
    }
    cutter.finish();
}

TilePlace find_tile(const std::filesystem::path& file, const PyramidShape& shape, int pack, const Tile& tile) {
    const auto all = entries_before(shape, pack, shape.levels());
    const auto table = std::filesystem::file_size(file) - all * sizeof(Entry);
    std::ifstream in(file, std::ios::binary);
    std::array<char, sizeof(Entry)> bytes{};
    in.seekg(static_cast<std::streamoff>(table + entry_of(shape, pack, tile) * sizeof(Entry)));
    if (!in.read(bytes.data(), bytes.size())) throw MediaError("the tiles of the picture cannot be read");
    const auto entry = std::bit_cast<Entry>(bytes);
    return {entry.offset, entry.length};
}

} // namespace limn::media
