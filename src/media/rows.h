// Pictures row by row, for those too large to be held in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace limn::media {

// Takes the rows of a picture from the top: `begin` once, then for each row a place to write it to, and `row_done`.
class RowSink {
  public:
    virtual ~RowSink() = default;
    virtual void begin(int width, int height, int channels) = 0; // 8-bit samples, 1 gray or 3 RGB
    virtual std::uint8_t* next_row() = 0;
    virtual void row_done() = 0;
};

// Gray or RGB, as stored: not turned. At 1/`denominator` of the size (1, 2, 4 or 8), rounded up. A damaged end may give
// fewer rows than announced. Throws MediaError without naming the file when not even the header can be read.
void read_jpeg_rows(std::span<const std::byte> content, int denominator, RowSink& sink);

// Of files whose rows can be had one after the other: 8 bits, not interlaced, upright. Alpha is left out, palettes are
// applied. False, before anything has begun, for all others.
bool read_png_rows(std::span<const std::byte> content, RowSink& sink);
bool read_tiff_rows(std::span<const std::byte> content, RowSink& sink);

} // namespace limn::media
