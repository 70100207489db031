// Cutting what was sent for a whole task to the frames of one job.
#pragma once

#include <cstdint>
#include <optional>

#include "annotation/model.h"
#include "tasks/job.h"

namespace limn::annotation {

// The part of a track on the frames [start, stop]: keyframes in between, and new ones on the borders that a visible
// span crosses, with the geometry interpolated there. Nothing when the object is never visible there. A keyframe that
// hides the object on stop + 1 is lost; merging the jobs again makes a new one. New keyframes have no id.
std::optional<Track> slice(const Track& track, int64_t start, int64_t stop, bool three_d);

// Everything of `data` that lies on the job's frames, in its order. Ids stay as they are.
Annotations slice(const Annotations& data, const tasks::Job& job, bool three_d);

} // namespace limn::annotation
