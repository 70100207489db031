// Imports that add only what is not there yet.
#pragma once

#include <cstdint>

#include "annotation/labels.h"
#include "annotation/model.h"

namespace limn::annotation {

struct DuplicateRule {
    double overlap = 0.9;       // in (0, 1]: from here on two objects are one
    int64_t begin = 0, end = 0; // frames on which tracks are compared, without the end
    bool three_d = false;
};

// Takes out of `fresh` what `present` has, objects of one label and type:
//   tags    on the same frame with equal attributes; what is not said has its default
//   shapes  on the same frame with at least `overlap` (overlap.h); attributes are not looked at
//   tracks  with at least `overlap` on average over the frames on which the fresh one is to be seen; a frame on which
//           the other is not counts 0, so that a track that is known in part only stays
// `fresh` is not compared with itself. `present` has its defaults (fill_defaults). The work grows with the number of
// shapes and of tracked shapes, not with the pairs of them, unless many lie on one spot of a frame.
void drop_duplicates(const Annotations& present, Annotations& fresh, const LabelSet& labels, const DuplicateRule& rule);

} // namespace limn::annotation
