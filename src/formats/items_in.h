// From the items of a dataset to the annotations of a task.
#pragma once

#include "formats/item.h"

namespace limn::formats {

struct TakeOptions {
    bool masks_to_polygons = false;
    bool rebuild_tracks = false;
    // Only items of this subset; all when there is none.
    std::optional<std::string> subset = {};
    // Annotations of this label are dropped when the task has no such label; empty for none.
    std::string ignored_label = {};
};

// Matches items to frames and names to labels. Everything gets the source `file` unless it says otherwise. Throws
// FormatError, naming the image and the annotation where it is one annotation's fault.
annotation::Annotations take_items(ItemSet&& set, const Dataset& known, const TakeOptions& options);

} // namespace limn::formats
