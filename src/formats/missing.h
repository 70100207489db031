// Saying that an archive holds no dataset of a format.
#pragma once

#include <initializer_list>
#include <string_view>

namespace limn::formats {

// Throws FormatError: a link to the description of the format, and the file patterns of which one must be there; none
// when the requirement is no file's name.
[[noreturn]] void dataset_not_found(std::string_view format_id, std::initializer_list<std::string_view> patterns);

} // namespace limn::formats
