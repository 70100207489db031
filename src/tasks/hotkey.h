// The key that gives a label, as the page writes keys: a chord is modifiers in the order ctrl, alt, shift, and a small
// letter, digit, sign or named key ("shift+w", "f2"); up to three chords typed one after the other are told apart by
// spaces ("t l").
#pragma once
#include <string_view>

namespace limn::tasks {

bool is_hotkey(std::string_view text);

// Whether two cannot be told apart: they are equal, or one is how the other begins.
bool hotkeys_clash(std::string_view one, std::string_view other);

} // namespace limn::tasks
