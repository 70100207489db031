// Clearing frames whose picture is another from now on.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "annotation/store.h"
#include "db/database.h"

namespace limn::annotation {

struct Erasure {
    int64_t job_id = 0;
    std::vector<int64_t> frames;
};

// Takes away the tags and shapes that the jobs have on the frames, as a save of each job that had any: history,
// revision and dates follow. Tracks stay: where pictures change (tasks with a validation pool) there are none. All jobs
// are of one task.
void erase_frames(db::Connection& c, std::span<const Erasure> erasures, const CommitOptions& options);

} // namespace limn::annotation
