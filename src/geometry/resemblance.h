// How much two drawings resemble each other, from 0 (nothing in common) to 1 (the same), where the overlap of box.h,
// rotation.h and mask.h does not say: outlines of any number of vertices, and drawings that have no area.
#pragma once

#include "geometry/box.h"

namespace limn::geometry {

// Area and centroid of what an outline encloses by the even-odd rule.
struct Region {
    double area = 0;
    Point centre;
};

// Measured along 128 horizontal lines over the height of the outline, so that the work grows with the vertices and
// outlines may cross themselves. Exact to about 1 %, next to polygon.h, whose exact areas need simple polygons and
// grow with the square of the vertices.
Region region(Coordinates outline);
// Intersection over union, measured the same way.
double region_iou(Coordinates a, Coordinates b);

// Drawings without an area are as far apart as their points are on average, measured against half the diagonal of what
// they cover together, but at least min_scale: a shift that a box of that size would notice as much.
inline constexpr double min_scale = 10;
double scale_of(const Box& covered);
double nearness(double mean_distance, double scale);

// Lists of points that belong together in their order; 0 when there is another number of them.
double points_nearness(Coordinates a, Coordinates b);
// Open lines by places at equal shares of their lengths, whatever their vertices. The direction counts.
double line_nearness(Coordinates a, Coordinates b);

// Cuboids in space: centre, Euler angles (roll, pitch, yaw in radians), size. Intersection over union of the volumes,
// both taken as upright and turned by their yaw, less the share of a half turn by which roll and pitch differ.
double cuboid_iou(Coordinates a, Coordinates b);

} // namespace limn::geometry
