// Annotations as JSON answers: {"version":0,"tags":[...],"shapes":[...],"tracks":[...],"intervals":[]}.
// Text is appended to one buffer; nothing is built in between.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "annotation/labels.h"
#include "annotation/model.h"

namespace limn::annotation {

enum class Style {
    stored,  // what a reader gets: numbers with a fraction, every member present
    echo,    // what a save answers: the request with its defaults and ids; whole numbers without a fraction
    removed, // what a deletion answers: as echo, elements only where there are some
};

// For each track and each of its keyframes: whether the answer marks it with "keyframe": true. Readers of a task with
// several jobs see that on keyframes which were compared with those of a neighbouring job.
using KeyframeMarks = std::vector<std::vector<bool>>;

void append_json(std::string& out, const Annotations& data, Style style, const KeyframeMarks* marks = nullptr);

// --- the parts, for answers that are written row by row

void append_json(std::string& out, const Track& track, Style style, const std::vector<bool>* marks = nullptr);

struct TagRow { // of table tag; views of its columns
    int64_t id, frame, label_id;
    std::optional<int64_t> group;
    std::string_view source, attributes;
};
struct ShapeRow : TagRow { // of table shape
    int64_t type, flags, z_order;
    double rotation;
    std::optional<double> score;
    std::string_view points, elements;
};
inline constexpr int64_t flag_occluded = 1, flag_outside = 2;

// With default values for what is not stored; attributes whose spec is gone are left out.
void append_json(std::string& out, const TagRow& row, const LabelSet& labels);
void append_json(std::string& out, const ShapeRow& row, const LabelSet& labels);

} // namespace limn::annotation
