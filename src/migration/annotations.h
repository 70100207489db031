// Tags, shapes and tracks with their attributes, elements and keyframes, under their old ids.
#pragma once
#include <functional>

#include "migration/journal.h"
#include "migration/move.h"

namespace limn::migration {

// Goes on behind journal.position and keeps it up to date. progress(objects that have been looked at in this run).
void move_annotations(Move& move, Journal& journal, const std::function<void(int64_t)>& progress);

// New annotations get ids behind all old ones.
void continue_annotation_ids(Move& move);

} // namespace limn::migration
