// What is on each frame of a task part: tags and shapes, those of tracks included, in the order that exports have.
#pragma once

#include "annotation/expand.h"
#include "formats/dataset.h"

namespace limn::formats {

struct FrameView {
    std::vector<const annotation::Tag*> tags;
    // Plain shapes, then track shapes, sorted stably by z_order; track shapes that are outside are left out.
    std::vector<annotation::FrameShape> shapes;
};

class FrameViews {
  public:
    // Everything given must outlive it.
    FrameViews(const TaskPart& part, const annotation::Annotations& annotations, bool three_d);

    // To be asked in ascending order.
    FrameView at(int64_t frame);

  private:
    const annotation::Annotations& annotations_;
    annotation::TracksByFrame tracks_;
    std::vector<size_t> tags_; // indices by frame
    std::vector<size_t> shapes_;
    size_t next_tag_ = 0;
    size_t next_shape_ = 0;
};

annotation::ExpandOptions expand_options(const TaskPart& part, bool three_d);

} // namespace limn::formats
