#include "tasks/colour.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.h"
#include "tasks/ascii_forms.h"
#include "tasks/blake2s.h"

namespace limn::tasks {

namespace {

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f); }

// The next character of well-formed UTF-8.
char32_t next_character(std::string_view text, size_t& position) {
    const auto lead = static_cast<uint8_t>(text[position++]);
    if (lead < 0x80) return lead;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    char32_t character = lead & (0x3F >> more);
    for (int i = 0; i < more && position < text.size(); ++i) character = character << 6 | (text[position++] & 0x3F);
    return character;
}

std::array<int, 3> channels(Colour c) { return {c.red, c.green, c.blue}; }
Colour colour_from(std::array<int, 3> v) { return {uint8_t(v[0]), uint8_t(v[1]), uint8_t(v[2])}; }

const std::set<Colour>& well_known_colours() {
    static const auto colours = [] {
        std::set<Colour> all;
        for (uint32_t i = 0; i < well_known_names().size(); ++i) all.insert(palette_colour(i));
        return all;
    }();
    return colours;
}

// The middle of the widest gap between the values that taken colours have in a channel.
int widest_gap_middle(const std::vector<Colour>& taken, size_t channel) {
    std::vector<int> values;
    for (const auto c : taken) values.push_back(channels(c)[channel]);
    std::sort(values.begin(), values.end());
    int widest = 0, middle = values.front();
    for (size_t i = 1; i < values.size(); ++i)
        if (values[i] - values[i - 1] > widest) {
            widest = values[i] - values[i - 1];
            middle = (values[i] + values[i - 1]) / 2;
        }
    return middle;
}

// A colour near `wanted` that nobody has: first ever lighter, then ever darker, in steps of a tenth.
Colour free_colour(Colour wanted, const std::set<Colour>& used) {
    const auto& known = well_known_colours();
    for (const int target : {255, 0})
        for (int tenths = 1; tenths <= 9; ++tenths) {
            auto v = channels(wanted);
            for (auto& c : v) c = (10 * c + (target - c) * tenths) / 10;
            const auto candidate = colour_from(v);
            if (!used.contains(candidate) && !known.contains(candidate)) return candidate;
        }
    std::vector<Colour> taken(known.begin(), known.end());
    taken.insert(taken.end(), used.begin(), used.end());
    return colour_from({widest_gap_middle(taken, 0), widest_gap_middle(taken, 1), widest_gap_middle(taken, 2)});
}

} // namespace

std::string to_hex(Colour colour) { return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue); }

std::optional<Colour> parse_colour(std::string_view text) {
    if (text.size() != 7 || text[0] != '#') return {};
    uint32_t number = 0;
    for (const char c : text.substr(1)) {
        const auto digit = std::string_view("0123456789abcdef").find(lower({&c, 1}));
        if (digit == std::string_view::npos) return {};
        number = number * 16 + static_cast<uint32_t>(digit);
    }
    return Colour{uint8_t(number >> 16), uint8_t(number >> 8), uint8_t(number)};
}

std::string normalised_name(std::string_view name) {
    std::string ascii;
    for (size_t i = 0; i < name.size();) {
        const auto character = next_character(name, i);
        if (character < 0x80)
            ascii += static_cast<char>(character);
        else
            append_ascii_form(ascii, character);
    }
    std::erase_if(ascii, [](char c) { return !is_word(c) && !is_space(c) && c != '-'; });
    std::string_view rest = ascii;
    while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
    while (!rest.empty() && is_space(rest.back())) rest.remove_suffix(1);
    std::string result;
    for (const char c : rest) {
        const bool gap = is_space(c) || c == '-';
        if (!gap)
            result += c;
        else if (result.empty() || result.back() != '-')
            result += '-';
    }
    return replace_all(lower(result), "-", "_");
}

Colour palette_colour(uint32_t n) {
    std::array<int, 3> v{};
    for (int bit = 7; bit >= 0; --bit, n >>= 3)
        for (int channel = 0; channel < 3; ++channel) v[channel] |= int(n >> channel & 1) << bit;
    return colour_from(v);
}

Colour colour_of_name(std::string_view name) {
    static const auto positions = [] {
        std::unordered_map<std::string_view, uint32_t> map;
        for (uint32_t i = 0; i < well_known_names().size(); ++i) map.emplace(well_known_names()[i], i);
        return map;
    }();
    const auto normalised = normalised_name(name);
    if (const auto known = positions.find(normalised); known != positions.end()) return palette_colour(known->second);
    const auto digest = blake2s(normalised, 3);
    return palette_colour(uint32_t(uint8_t(digest[0])) << 16 | uint8_t(digest[1]) << 8 | uint8_t(digest[2]));
}

std::string default_colour(std::string_view name, std::span<const std::string> used) {
    std::set<Colour> taken;
    for (const auto& text : used)
        if (const auto colour = parse_colour(text)) taken.insert(*colour);
    const auto wanted = colour_of_name(name);
    return to_hex(taken.contains(wanted) ? free_colour(wanted, taken) : wanted);
}

} // namespace limn::tasks
