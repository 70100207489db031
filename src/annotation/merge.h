// The task's view of what its jobs hold: lists put together, and objects that two jobs both have on their common frames
// folded into one.
#pragma once

#include <cstdint>
#include <vector>

#include "annotation/model.h"
#include "annotation/wire.h"

namespace limn::annotation {

struct JobPart {
    int64_t start = 0; // first frame of the job
    Annotations data;
};

struct Merged {
    Annotations data;
    KeyframeMarks marks; // of data.tracks: keyframes that were compared with a neighbour's
};

// `parts` in the order of jobs. On the `overlap` frames that a job shares with the one before, objects are paired one
// to one so that the total likeness is greatest (Hungarian method); pairs that are alike enough become one, and the
// earlier job's object stays:
//   tags    the same label
//   shapes  one label and type, and at least 0.75 intersection over union: boxes (rotation ignored), polygons by exact
//           area, 3D cuboids by their footprints. Other kinds except skeletons: when they are equal
//   tracks  one label and on average at least 0.5 over the frames compared; the keyframes of both are united
// A track that finds no partner and is still visible ends on the first frame after the common ones.
Merged merge_jobs(std::vector<JobPart> parts, int64_t overlap, bool three_d);

// 0 ... 1 by the rules for shapes above, labels not looked at. exact: whether equal shapes of other kinds count as
// alike.
double likeness(const Shape& a, const Shape& b, bool three_d, bool exact);

} // namespace limn::annotation
