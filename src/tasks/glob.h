// Patterns of file names: `*` any text, `/` included, `?` one character, `[a-z]` one of a set, `[!a-z]` none of it.
// Letters count as they are written. Matching takes at most the product of both lengths.
#pragma once
#include <string_view>

namespace limn::tasks {

bool glob_match(std::string_view pattern, std::string_view text); // both UTF-8

} // namespace limn::tasks
