#include "annotation/model.h"

#include <algorithm>
#include <array>

namespace limn::annotation {
namespace {

constexpr std::array<std::string_view, 8> names = {"rectangle", "polygon", "polyline", "points",
                                                   "ellipse",   "cuboid",  "mask",     "skeleton"};

} // namespace

std::string_view to_string(ShapeType type) { return names[static_cast<size_t>(type)]; }

std::optional<ShapeType> parse_shape_type(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<ShapeType>(found - names.begin());
}

} // namespace limn::annotation
