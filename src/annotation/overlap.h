// How much of two shapes is the same, to tell whether a new one says what is there already. Merging jobs has other,
// contractual rules (merge.h).
#pragma once

#include "annotation/model.h"
#include "geometry/box.h"

namespace limn::annotation {

// 0 ... 1, labels, frames and attributes not looked at; 0 for shapes of two types, 1 for equal ones.
//   rectangle, ellipse, polygon, mask, cuboid in space   intersection over union, turned as they are
//   polyline, points, cuboid on an image                 nearness of their points (geometry/resemblance.h)
//   skeleton                                             the same over its elements by sublabel; one that is hidden in
//                                                        one of the two, or is missing there, counts nothing
double overlap(const Shape& a, const Shape& b, bool three_d);

bool same_drawing(const Shape& a, const Shape& b);

// Where a shape lies, for finding those that could overlap it by at least `least` without measuring all.
struct Reach {
    geometry::Box box; // the boxes of two such shapes meet
    double area = 0;   // of two such shapes the smaller has nearly `least` of the larger; 0: not to be compared
};
Reach reach(const Shape& shape, double least, bool three_d);
bool can_overlap(const Reach& a, const Reach& b, double least);

} // namespace limn::annotation
