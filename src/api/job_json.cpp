#include <unordered_set>

#include <fmt/format.h>

#include "api/subjects.h"
#include "api/user_json.h"
#include "api/work_json.h"
#include "base/error.h"
#include "tasks/ids.h"
#include "tasks/job.h"

namespace limn::api {

namespace {

using Counts = std::unordered_map<int64_t, int64_t>;

Counts count_by(db::Connection& c, std::string_view query, std::string_view group, const std::vector<int64_t>& ids) {
    Counts counts;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, query, batch, group);
        while (rows.next()) counts[rows.integer(0)] = rows.integer(1);
    });
    return counts;
}

int64_t count_of(const Counts& counts, int64_t id) {
    const auto found = counts.find(id);
    return found == counts.end() ? 0 : found->second;
}

// Those of the tasks that the caller may see, as the list of tasks decides it.
std::unordered_set<int64_t> visible_among(Call& call, db::Connection& c, const std::vector<int64_t>& task_ids) {
    std::unordered_set<int64_t> visible;
    const auto condition = visible_tasks(call);
    tasks::in_batches(task_ids, [&](auto batch) {
        db::Sql sql;
        sql.add("SELECT t.id FROM task t WHERE (").add(condition).add(") AND t.id IN ").add(tasks::id_list(batch));
        auto rows = c.query(sql);
        while (rows.next()) visible.insert(rows.integer(0));
    });
    return visible;
}

namespace column {
enum Column {
    task_id,
    task_name,
    dimension,
    mode,
    bug_tracker,
    organization_id,
    consensus_replicas,
    project_id,
    project_name,
    project_bug_tracker,
    task_guide,
    project_guide,
    chunk_size,
    compressed_chunk_type,
    original_chunk_type,
    source_storage,
    target_storage = source_storage + 3,
};
}

constexpr std::string_view task_query =
    "SELECT t.id, t.name, t.dimension, t.mode, t.bug_tracker, t.organization_id, t.consensus_replicas, p.id, p.name, "
    "p.bug_tracker,"
    " gt.id, gp.id, m.chunk_size, m.compressed_chunk_type, m.original_chunk_type, ss.id, ss.location, "
    "ss.cloud_storage_id, ts.id,"
    " ts.location, ts.cloud_storage_id FROM task t LEFT JOIN project p ON p.id = t.project_id"
    " LEFT JOIN guide gt ON gt.task_id = t.id LEFT JOIN guide gp ON gp.project_id = p.id LEFT JOIN media m ON m.id = "
    "t.media_id"
    " LEFT JOIN storage_location ss ON ss.id = t.source_storage_id LEFT JOIN storage_location ts ON ts.id = "
    "t.target_storage_id"
    " WHERE t.id IN ";

// What jobs say of their task: the same text for all jobs of one, in three pieces between their own members.
struct TaskPart {
    std::string members; // without braces
    std::string compressed_chunk_type;
    int64_t consensus_replicas = 0;
};

TaskPart read_task_part(const db::Rows& rows, bool storages_visible) {
    TaskPart part;
    JsonWriter w;
    w.begin_object();
    const bool in_project = !rows.is_null(column::project_id);
    w.member("task_id", rows.integer(column::task_id));
    w.member("task_name", rows.view(column::task_name));
    w.member("project_id", rows.maybe_integer(column::project_id));
    w.member("project_name", rows.maybe_text(column::project_name));
    w.member("guide_id", rows.maybe_integer(in_project ? column::project_guide : column::task_guide));
    w.member("dimension", rows.view(column::dimension));
    w.member("media_type", media_type(rows.view(column::dimension)));
    w.member("bug_tracker", rows.view(column::bug_tracker).empty() ? rows.maybe_text(column::project_bug_tracker)
                                                                   : rows.maybe_text(column::bug_tracker));
    w.member("mode", rows.view(column::mode));
    w.member("data_chunk_size", rows.maybe_integer(column::chunk_size));
    w.member("data_original_chunk_type", rows.maybe_text(column::original_chunk_type));
    w.member("organization", rows.maybe_integer(column::organization_id));
    if (storages_visible) {
        write_storage(w, "target_storage", rows, column::target_storage);
        write_storage(w, "source_storage", rows, column::source_storage);
    } else {
        w.member("target_storage", nullptr);
        w.member("source_storage", nullptr);
    }
    w.end_object();
    part.members = w.take();
    part.compressed_chunk_type = rows.text(column::compressed_chunk_type);
    part.consensus_replicas = rows.integer(column::consensus_replicas);
    return part;
}

std::unordered_map<int64_t, TaskPart> load_task_parts(Call& call, db::Connection& c,
                                                      const std::vector<int64_t>& task_ids) {
    // Objects opened by themselves are judged in their own workspace, lists as the list of tasks would.
    const auto visible = task_ids.size() == 1 ? std::unordered_set<int64_t>() : visible_among(call, c, task_ids);
    const bool sees_the_one =
        task_ids.size() == 1 && find_task(c, call, task_ids[0], Filters::none).allows(call.caller, "view");
    std::unordered_map<int64_t, TaskPart> parts;
    tasks::in_batches(task_ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, task_query, batch);
        while (rows.next())
            parts.emplace(rows.integer(0), read_task_part(rows, sees_the_one || visible.contains(rows.integer(0))));
    });
    return parts;
}

struct Around { // of all jobs of an answer
    BasicUsers users;
    Counts issues, replicas;
    std::unordered_map<int64_t, TaskPart> tasks;
};

void write_job(JsonWriter& w, const Call& call, const tasks::Job& job, const Around& around) {
    const auto& task = around.tasks.at(job.task_id);
    w.begin_object();
    w.member("url", call.link(fmt::format("/api/jobs/{}", job.id)));
    w.member("id", job.id);
    w.key("assignee");
    around.users.write(w, job.assignee_id);
    w.member("status", job.status);
    w.member("stage", job.stage);
    w.member("state", job.state);
    w.member("frame_count", job.frame_count());
    w.member("start_frame", job.range.start);
    w.member("stop_frame", job.range.stop);
    w.member("data_compressed_chunk_type",
             job.frames ? std::string_view("imageset") : std::string_view(task.compressed_chunk_type));
    w.member("created_date", to_iso(job.created_date));
    w.member("updated_date", to_iso(job.updated_date));
    write_summary(w, "issues", call.link(fmt::format("/api/issues?job_id={}", job.id)),
                  [&] { w.member("count", count_of(around.issues, job.id)); });
    write_summary(w, "labels", call.link(fmt::format("/api/labels?job_id={}", job.id)));
    w.member("type", job.type);
    write_time(w, "assignee_updated_date", job.assignee_updated_date);
    w.member("parent_job_id", job.parent_job_id);
    w.member("consensus_replicas", job.type == tasks::job_type::annotation ? task.consensus_replicas : 0);
    w.member("replicas_count", count_of(around.replicas, job.id));
    w.end_object();
}

// One object out of two: {a} and {b} -> {a,b}.
std::string merged(std::string first, std::string_view second) {
    first.back() = ',';
    return first.append(second.substr(1));
}

} // namespace

std::vector<std::string> job_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids) {
    const auto jobs = tasks::load_jobs(c, ids);
    if (jobs.empty()) return {};
    std::vector<std::optional<int64_t>> people;
    std::vector<int64_t> task_ids;
    for (const auto& job : jobs) {
        people.push_back(job.assignee_id);
        task_ids.push_back(job.task_id);
    }
    std::sort(task_ids.begin(), task_ids.end());
    task_ids.erase(std::unique(task_ids.begin(), task_ids.end()), task_ids.end());
    const Around around{
        BasicUsers(call, c, people),
        count_by(c, "SELECT job_id, count(*) FROM issue WHERE job_id IN ", " GROUP BY job_id", ids),
        count_by(c, "SELECT parent_job_id, count(*) FROM job WHERE parent_job_id IN ", " GROUP BY parent_job_id", ids),
        load_task_parts(call, c, task_ids),
    };
    std::vector<std::string> items;
    for (const auto& job : jobs) {
        JsonWriter w;
        w.reserve(1500);
        write_job(w, call, job, around);
        items.push_back(merged(w.take(), around.tasks.at(job.task_id).members));
    }
    return items;
}

std::string job_item(Call& call, db::Connection& c, int64_t id) {
    auto items = job_items(call, c, {id});
    if (items.empty()) throw not_found("Job");
    return std::move(items.front());
}

} // namespace limn::api
