// The drawing of a skeleton: a list of flat tags, read as text.
#pragma once

#include <string_view>
#include <vector>

namespace limn::formats {

// Every start tag of a name, from `<` to before `>`, in document order; views into the drawing.
std::vector<std::string_view> svg_tags(std::string_view svg, std::string_view name);

// The value of an attribute of a tag, empty without it.
std::string_view svg_attribute(std::string_view tag, std::string_view name);

} // namespace limn::formats
