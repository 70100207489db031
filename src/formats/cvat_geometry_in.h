// The geometry of CVAT's XML elements.
#pragma once

#include "annotation/model.h"

#include <pugixml.hpp>

namespace limn::formats {

// The shape an element stands for: box is a rectangle; none for elements that are no shapes.
std::optional<annotation::ShapeType> cvat_shape_type(std::string_view element);

// The stored numbers of an element. Throws FormatError for missing or damaged ones.
std::vector<double> read_cvat_geometry(pugi::xml_node element, annotation::ShapeType type);

} // namespace limn::formats
