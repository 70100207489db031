// Letters as natural sorting compares them.
#pragma once

#include <string>
#include <string_view>

namespace limn::media {

// Code points of UTF-8 text with case folded and accents split off their letter (Unicode's canonical decomposition),
// for Latin, Greek and Cyrillic; other letters stay as they are. Bytes that are no UTF-8 stand for themselves.
std::u32string fold_letters(std::string_view text);

// The plain code points.
std::u32string code_points(std::string_view text);

} // namespace limn::media
