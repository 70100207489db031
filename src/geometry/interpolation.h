// What a tracked shape looks like between two keyframes. t runs from 0 at the left keyframe to 1 at the right one.
#pragma once

#include "geometry/box.h"

#include <vector>

namespace limn::geometry {

// The signed shortest turn from one angle to another in degrees, in (-180, 180]: opposite directions turn by +180.
double shortest_turn(double from, double to);

// Degrees in [0, 360), the short way round.
double interpolate_rotation(double from, double to, double t);

// Each number on its own; both lists have one length. Rectangles, ellipses, 2D cuboids, single points.
std::vector<double> interpolate_linear(Coordinates left, Coordinates right, double t);

// 16 numbers: centre and size linear, each of the three Euler angles (radians, in (-pi, pi]) the short way round.
std::vector<double> interpolate_cuboid_3d(Coordinates left, Coordinates right, double t);

// Polylines and polygons, whose numbers of vertices may differ. Vertices are matched by their relative position along
// the curve; both curves are taken to begin at corresponding vertices and to run in the same direction. Vertices that
// come to lie too close together are dropped, so the number of vertices may differ from frame to frame.
// The matching does not depend on t: make one object for a pair of keyframes and ask it for every frame between.
class CurveInterpolation {
  public:
    CurveInterpolation(Coordinates left, Coordinates right, bool closed);

    std::vector<double> at(double t) const;

  private:
    // A stretch of matched pairs that is thinned as one: the pairs first..last, dropping those nearer than threshold.
    struct Stretch {
        size_t first;
        size_t last;
        double threshold;
    };

    void match();
    void plan();
    void plan_left(size_t begin, size_t end);

    std::vector<Point> left_;
    std::vector<Point> right_;
    bool closed_;
    std::vector<std::vector<size_t>> matches_; // for each left vertex, the right vertices it moves to, ascending
    std::vector<size_t> first_pair_;           // for each left vertex, its first pair
    std::vector<std::pair<Point, Point>> pairs_;
    std::vector<Stretch> stretches_;
};

} // namespace limn::geometry
