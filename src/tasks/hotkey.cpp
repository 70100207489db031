#include "tasks/hotkey.h"

#include <algorithm>

#include "base/text.h"

namespace limn::tasks {

namespace {

constexpr std::string_view modifiers[] = {"ctrl", "alt", "shift"};
constexpr size_t most_chords = 3;

bool is_small(char ch) { return ch >= 'a' && ch <= 'z'; }
bool is_digit(char ch) { return ch >= '0' && ch <= '9'; }
bool is_modifier(std::string_view text) { return std::ranges::find(modifiers, text) != std::end(modifiers); }

// "f2", "enter", "arrowleft"
bool is_named_key(std::string_view text) {
    const auto letters = static_cast<size_t>(std::ranges::find_if_not(text, is_small) - text.begin());
    const auto digits = text.substr(letters);
    if (!std::ranges::all_of(digits, is_digit)) return false;
    if (text.substr(0, letters) == "f") return digits.size() == 1 || digits.size() == 2;
    return letters >= 3 && digits.size() <= 1;
}

bool is_key(std::string_view text) {
    if (utf8_length(text) != 1) return is_named_key(text) && !is_modifier(text);
    const auto ch = static_cast<unsigned char>(text.front());
    return ch > ' ' && ch != 0x7f && !(ch >= 'A' && ch <= 'Z');
}

bool is_chord(std::string_view text) {
    for (const auto modifier : modifiers)
        if (text.size() > modifier.size() + 1 && text.starts_with(modifier) && text[modifier.size()] == '+')
            text.remove_prefix(modifier.size() + 1);
    return is_key(text);
}

bool begins(std::string_view beginning, std::string_view text) {
    return text.starts_with(beginning) && (text.size() == beginning.size() || text[beginning.size()] == ' ');
}

} // namespace

bool is_hotkey(std::string_view text) {
    const auto chords = split(text, ' ');
    return chords.size() <= most_chords && std::ranges::all_of(chords, is_chord);
}

bool hotkeys_clash(std::string_view one, std::string_view other) { return begins(one, other) || begins(other, one); }

} // namespace limn::tasks
