#include "tasks/task.h"

#include <fmt/format.h>

#include "base/error.h"
#include "tasks/job.h"
#include "tasks/ownership.h"
#include "tasks/removal.h"

namespace limn::tasks {

std::optional<Task> find_task(db::Connection& c, int64_t id) {
    auto rows = c.query(
        "SELECT id, name, project_id, owner_id, assignee_id, assignee_updated_date, organization_id, media_id, mode,"
        " dimension, bug_tracker, subset, status, overlap, segment_size, consensus_replicas, source_storage_id,"
        " target_storage_id, created_date, updated_date FROM task WHERE id = ?",
        id);
    if (!rows.next()) return {};
    Task task;
    task.id = rows.integer(0);
    task.name = rows.text(1);
    task.project_id = rows.maybe_integer(2);
    task.owner_id = rows.maybe_integer(3);
    task.assignee_id = rows.maybe_integer(4);
    task.assignee_updated_date = rows.maybe_time(5);
    task.organization_id = rows.maybe_integer(6);
    task.media_id = rows.maybe_integer(7);
    task.mode = rows.text(8);
    task.dimension = rows.text(9);
    task.bug_tracker = rows.text(10);
    task.subset = rows.text(11);
    task.status = rows.text(12);
    task.overlap = rows.maybe_integer(13);
    task.segment_size = rows.integer(14);
    task.consensus_replicas = rows.integer(15);
    task.source_storage_id = rows.maybe_integer(16);
    task.target_storage_id = rows.maybe_integer(17);
    task.created_date = rows.time(18);
    task.updated_date = rows.time(19);
    return task;
}

int64_t create_task(db::Connection& c, const NewTask& task) {
    if (task.project_id && !task.labels.empty()) throw list_error("Task must have only one of Label set or project_id");
    if (task.project_id &&
        c.value("SELECT organization_id FROM project WHERE id = ?", *task.project_id) != task.organization_id)
        throw list_error("The task and its project should be in the same organization.");
    const auto when = now();
    const auto storage = [&](const std::optional<StorageLocation>& location) {
        return location ? std::optional(save_storage_location(c, {}, *location)) : std::nullopt;
    };
    const auto source = storage(task.source_storage), target = storage(task.target_storage);
    const auto id = c.insert(
        "INSERT INTO task (name, project_id, owner_id, assignee_id, assignee_updated_date, organization_id, "
        "bug_tracker, subset,"
        " overlap, segment_size, consensus_replicas, source_storage_id, target_storage_id, created_date, updated_date)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        task.name, task.project_id, task.owner_id, task.assignee_id,
        task.assignee_id ? std::optional(when) : std::nullopt, task.organization_id, task.bug_tracker, task.subset,
        task.overlap, task.segment_size, task.consensus_replicas, source, target, when, when);
    create_labels(c, LabelOwner::task(id), task.labels);
    c.execute("INSERT INTO quality_settings (task_id, created_date, updated_date) VALUES (?, ?, ?)", id, when, when);
    if (task.consensus_replicas)
        c.execute("INSERT INTO consensus_settings (task_id, iou_threshold, quorum) VALUES (?, 0.4, 0.5)", id);
    if (task.project_id) touch_project(c, *task.project_id, when);
    return id;
}

void update_task(db::Connection& c, const Task& task, const ResourceChange& change) {
    const auto when = now();
    Assignments changes;
    set_common(changes, task, change, when);
    changes.set("subset", task.subset, change.subset.value_or(task.subset));
    if (change.labels && !task.project_id) patch_labels(c, LabelOwner::task(task.id), *change.labels, when);
    const bool storages = set_storages(c, changes, task, change);
    if (storages || !changes.empty()) changes.put("updated_date", when);
    changes.execute(c, "task", task.id);
    if (task.project_id) touch_project(c, *task.project_id, when);
}

void check_dimension(db::Connection& c, int64_t project_id, std::string_view dimension, int64_t task_id) {
    auto rows =
        c.query("SELECT dimension FROM task WHERE project_id = ? AND id <> ? ORDER BY id LIMIT 1", project_id, task_id);
    if (rows.next() && rows.view(0) != dimension)
        throw list_error(fmt::format("Dimension ({}) of the task must be the same as other tasks in project ({})",
                                     dimension, rows.view(0)));
}

void move_task(db::Connection& c, const Task& task, int64_t project_id, std::span<const LabelChange> hints,
               const AnnotationRewriter& rewrite) {
    if (c.value("SELECT organization_id FROM project WHERE id = ?", project_id) != task.organization_id)
        throw list_error("The task and its project should be in the same organization.");
    check_dimension(c, project_id, task.dimension, task.id);
    const auto from = labels_of(c, task.project_id ? LabelOwner::project(*task.project_id) : LabelOwner::task(task.id));
    const auto target = LabelOwner::project(project_id);
    const auto mapping = map_labels(from, labels_of(c, target), hints);
    rewrite(c, task.id, mapping);
    hand_on_labels(c, target, from, mapping);
    const auto when = now();
    if (!task.project_id)
        c.execute("DELETE FROM label WHERE task_id = ?", task.id);
    else
        touch_project(c, *task.project_id, when);
    c.execute("UPDATE task SET project_id = ?, updated_date = ? WHERE id = ?", project_id, when, task.id);
    touch_project(c, project_id, when);
}

void transfer_task(db::Connection& c, const Task& task, std::optional<int64_t> organization_id, int64_t caller_id,
                   const ResourceChange& storages) {
    const auto when = now();
    move_storages(c, task, storages, organization_id, caller_id);
    Assignments changes;
    set_storages(c, changes, task, storages);
    changes.put("organization_id", organization_id);
    changes.put("owner_id", caller_id);
    if (task.assignee_id) {
        changes.put("assignee_id", nullptr);
        changes.put("assignee_updated_date", when);
    }
    changes.put("updated_date", when);
    changes.execute(c, "task", task.id);
    c.execute("UPDATE media SET cloud_storage_id = NULL WHERE id = ?", task.media_id);
    transfer_jobs(c, {"(?)", {task.id}}, organization_id, when);
}

std::vector<std::string> delete_task(db::Connection& c, const Task& task) {
    auto folders = remove_tasks(c, {task.id});
    if (task.project_id) touch_project(c, *task.project_id, now());
    return folders;
}

void touch_task(db::Connection& c, int64_t id, Time when) {
    c.execute("UPDATE task SET updated_date = ? WHERE id = ?", when, id);
}

void touch_task_and_project(db::Connection& c, int64_t id, Time when) {
    touch_task(c, id, when);
    c.execute("UPDATE project SET updated_date = ? WHERE id = (SELECT project_id FROM task WHERE id = ?)", when, id);
}

void update_task_status(db::Connection& c, int64_t task_id, Time when) {
    auto rows = c.query("SELECT DISTINCT status FROM job WHERE task_id = ?", task_id);
    std::vector<std::string> statuses;
    while (rows.next()) statuses.push_back(rows.text(0));
    const auto status = status_of_task(statuses);
    c.execute("UPDATE task SET status = ?, updated_date = ? WHERE id = ? AND status <> ?", status, when, task_id,
              status);
}

} // namespace limn::tasks
