// The form that all formats but CVAT's own share: a dataset as items, an item as one image with what is on it.
//
// Coordinates are rounded to two decimals on their way into this form, both when exporting and when importing.
#pragma once

#include "formats/dataset.h"
#include "geometry/coco_rle.h"

#include <filesystem>
#include <variant>

namespace limn::formats {

using Value = std::variant<bool, int64_t, double, std::string>;

// As Python's str() writes it: True, 1.0, abc.
std::string to_text(const Value& value);

struct Attribute {
    std::string name;
    Value value;
};

// What the numbers of `points` are:
//   bbox       x0 y0 x1 y1 before rotation         ellipse  left top right bottom of the box around it, before rotation
//   polygon, polyline, points   x y ...            cuboid_3d  position, rotation, scale: 9 numbers
//   label, mask, skeleton       none
enum class Kind { label, bbox, polygon, polyline, points, ellipse, mask, skeleton, cuboid_3d };

std::string_view to_string(Kind kind);

enum class Visibility { absent, hidden, visible };

struct SkeletonPoint {
    int64_t label = -1;
    double x = 0;
    double y = 0;
    Visibility visibility = Visibility::visible;
    std::vector<Attribute> attributes;
    std::optional<int64_t> track;
    std::optional<bool> keyframe;
};

struct ItemAnnotation {
    Kind kind = Kind::label;
    int64_t label = -1; // index into the labels of the dataset, -1 for none
    int64_t group = 0;  // 0 for none; of the item only
    int32_t z_order = 0;
    std::vector<double> points;
    geometry::Rle mask;                  // of the whole image
    std::vector<SkeletonPoint> elements; // in the order they came
    std::vector<Attribute> attributes;   // of the label

    // What CVAT keeps among the attributes under reserved names; none where the annotation does not say.
    std::optional<bool> occluded;
    std::optional<double> rotation; // degrees
    std::optional<int64_t> track;
    std::optional<bool> keyframe;
    std::optional<bool> outside;
    std::string source; // empty for the default

    double rotated() const { return rotation.value_or(0); }
    // The attribute of that name, or null. Reserved names are not found.
    const Value* find(std::string_view name) const;
};

// Puts an attribute where it belongs: reserved names into their fields, others on the list.
void set_attribute(ItemAnnotation& annotation, std::string name, Value value);

// All attributes in the order files have them: those of the label, then occluded, rotation, track_id, keyframe.
void each_attribute(const ItemAnnotation& annotation, const std::function<void(std::string_view, const Value&)>& visit);

struct Item {
    std::string id;        // path of the image without its extension
    std::string extension; // with the dot; empty when no image is known
    std::string subset;
    int width = 0; // 0 when not known
    int height = 0;
    std::optional<int64_t> frame; // exports: number in the source media; imports: a hint
    std::vector<ItemAnnotation> annotations;

    const TaskPart* part = nullptr; // exports: where the image is
    const Frame* media = nullptr;
    std::filesystem::path file; // imports: the image on this disk; empty without one
    std::vector<std::filesystem::path> related;
};

struct LabelName {
    std::string name;
    std::string parent; // empty for a label of its own
};

// A dataset that was read.
struct ItemSet {
    std::vector<LabelName> labels;
    std::vector<Item> items;

    // The index of a label, added when it is new.
    int64_t label(std::string_view name, std::string_view parent = {});
};

// Path of a file without the extension of its last part: `dir/img.v2.jpg` gives `dir/img.v2`.
std::string without_extension(std::string_view path);

} // namespace limn::formats
