// The annotation model: what people and programs say about the frames of a task. Plain values, no behaviour.
//
// Frames are numbers within the task (0 ... size - 1), never within a job and never the numbers of a source video.
// Coordinates are continuous image units: x to the right, y down, the top-left pixel covers [0,1) x [0,1).
// An id of 0 means "none yet"; the database gives real ids from 1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limn::annotation {

// What the numbers of `points` mean:
//   rectangle  x0 y0 x1 y1 of the box before it is rotated
//   polygon    x y of each vertex, at least 3, closed without repeating the first
//   polyline   x y of each vertex, at least 2, the direction matters
//   points     x y of each point, at least 1
//   ellipse    cx cy right top, where right = cx + rx and top = cy - ry
//   cuboid     2D: x y of 8 vertices; 3D: centre, Euler angles, size and seven zeros (16 numbers in both cases)
//   mask       run lengths, then left top right bottom (all inclusive); see geometry/mask.h
//   skeleton   nothing: the geometry is in the elements
enum class ShapeType { rectangle, polygon, polyline, points, ellipse, cuboid, mask, skeleton };

std::string_view to_string(ShapeType type);
std::optional<ShapeType> parse_shape_type(std::string_view name);

struct Attribute {
    int64_t spec_id = 0;
    std::string value;
    bool operator==(const Attribute&) const = default;
};

// The fields that tags, shapes and tracks share.
struct Object {
    int64_t id = 0;
    int64_t frame = 0; // of a track: its first frame
    int64_t label_id = 0;
    std::optional<int64_t> group; // none and 0 both mean "no group", and what was sent is what is returned
    std::string source = "manual";
    std::vector<Attribute> attributes; // of a track: the immutable ones
    bool operator==(const Object&) const = default;
};

struct Tag : Object {
    bool operator==(const Tag&) const = default;
};

struct Shape : Object {
    ShapeType type = ShapeType::rectangle;
    bool occluded = false;
    bool outside = false;
    int32_t z_order = 0;
    double rotation = 0; // degrees clockwise on the screen about the centre, 0 ... 360; rectangle and ellipse only
    std::vector<double> points;
    std::optional<double> score;
    std::vector<Shape> elements; // one per sublabel; skeletons only
    bool operator==(const Shape&) const = default;
};

// A tracked shape. Everything but points and rotation is held until the next keyframe.
struct Keyframe {
    int64_t id = 0;
    int64_t frame = 0;
    ShapeType type = ShapeType::rectangle;
    bool occluded = false;
    bool outside = false; // not visible from here on
    int32_t z_order = 0;
    double rotation = 0;
    std::vector<double> points;
    std::vector<Attribute> attributes; // the mutable ones
    bool operator==(const Keyframe&) const = default;
};

struct Track : Object {
    std::vector<Keyframe> keyframes;
    std::vector<Track> elements;
    bool operator==(const Track&) const = default;
};

struct Annotations {
    std::vector<Tag> tags;
    std::vector<Shape> shapes;
    std::vector<Track> tracks;
    bool operator==(const Annotations&) const = default;
};

} // namespace limn::annotation
