// What Darknet's and Ultralytics' formats have in common: subset names, lines of numbers, list files.
#pragma once

#include "formats/items_out.h"

#include <map>

namespace limn::formats {

// `default` becomes `train`, or whichever subset is called that in any case. Throws FormatError for reserved names.
std::map<std::string, std::string> yolo_subsets(const Dataset& dataset,
                                                std::initializer_list<std::string_view> reserved);

// Class numbers of labels: positions among those that are not points of a skeleton, -1 for others.
std::vector<int64_t> yolo_classes(const LabelIndex& labels);

// Boxes that are turned so far that a box without an angle does not stand for them.
bool yolo_rotated(const ItemAnnotation& annotation);

// `cx cy w h`: centre and size of a box as shares of the image, six decimals.
void append_yolo_box(std::string& out, const geometry::Box& box, const Item& item);

// ` x y` for each point as shares of the image, six decimals.
void append_yolo_points(std::string& out, geometry::Coordinates points, const Item& item);

} // namespace limn::formats
