// What all Ultralytics formats have in common when they are written: data.yaml, list files, label files.
#pragma once

#include "formats/yolo_names.h"

namespace limn::formats {

struct UltralyticsFiles {
    // Labels by class number.
    std::vector<std::string> names;
    // 0, or the number of points a line has room for.
    size_t keypoints = 0;
    // Appends the lines of an item, each with its end.
    std::function<void(std::string&, Item&)> lines;
};

void write_ultralytics(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive,
                       const UltralyticsFiles& files);

// Names of the labels that are not points of a skeleton.
std::vector<std::string> ultralytics_names(const std::vector<Label>& labels);

} // namespace limn::formats
