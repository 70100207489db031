// From pixels back to polygons. Each polygon is a flat list of coordinates.
#pragma once

#include "geometry/mask.h"

namespace limn::geometry {

// The polygons that importing a dataset makes of a mask, as CVAT does: contours through the centres of the boundary
// pixels, thinned by the Teh-Chin method, one ring per outer contour, closed by repeating its first vertex. A hole is
// spliced into the ring around it at the closest pair of vertices. Lossy: contours of two points or less and rings that
// fill no pixel are dropped, so small and thin masks may vanish.
// Teh and Chin, "On the detection of dominant points on digital curves", PAMI 1989.
std::vector<std::vector<double>> to_polygons(const Bitmap& bitmap);

// The outer contours along the outer edges of the pixels, every lattice point on the way, holes ignored, not closed:
// a single pixel at the origin gives 0 0 0 1 1 1 1 0. Corners that point inwards are cut diagonally.
std::vector<std::vector<double>> pixel_edges(const Bitmap& bitmap);

} // namespace limn::geometry
