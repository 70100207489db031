// The jobs of a backup, checked against its frames.
#pragma once

#include <cstdint>
#include <vector>

#include "backup/description.h"
#include "tasks/media.h"
#include "tasks/validation.h"

namespace limn::backup {

struct JobPlan {
    int64_t segment_size = 0, overlap = 0;         // of the task; 0 and 0: segments of their own sizes
    std::optional<tasks::ValidationLayout> layout; // when there is a ground truth job
};

// Puts the frames into the order of the jobs where the archive names their files, with honeypots where a validation
// pool has them; `media` gets the size that follows. Throws queue::Failure for jobs that contradict each other or the
// frames.
JobPlan plan_jobs(const TaskDescription& task, std::vector<tasks::Frame>& frames, tasks::Media& media);

// Makes them, their segments and the validation layout; the ids are parallel to task.jobs.
std::vector<int64_t> create_jobs(db::Connection& c, int64_t task_id, int64_t size, const TaskDescription& task,
                                 const JobPlan& plan, Time when);

} // namespace limn::backup
