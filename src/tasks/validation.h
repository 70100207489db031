// Ground truth: the frames of a task by which the annotators' work is checked. In mode "gt" one job holds chosen frames
// of the task; in mode "gt_pool" the validation frames stand after all others and are shown again, unmarked, among the
// frames of every job (honeypots). Frame numbers are task frame numbers.
//
// A task's layout changes only while its media are locked (lock_media), so that two changes never mix.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "db/database.h"
#include "tasks/frame_selection.h"
#include "tasks/job.h"
#include "tasks/media.h"

namespace limn::tasks {

struct ValidationLayout {
    std::string mode = {};                            // gt, gt_pool
    std::vector<int64_t> frames = {};                 // ascending
    std::vector<int64_t> disabled_frames = {};        // of these
    std::optional<int64_t> frames_per_job_count = {}; // honeypots of each job, gt_pool only
    bool is_pool() const { return mode == "gt_pool"; }
};

std::optional<ValidationLayout> find_validation_layout(db::Connection& c, int64_t task_id);
void save_validation_layout(db::Connection& c, int64_t task_id, const ValidationLayout& layout);

// --- the ground truth job

// With its segment; saves the layout. Gives the job's id.
int64_t create_ground_truth(db::Connection& c, int64_t task_id, int64_t task_size, const ValidationLayout& layout,
                            std::optional<int64_t> assignee_id, Time when);

struct GroundTruthRequest {
    std::string method; // of FrameSelectionMethods
    SelectionNumbers numbers;
    std::vector<int64_t> frames; // manual: which
    std::optional<int64_t> assignee_id;
};
// For a task that has none yet; locks the media. Throws 400 for what cannot be.
int64_t add_ground_truth(db::Connection& c, int64_t task_id, const GroundTruthRequest& request);

// --- deleted frames

// Throws 400 when a deletion through the task would touch frames of the pool, which only the ground truth job may.
void check_pool_deletions(db::Connection& c, int64_t task_id, const Media& media, const std::vector<int64_t>& deleted);

// These validation frames are not used for checking, all others are. In mode gt_pool they and the honeypots that show
// them become the deleted frames of the task (`media` is changed, not saved). Throws 400 for other frames.
void disable_validation_frames(db::Connection& c, int64_t task_id, Media& media, const std::vector<int64_t>& frames);

} // namespace limn::tasks
