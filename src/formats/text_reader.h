// Reading the small text files of datasets.
#pragma once

#include <string_view>
#include <vector>

namespace limn::formats {

// Lines without their ends; CRLF and a missing end of the last one are fine.
std::vector<std::string_view> lines(std::string_view text);

// A UTF-8 mark at the beginning is no part of the text.
std::string_view without_bom(std::string_view text);

// The parts of a line between runs of spaces and tabs.
std::vector<std::string_view> words(std::string_view line);

} // namespace limn::formats
