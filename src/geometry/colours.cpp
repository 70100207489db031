#include "geometry/colours.h"

#include <charconv>

#include <fmt/format.h>

namespace limn::geometry {

Colour palette(uint32_t index) {
    Colour out;
    for (int bit = 7; bit >= 0; --bit, index >>= 3) {
        out.red |= static_cast<uint8_t>((index & 1) << bit);
        out.green |= static_cast<uint8_t>(((index >> 1) & 1) << bit);
        out.blue |= static_cast<uint8_t>(((index >> 2) & 1) << bit);
    }
    return out;
}

std::string to_hex(Colour colour) { return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue); }

std::optional<Colour> parse_hex(std::string_view text) {
    uint32_t value = 0;
    if (text.size() != 7 || text[0] != '#') return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + 7, value, 16);
    if (error != std::errc() || end != text.data() + 7) return std::nullopt;
    return Colour{static_cast<uint8_t>(value >> 16), static_cast<uint8_t>(value >> 8), static_cast<uint8_t>(value)};
}

} // namespace limn::geometry
