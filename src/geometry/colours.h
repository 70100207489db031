// Colours of labels.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace limn::geometry {

struct Colour {
    uint8_t red = 0;
    uint8_t green = 0;
    uint8_t blue = 0;
    auto operator<=>(const Colour&) const = default;
};

// The colour of an index in the PASCAL VOC palette: the bits of the index, three at a time, become the high bits of
// red, green and blue. Index 0 is black.
Colour palette(uint32_t index);

// "#rrggbb"
std::string to_hex(Colour colour);

// The reverse, in either case; none when the text has another form.
std::optional<Colour> parse_hex(std::string_view text);

} // namespace limn::geometry
