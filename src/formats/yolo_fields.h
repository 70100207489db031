// The fields of YOLO's label files. All throw FormatError naming the field.
#pragma once

#include "formats/item.h"

#include <span>

namespace limn::formats {

// The index of a label, below `count`.
int64_t yolo_label(std::string_view field, size_t count);

double yolo_number(std::string_view field, std::string_view what);

// Fields 1 to 4 (centre and size as shares of the image) as left, top, right, bottom in its units.
std::vector<double> yolo_box(std::span<const std::string_view> fields, const Item& item);

// A path of a config or list without the `data/` that is no part of the archive, and without `./` and `../`.
std::string_view yolo_local_path(std::string_view path);

} // namespace limn::formats
