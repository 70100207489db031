// What is left of a character in ASCII: "é" is an "e" with an accent, "Ａ" a wide "A", "™" is "TM".
#pragma once
#include <string>
#include <string_view>

namespace limn::tasks {

// Appends the ASCII word characters, hyphens and spaces of the character's compatibility decomposition (NFKD); nothing
// for characters that have none. For characters beyond ASCII.
void append_ascii_form(std::string& out, char32_t character);

} // namespace limn::tasks
