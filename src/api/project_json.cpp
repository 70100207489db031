#include <fmt/format.h>

#include "api/user_json.h"
#include "api/work_json.h"
#include "base/error.h"
#include "tasks/ids.h"

namespace limn::api {

namespace {

struct TaskSummary {
    int64_t count = 0;
    std::vector<std::string> subsets; // not empty, each once
    std::optional<std::string> dimension;
};

std::unordered_map<int64_t, TaskSummary> load_task_summaries(db::Connection& c, const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, TaskSummary> summaries;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows =
            tasks::query_ids(c, "SELECT project_id, subset, count(*), min(dimension) FROM task WHERE project_id IN ",
                             batch, " GROUP BY project_id, subset ORDER BY project_id, subset");
        while (rows.next()) {
            auto& summary = summaries[rows.integer(0)];
            if (!rows.view(1).empty()) summary.subsets.push_back(rows.text(1));
            summary.count += rows.integer(2);
            summary.dimension = rows.text(3);
        }
    });
    return summaries;
}

constexpr std::string_view project_query =
    "SELECT p.id, p.name, p.owner_id, p.assignee_id, p.assignee_updated_date, p.organization_id, p.bug_tracker, "
    "p.status,"
    " p.created_date, p.updated_date, g.id, ss.id, ss.location, ss.cloud_storage_id, ts.id, ts.location, "
    "ts.cloud_storage_id"
    " FROM project p LEFT JOIN guide g ON g.project_id = p.id LEFT JOIN storage_location ss ON ss.id = "
    "p.source_storage_id"
    " LEFT JOIN storage_location ts ON ts.id = p.target_storage_id WHERE p.id IN ";

void write_project(JsonWriter& w, const Call& call, const db::Rows& rows, const BasicUsers& users,
                   const TaskSummary& its_tasks) {
    const auto id = rows.integer(0);
    w.begin_object();
    w.member("url", call.link(fmt::format("/api/projects/{}", id)));
    w.member("id", id);
    w.member("name", rows.view(1));
    w.key("owner");
    users.write(w, rows.maybe_integer(2));
    w.key("assignee");
    users.write(w, rows.maybe_integer(3));
    w.member("guide_id", rows.maybe_integer(10));
    w.member("bug_tracker", rows.view(6));
    w.key("task_subsets");
    w.begin_array();
    for (const auto& subset : its_tasks.subsets) w.value(subset);
    w.end_array();
    w.member("created_date", to_iso(rows.time(8)));
    w.member("updated_date", to_iso(rows.time(9)));
    w.member("status", rows.view(7));
    w.member("dimension", its_tasks.dimension);
    w.member("organization", rows.maybe_integer(5));
    w.member("organization_id", rows.maybe_integer(5));
    write_storage(w, "target_storage", rows, 14);
    write_storage(w, "source_storage", rows, 11);
    write_summary(w, "tasks", call.link(fmt::format("/api/tasks?project_id={}", id)),
                  [&] { w.member("count", its_tasks.count); });
    write_summary(w, "labels", call.link(fmt::format("/api/labels?project_id={}", id)));
    write_time(w, "assignee_updated_date", rows.maybe_time(4));
    w.end_object();
}

// Owners and assignees of the rows of a table.
std::vector<std::optional<int64_t>> people_of(db::Connection& c, const std::vector<int64_t>& ids) {
    std::vector<std::optional<int64_t>> people;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, "SELECT owner_id, assignee_id FROM project WHERE id IN ", batch);
        while (rows.next()) {
            people.push_back(rows.maybe_integer(0));
            people.push_back(rows.maybe_integer(1));
        }
    });
    return people;
}

} // namespace

void write_storage(JsonWriter& w, std::string_view name, const db::Rows& rows, int first_column) {
    w.key(name);
    if (rows.is_null(first_column)) return w.value(nullptr);
    w.begin_object();
    w.member("id", rows.integer(first_column));
    w.member("location", rows.view(first_column + 1));
    w.member("cloud_storage_id", rows.maybe_integer(first_column + 2));
    w.end_object();
}

std::vector<std::string> in_order(std::unordered_map<int64_t, std::string> items, const std::vector<int64_t>& ids) {
    std::vector<std::string> result;
    result.reserve(ids.size());
    for (const auto id : ids)
        if (const auto item = items.find(id); item != items.end()) result.push_back(std::move(item->second));
    return result;
}

std::vector<std::string> project_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids) {
    const BasicUsers users(call, c, people_of(c, ids));
    const auto summaries = load_task_summaries(c, ids);
    std::unordered_map<int64_t, std::string> items;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, project_query, batch);
        while (rows.next()) {
            const auto summary = summaries.find(rows.integer(0));
            JsonWriter w;
            write_project(w, call, rows, users, summary == summaries.end() ? TaskSummary() : summary->second);
            items.emplace(rows.integer(0), w.take());
        }
    });
    return in_order(std::move(items), ids);
}

std::string project_item(Call& call, db::Connection& c, int64_t id) {
    auto items = project_items(call, c, {id});
    if (items.empty()) throw not_found("Project");
    return std::move(items.front());
}

} // namespace limn::api
