// Label maps: lists of labels with the colours that mask images have for them.
#pragma once

#include "formats/dataset.h"
#include "geometry/colours.h"

namespace limn::formats {

struct MapEntry {
    std::string name;
    geometry::Colour colour;
    std::vector<std::string> parts;
};

using LabelMap = std::vector<MapEntry>;

// All labels in their order behind `background`, with the colours of the PASCAL palette.
LabelMap voc_label_map(const std::vector<Label>& labels);

// All labels with their own colours and a black `background`, by name.
LabelMap coloured_label_map(const std::vector<Label>& labels);

// labelmap.txt: a header, then name:r,g,b:parts:actions.
std::string write_label_map(const LabelMap& map);

// The reverse. Labels without a colour get one of the PASCAL palette by position, all of them when one lacks it. Throws
// FormatError.
LabelMap read_label_map(std::string_view text);

// Position of the label that stands for nothing: the first black one, else `background`, else -1.
int64_t background_of(const LabelMap& map);

// Position of a label, -1 when it is not there.
int64_t find_label(const LabelMap& map, std::string_view name);

} // namespace limn::formats
