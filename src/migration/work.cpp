// Projects, tasks, how tasks are cut into segments, and the jobs on them.
#include <algorithm>

#include <fmt/format.h>

#include "migration/move.h"
#include "tasks/media.h"
#include "tasks/validation.h"

namespace limn::migration {
namespace {

const TableShape project_table{"project",
                               {"id", "name", "owner_id", "assignee_id", "assignee_updated_date", "organization_id",
                                "bug_tracker", "status", "source_storage_id", "target_storage_id", "created_date",
                                "updated_date"}};
const TableShape task_table{"task",
                            {"id",
                             "name",
                             "project_id",
                             "owner_id",
                             "assignee_id",
                             "assignee_updated_date",
                             "organization_id",
                             "media_id",
                             "mode",
                             "dimension",
                             "bug_tracker",
                             "subset",
                             "status",
                             "overlap",
                             "segment_size",
                             "consensus_replicas",
                             "source_storage_id",
                             "target_storage_id",
                             "created_date",
                             "updated_date"}};
const TableShape segment_table{"segment",
                               {"id", "task_id", "start_frame", "stop_frame", "kind", "frames", "chunks_updated_date"}};
const TableShape job_table{"job",
                           {"id", "segment_id", "task_id", "type", "parent_job_id", "assignee_id",
                            "assignee_updated_date", "status", "stage", "state", "created_date", "updated_date"}};

void take_project(Move& move, const Record& r, Batch& batch) {
    const auto created = r.time("created_date", now());
    batch.insert(project_table,
                 {r.id(), r.text("name"), move.account(r, "owner"), move.account(r, "assignee"),
                  r.time("assignee_updated_date"), move.reference(r, "organization", "organization"),
                  r.text("bug_tracker"), r.text("status", "annotation"),
                  move.reference(r, "source_storage", "storage_location"),
                  move.reference(r, "target_storage", "storage_location"), created, r.time("updated_date", created)});
}

void take_task(Move& move, const Record& r, Batch& batch) {
    // A task without its project would have no labels: what is drawn in it would mean nothing.
    const auto project = r.has("project") ? move.needed(r, "project", "project") : std::nullopt;
    if (r.has("project") && !project) return;
    const auto created = r.time("created_date", now());
    batch.insert(task_table, {r.id(),
                              r.text("name"),
                              project,
                              move.account(r, "owner"),
                              move.account(r, "assignee"),
                              r.time("assignee_updated_date"),
                              move.reference(r, "organization", "organization"),
                              move.reference(r, "data", "media"),
                              r.text("mode"),
                              r.text("dimension", "2d"),
                              r.text("bug_tracker"),
                              r.text("subset"),
                              r.text("status", "annotation"),
                              r.integer("overlap"),
                              r.integer("segment_size", 0),
                              r.integer("consensus_replicas", 0),
                              move.reference(r, "source_storage", "storage_location"),
                              move.reference(r, "target_storage", "storage_location"),
                              created,
                              r.time("updated_date", created)});
}

std::optional<tasks::Media> media_of(Move& move, int64_t task) {
    const auto id = move.related("task", "media_id", task);
    if (!id) return {};
    return move.database.read([&](db::Connection& c) { return tasks::find_media(c, *id); });
}

void take_segment(Move& move, const Record& r, Batch& batch) {
    const auto task = move.needed(r, "task", "task");
    if (!task) return;
    const auto kind = r.text("type", "range");
    std::optional<std::string> frames;
    if (kind == "specific_frames") { // numbers of the source
        auto numbers = r.integers("frames");
        const auto media = media_of(move, *task);
        if (!numbers || !media) return move.leave_out(r, "its list of frames cannot be read");
        for (auto& number : *numbers) number = media->relative(number);
        std::ranges::sort(*numbers);
        frames = tasks::format_numbers(*numbers);
    }
    const auto made = r.time("chunks_updated_date");
    batch.insert(segment_table, {r.id(), *task, r.integer("start_frame", 0), r.integer("stop_frame", 0), kind, frames,
                                 made.value_or(Time{move.related("task", "updated_date", *task).value_or(0)})});
}

// Older servers had ground truth jobs, but no validation layouts: the job's frames are the layout.
void add_missing_layout(Batch& batch, int64_t task, int64_t segment) {
    batch.then([=](db::Connection& c) {
        if (tasks::find_validation_layout(c, task)) return;
        auto rows = c.query("SELECT frames FROM segment WHERE id = ? AND frames IS NOT NULL", segment);
        if (!rows.next()) return;
        tasks::ValidationLayout layout;
        layout.mode = "gt";
        layout.frames = tasks::parse_numbers(rows.view(0));
        tasks::save_validation_layout(c, task, layout);
    });
}

void take_job(Move& move, const Record& r, Batch& batch) {
    const auto segment = move.needed(r, "segment", "segment");
    if (!segment) return;
    const auto parent = r.has("parent_job") ? move.needed(r, "parent_job", "job") : std::nullopt;
    if (r.has("parent_job") && !parent) return;
    const auto task = move.related("segment", "task_id", *segment).value_or(0);
    const auto type = r.text("type", "annotation");
    const auto created = r.time("created_date", Time{move.related("task", "created_date", task).value_or(0)});
    batch.insert(job_table,
                 {r.id(), *segment, task, type, parent, move.account(r, "assignee"), r.time("assignee_updated_date"),
                  r.text("status", "annotation"), r.text("stage", r.text("status", "annotation")),
                  r.text("state", "new"), created, r.time("updated_date", created)});
    batch.then([id = r.id()](db::Connection& c) { tasks::repeat_task_in_job(c, id); });
    if (type == "ground_truth") add_missing_layout(batch, task, *segment);
}

void take_first_job(Move& move, const Record& r, Batch& batch) {
    if (!r.has("parent_job")) take_job(move, r, batch);
}

void take_replica(Move& move, const Record& r, Batch& batch) {
    if (r.has("parent_job")) take_job(move, r, batch);
}

void take_layout(Move& move, const Record& r, Batch& batch) {
    const auto media = move.needed(r, "task_data", "media");
    if (!media) return;
    const auto frames = r.integers("frames"), disabled = r.integers("disabled_frames");
    if (!frames || !disabled) return move.leave_out(r, "its list of frames cannot be read");
    tasks::ValidationLayout layout;
    layout.mode = r.text("mode", "gt");
    layout.frames = *frames;
    layout.disabled_frames = *disabled;
    layout.frames_per_job_count = r.integer("frames_per_job_count");
    std::ranges::sort(layout.frames);
    std::ranges::sort(layout.disabled_frames);
    batch.then([layout, media = *media](db::Connection& c) {
        if (const auto task = c.value("SELECT id FROM task WHERE media_id = ?", media))
            tasks::save_validation_layout(c, *task, layout);
    });
}

} // namespace

std::span<const Step> work_steps() {
    static constexpr Step steps[] = {
        {"projects", "engine.project", take_project, "project"},
        {"tasks", "engine.task", take_task, "task"},
        {"validation layouts", "engine.validationlayout", take_layout},
        {"segments", "engine.segment", take_segment, "segment"},
        {"jobs", "engine.job", take_first_job, "job"},
        {"replicas", "engine.job", take_replica, "job"},
    };
    return steps;
}

} // namespace limn::migration
