// Jobs and their segments. A job is a segment given to one person; consensus replicas and their annotation job share
// one.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "db/database.h"
#include "tasks/segments.h"

namespace limn::tasks {

namespace job_type {
inline constexpr std::string_view annotation = "annotation", ground_truth = "ground_truth",
                                  replica = "consensus_replica";
}

inline constexpr int64_t max_jobs_of_task = 5000;

struct Job {
    int64_t id = 0, segment_id = 0, task_id = 0;
    std::string type; // annotation, ground_truth, consensus_replica
    std::optional<int64_t> parent_job_id, assignee_id;
    std::optional<Time> assignee_updated_date;
    std::string status, stage, state;
    int64_t revision = 0;
    Time created_date, updated_date;

    // Of the segment.
    FrameRange range;
    std::optional<std::vector<int64_t>> frames; // only of specific-frames segments: task frame numbers, ascending
    Time chunks_updated_date;
    int64_t frame_count() const { return frames ? static_cast<int64_t>(frames->size()) : range.count(); }
    bool is_ground_truth() const { return type == job_type::ground_truth; }
    std::vector<int64_t> all_frames() const; // ascending
    bool has_frame(int64_t frame) const;
};

std::optional<Job> find_job(db::Connection& c, int64_t id);
std::vector<Job> jobs_of_task(db::Connection& c, int64_t task_id);              // ascending id
std::vector<Job> load_jobs(db::Connection& c, const std::vector<int64_t>& ids); // in the order of ids

// --- creating

int64_t create_segment(db::Connection& c, int64_t task_id, FrameRange range, Time when);
// frames: task frame numbers, ascending. The range of such a segment is the whole task.
int64_t create_segment(db::Connection& c, int64_t task_id, std::span<const int64_t> frames, int64_t task_size,
                       Time when);
int64_t create_job(db::Connection& c, int64_t task_id, int64_t segment_id, std::string_view type,
                   std::optional<int64_t> parent_job_id, std::optional<int64_t> assignee_id, Time when);

// What a job repeats of its task, for lists: the organisation, and what its media are. For jobs that were not made by
// create_job.
void repeat_task_in_job(db::Connection& c, int64_t id);

// An annotation job for each range, each followed by its replicas. The ids of the annotation jobs, in order. Throws 400
// when the task would have too many jobs.
std::vector<int64_t> create_segments_and_jobs(db::Connection& c, int64_t task_id, std::span<const FrameRange> ranges,
                                              int64_t replicas, Time when);

// --- changing

struct JobChange {
    std::optional<std::optional<int64_t>> assignee_id;
    std::optional<std::string> stage, state;
};
// A new stage without a state puts the state back to new. Status of job and task follow; the task is touched only when
// its status changes.
void update_job(db::Connection& c, const Job& job, const JobChange& change);

// The jobs of tasks that were given to another organisation, or to nobody's workspace, go along without their
// assignees, and so do their issues with their comments. tasks: ids in brackets.
void transfer_jobs(db::Connection& c, const db::Sql& tasks, std::optional<int64_t> organization_id, Time when);

// A ground truth job with its segment and the task's validation layout. Throws 400 for others.
void delete_job(db::Connection& c, const Job& job);

// Sets updated_date of the job, its task and its project.
void touch_job(db::Connection& c, int64_t job_id, Time when);

// --- rules

// stage: annotation, validation, acceptance; state: new, in progress, completed, rejected.
std::string_view status_of_job(std::string_view stage, std::string_view state);
// Of a task with jobs of these statuses.
std::string_view status_of_task(std::span<const std::string> job_statuses);

} // namespace limn::tasks
