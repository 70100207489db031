// Guides with their pictures, issues and comments.
#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"
#include "media/kinds.h"
#include "migration/files.h"
#include "migration/move.h"
#include "tasks/removal.h"

namespace limn::migration {
namespace {

const TableShape guide_table{"guide",
                             {"id", "project_id", "task_id", "markdown", "is_public", "created_date", "updated_date"}};
const TableShape asset_table{"asset", {"uuid", "guide_id", "filename", "content_type", "owner_id", "created_date"}};
const TableShape issue_table{"issue",
                             {"id", "job_id", "organization_id", "frame", "position", "owner_id", "assignee_id",
                              "resolved", "created_date", "updated_date"}};
const TableShape comment_table{
    "issue_comment",
    {"id", "issue_id", "organization_id", "job_id", "frame", "owner_id", "message", "created_date", "updated_date"}};

void take_guide(Move& move, const Record& r, Batch& batch) {
    std::optional<int64_t> project, task;
    if (r.has("project"))
        project = move.needed(r, "project", "project");
    else
        task = move.needed(r, "task", "task");
    if (!project && !task) return;
    const auto created = r.time("created_date", now());
    batch.insert(guide_table, {r.id(), project, task, r.text("markdown"), r.flag("is_public"), created,
                               r.time("updated_date", created)});
}

void take_asset(Move& move, const Record& r, Batch& batch) {
    const auto guide = move.needed(r, "guide", "guide");
    if (!guide) return;
    const auto uuid = lower(r.key()), name = r.text("filename");
    const auto key = tasks::asset_key(uuid);
    if (!storage::is_safe_key(key)) return move.leave_out(r, "its id is none");
    const auto file = find_file(move.from.data / "assets", r.key() + "/" + name);
    if (file) {
        const Copy copies[] = {{*file, key}};
        copy_files(move.blobs, copies);
    } else {
        move.note(r, "the file of a guide's picture is missing", name);
    }
    batch.insert(asset_table,
                 {uuid, *guide, name, media::mime_type(name), move.account(r, "owner"), r.time("created_date", now())});
}

void take_issue(Move& move, const Record& r, Batch& batch) {
    const auto job = move.needed(r, "job", "job");
    if (!job) return;
    const auto position = r.numbers("position");
    if (!position) return move.leave_out(r, "its position cannot be read", r.text("position"));
    JsonWriter json;
    json.begin_array();
    for (const auto v : *position) json.value(v);
    json.end_array();
    const auto created = r.time("created_date", now());
    batch.insert(issue_table, {r.id(), *job, move.related("job", "organization_id", *job), r.integer("frame", 0),
                               json.take(), move.account(r, "owner"), move.account(r, "assignee"), r.flag("resolved"),
                               created, r.time("updated_date", created)});
}

void take_comment(Move& move, const Record& r, Batch& batch) {
    const auto issue = move.needed(r, "issue", "issue");
    if (!issue) return;
    const auto created = r.time("created_date", now());
    batch.insert(comment_table,
                 {r.id(), *issue, move.related("issue", "organization_id", *issue),
                  move.related("issue", "job_id", *issue), move.related("issue", "frame", *issue).value_or(0),
                  move.account(r, "owner"), r.text("message"), created, r.time("updated_date", created)});
}

} // namespace

std::span<const Step> discussion_steps() {
    static constexpr Step steps[] = {
        {"guides", "engine.annotationguide", take_guide, "guide"},
        {"pictures of guides", "engine.asset", take_asset, {}, 50},
        {"issues", "engine.issue", take_issue, "issue"},
        {"comments", "engine.comment", take_comment, "issue_comment"},
    };
    return steps;
}

} // namespace limn::migration
