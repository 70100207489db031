// Polygons and polylines as flat coordinate lists; a polygon is closed without repeating its first vertex.
#pragma once

#include "geometry/box.h"

#include <vector>

namespace limn::geometry {

// Shoelace area: positive when the vertices run clockwise on the screen (y down).
double signed_area(Coordinates polygon);
double area(Coordinates polygon);

// Length of the open line through the points.
double length(Coordinates polyline);

// Even-odd rule; points on the boundary may fall on either side.
bool contains(Coordinates polygon, Point point);

// True when no two edges touch except neighbours in their common vertex. Repeated consecutive vertices are tolerated.
// Quadratic in the number of vertices.
bool is_simple(Coordinates polygon);

// The part of a polygon inside a box (Sutherland-Hodgman, so a concave polygon cut in two stays one ring with
// coinciding edges). Empty when nothing is left.
std::vector<double> clip(Coordinates polygon, const Box& frame);

// Every point moved to the nearest place inside the box.
std::vector<double> clamp(Coordinates points, const Box& frame);

// Exact area common to two simple polygons, convex or not, in any direction: the sum of the signed overlaps of the
// triangles that both fan out from one origin. Coinciding edges and vertices need no special care.
double intersection_area(Coordinates a, Coordinates b);

// Intersection over union of two simple polygons by exact areas; 0 when their union has no area.
double polygon_iou(Coordinates a, Coordinates b);

} // namespace limn::geometry
