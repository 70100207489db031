// Tasks: media to annotate, cut into jobs. A task is made empty; its media come later (see media creation).
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "db/database.h"
#include "tasks/label.h"
#include "tasks/project.h"
#include "tasks/storage.h"

namespace limn::tasks {

struct Task {
    int64_t id = 0;
    std::string name;
    std::optional<int64_t> project_id, owner_id, assignee_id;
    std::optional<Time> assignee_updated_date;
    std::optional<int64_t> organization_id;
    std::optional<int64_t> media_id; // set by the first upload
    std::string mode;                // "", annotation, interpolation
    std::string dimension;           // 2d, 3d
    std::string bug_tracker, subset, status;
    std::optional<int64_t> overlap;
    int64_t segment_size = 0;
    int64_t consensus_replicas = 0;
    std::optional<int64_t> source_storage_id, target_storage_id;
    Time created_date, updated_date;
    bool is_interpolation() const { return mode == "interpolation"; }
};

std::optional<Task> find_task(db::Connection& c, int64_t id);

struct NewTask {
    std::string name;
    std::optional<int64_t> project_id, owner_id, assignee_id, organization_id;
    std::string bug_tracker, subset;
    std::optional<int64_t> overlap;
    int64_t segment_size = 0;
    int64_t consensus_replicas = 0;
    std::optional<StorageLocation> source_storage, target_storage;
    std::vector<LabelChange> labels; // only without a project
};
// Touches the project. Throws 400 when labels and a project are given.
int64_t create_task(db::Connection& c, const NewTask& task);

// Labels are passed over for a task of a project. Touches the project, whether or not anything became different.
void update_task(db::Connection& c, const Task& task, const ResourceChange& change);

// Gives the annotations of the task's jobs other labels and attributes; runs inside the transaction of the move.
using AnnotationRewriter = std::function<void(db::Connection&, int64_t task_id, const LabelMapping&)>;

// Into a project, or from one to another. Annotations change over to the labels of the same name there, the task's own
// labels are deleted. Throws 400 when labels, attributes, dimension or workspace do not fit.
void move_task(db::Connection& c, const Task& task, int64_t project_id, std::span<const LabelChange> hints,
               const AnnotationRewriter& rewrite);

// As transfer_project; only for tasks outside projects.
void transfer_task(db::Connection& c, const Task& task, std::optional<int64_t> organization_id, int64_t caller_id,
                   const ResourceChange& storages);

// As delete_project.
std::vector<std::string> delete_task(db::Connection& c, const Task& task);

// Throws 400 when a task of this dimension cannot be in the project.
void check_dimension(db::Connection& c, int64_t project_id, std::string_view dimension, int64_t task_id);

void touch_task(db::Connection& c, int64_t id, Time when);             // sets updated_date
void touch_task_and_project(db::Connection& c, int64_t id, Time when); // of the task and of its project, if any

// The status follows from the jobs; updated_date moves only when it changes.
void update_task_status(db::Connection& c, int64_t task_id, Time when);

} // namespace limn::tasks
