// Clearing frames whose picture is another from now on.
#pragma once

#include <cstdint>
#include <span>

#include "annotation/store.h"
#include "db/database.h"

namespace limn::annotation {

// Takes away the tags and shapes that these jobs have on these frames, as a save of each job that had any: history,
// revision and dates follow. Tracks stay: where pictures change (tasks with a validation pool) there are none.
void erase_frames(db::Connection& c, std::span<const int64_t> job_ids, std::span<const int64_t> frames,
                  const CommitOptions& options);

} // namespace limn::annotation
