// Ground truth: the frames of a task by which the annotators' work is checked. In mode "gt" one job holds chosen frames
// of the task; in mode "gt_pool" the validation frames stand after all others and are shown again, unmarked, among the
// frames of every job (honeypots). Frame numbers are task frame numbers.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "tasks/job.h"
#include "tasks/media.h"

namespace limn::tasks {

struct ValidationLayout {
    std::string mode;                            // gt, gt_pool
    std::vector<int64_t> frames;                 // ascending
    std::vector<int64_t> disabled_frames;        // of these
    std::optional<int64_t> frames_per_job_count; // honeypots of each job, gt_pool only
    bool is_pool() const { return mode == "gt_pool"; }
};

std::optional<ValidationLayout> find_validation_layout(db::Connection& c, int64_t task_id);
void save_validation_layout(db::Connection& c, int64_t task_id, const ValidationLayout& layout);

// Throws 400 when a deletion through the task would touch frames of the pool, which only the ground truth job may.
void check_pool_deletions(db::Connection& c, int64_t task_id, const Media& media, const std::vector<int64_t>& deleted);

// The deleted frames of the ground truth job become the disabled ones of the layout. In mode gt_pool the honeypots that
// show them are deleted from the task with them (`media` is changed, not saved).
void disable_validation_frames(db::Connection& c, const Job& ground_truth, Media& media,
                               const std::vector<int64_t>& frames);

} // namespace limn::tasks
