// The colour that a label gets when nobody chose one: it follows from the name, so that the same name has the same
// colour everywhere, and it keeps its distance from colours that are taken.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace limn::tasks {

struct Colour {
    uint8_t red = 0, green = 0, blue = 0;
    auto operator<=>(const Colour&) const = default;
};

std::string to_hex(Colour colour);                         // "#2080c0"
std::optional<Colour> parse_colour(std::string_view text); // "#RRGGBB" in any case; none for other text

// "Big Red  Bus" -> "big_red_bus": compatibility forms taken apart, only ASCII word characters kept, runs of whitespace
// and hyphens joined to one underscore.
std::string normalised_name(std::string_view name);

// The n-th colour of the palette that segmentation data sets use: the bits of n are dealt to red, green and blue in
// turn, highest bit first (Pascal VOC's colour map).
Colour palette_colour(uint32_t n);

// Names that everybody labels, each with the palette colour of its position.
std::span<const std::string_view> well_known_names();

// Before looking at other labels: the palette colour of a well-known name, else of 24 bits of a hash of the name.
Colour colour_of_name(std::string_view name);

// Colour for a new label, as text. `used` are the colours of the labels that it is compared with; text that is no
// colour is passed over.
std::string default_colour(std::string_view name, std::span<const std::string> used);

} // namespace limn::tasks
