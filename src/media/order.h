// The order of a task's source files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limn::media {

enum class Sorting { lexicographical, natural, predefined, random };

std::optional<Sorting> parse_sorting(std::string_view name);
std::string_view sorting_name(Sorting sorting);

// As file managers sort: numbers by value, letters whatever their case, accents after the plain letter, the parts of a
// path one after the other, so that everything in a folder stays together.
bool natural_less(std::string_view a, std::string_view b);

// `lexicographical` compares Unicode code points of the whole path; `predefined` leaves the order alone; `random`
// shuffles with entropy of the system.
void sort_names(std::vector<std::string>& names, Sorting sorting);

// Puts `names` into the order of `wanted`, which must hold the same names. Otherwise gives the text
// `a.jpg (extra), b.jpg (missing)` of at most five differences and the number of the others, and changes nothing.
std::optional<std::string> order_as(std::vector<std::string>& names, const std::vector<std::string>& wanted,
                                    std::string_view extra = "extra", std::string_view missing = "missing");

} // namespace limn::media
