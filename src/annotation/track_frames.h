// Where a track begins, made consistent with its keyframes when it is stored.
#pragma once

#include <optional>

#include "annotation/model.h"

namespace limn::annotation {

// A track begins at its first keyframe. When its own frame is earlier, an outside copy of the first keyframe is
// appended there (the first keyframe of a skeleton is moved there instead); when it is later, it is moved back.
// Elements begin no later than their skeleton.
//
// An element that begins earlier pulls the skeleton with it; the other elements are closed up again. The skeleton
// itself is left as it is, because answers show what was sent: the frame it is to be stored with is the result.
std::optional<int64_t> align_frames(Track& track);

// The same on one track, or element, alone.
void align_first_keyframe(Track& track);

} // namespace limn::annotation
