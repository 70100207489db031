// How the tasks of an export lie side by side: names of subsets, unique frame names, frame numbers of the source media.
#pragma once

#include "formats/dataset.h"

#include <unordered_map>

namespace limn::formats {

struct FrameName {
    std::string path;      // within the subset: `cam/a.jpg`; `frame_000003` for a video
    std::string id;        // the path without its extension
    std::string extension; // with the dot; `.PNG` for a video
    int64_t number = 0;    // in the source media; in a project behind those of earlier tasks of the subset
};

// The subset of each task, in their order.
std::vector<std::string> subset_names(const Dataset& dataset);

// Each subset once, in the order of the tasks.
std::vector<std::string> subsets(const Dataset& dataset);

// Names frames of one task after the other, within one export.
class FrameNames {
  public:
    explicit FrameNames(const Dataset& dataset) : dataset_(dataset), subsets_(subset_names(dataset)) {}

    // The task whose frames follow; each task is entered once, in order.
    void enter(size_t task);

    // Of the next frame of the task; each frame is named once, in order.
    FrameName name(const Frame& frame);

    const std::string& subset() const { return subsets_[task_]; }
    // What is added to the numbers of the task's source media.
    int64_t offset() const { return offset_; }

  private:
    std::string unique(const std::string& id);

    const Dataset& dataset_;
    std::vector<std::string> subsets_;
    size_t task_ = 0;
    bool entered_ = false;
    int64_t offset_ = 0;
    int64_t next_offset_ = 0;
    std::unordered_map<std::string, int> times_; // how often an id was wanted in the subset
};

} // namespace limn::formats
