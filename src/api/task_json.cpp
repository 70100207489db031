#include <fmt/format.h>

#include "api/user_json.h"
#include "api/work_json.h"
#include "base/error.h"
#include "tasks/ids.h"

namespace limn::api {

namespace {

struct JobSummary {
    int64_t count = 0, completed = 0, validation = 0;
};

std::unordered_map<int64_t, JobSummary> load_job_summaries(db::Connection& c, const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, JobSummary> summaries;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows =
            tasks::query_ids(c,
                             "SELECT task_id, count(*),"
                             " sum(CASE WHEN state = 'completed' AND stage = 'acceptance' THEN 1 ELSE 0 END),"
                             " sum(CASE WHEN stage = 'validation' THEN 1 ELSE 0 END) FROM job WHERE task_id IN ",
                             batch, " GROUP BY task_id");
        while (rows.next()) summaries[rows.integer(0)] = {rows.integer(1), rows.integer(2), rows.integer(3)};
    });
    return summaries;
}

// Columns, named where they are read.
namespace column {
enum Column {
    id,
    name,
    project_id,
    project_name,
    owner_id,
    assignee_id,
    assignee_updated_date,
    organization_id,
    mode,
    dimension,
    bug_tracker,
    subset,
    status,
    overlap,
    segment_size,
    consensus_replicas,
    created_date,
    updated_date,
    guide_id,
    validation_mode,
    source_storage,
    target_storage = source_storage + 3,
    media_id = target_storage + 3,
    size,
    image_quality,
    chunk_size,
    original_chunk_type,
    compressed_chunk_type,
    cloud_storage_id,
};
}

constexpr std::string_view task_query =
    "SELECT t.id, t.name, t.project_id, p.name, t.owner_id, t.assignee_id, t.assignee_updated_date, t.organization_id, "
    "t.mode,"
    " t.dimension, t.bug_tracker, t.subset, t.status, t.overlap, t.segment_size, t.consensus_replicas, t.created_date,"
    " t.updated_date, g.id, v.mode, ss.id, ss.location, ss.cloud_storage_id, ts.id, ts.location, ts.cloud_storage_id, "
    "m.id, m.size,"
    " m.image_quality, m.chunk_size, m.original_chunk_type, m.compressed_chunk_type, m.cloud_storage_id"
    " FROM task t LEFT JOIN project p ON p.id = t.project_id LEFT JOIN guide g ON g.task_id = t.id"
    " LEFT JOIN validation_layout v ON v.task_id = t.id LEFT JOIN storage_location ss ON ss.id = t.source_storage_id"
    " LEFT JOIN storage_location ts ON ts.id = t.target_storage_id LEFT JOIN media m ON m.id = t.media_id WHERE t.id "
    "IN ";

// Only there once media are attached.
void write_media(JsonWriter& w, const db::Rows& rows) {
    if (rows.is_null(column::media_id)) return;
    w.member("data", rows.integer(column::media_id));
    w.member("size", rows.integer(column::size));
    w.member("image_quality", rows.integer(column::image_quality));
    w.member("data_chunk_size", rows.maybe_integer(column::chunk_size));
    w.member("data_original_chunk_type", rows.view(column::original_chunk_type));
    w.member("data_compressed_chunk_type", rows.view(column::compressed_chunk_type));
    w.member("data_cloud_storage_id", rows.maybe_integer(column::cloud_storage_id));
}

void write_task(JsonWriter& w, const Call& call, const db::Rows& rows, const BasicUsers& users,
                const JobSummary& jobs) {
    const auto id = rows.integer(column::id);
    w.begin_object();
    w.member("url", call.link(fmt::format("/api/tasks/{}", id)));
    w.member("id", id);
    w.member("name", rows.view(column::name));
    w.member("project_id", rows.maybe_integer(column::project_id));
    w.member("project_name", rows.maybe_text(column::project_name));
    w.member("mode", rows.view(column::mode));
    w.key("owner");
    users.write(w, rows.maybe_integer(column::owner_id));
    w.key("assignee");
    users.write(w, rows.maybe_integer(column::assignee_id));
    w.member("bug_tracker", rows.view(column::bug_tracker));
    w.member("created_date", to_iso(rows.time(column::created_date)));
    w.member("updated_date", to_iso(rows.time(column::updated_date)));
    w.member("overlap", rows.maybe_integer(column::overlap));
    w.member("segment_size", rows.integer(column::segment_size));
    w.member("status", rows.view(column::status));
    write_media(w, rows);
    w.member("dimension", rows.view(column::dimension));
    w.member("media_type", media_type(rows.view(column::dimension)));
    w.member("subset", rows.view(column::subset));
    w.member("organization", rows.maybe_integer(column::organization_id));
    w.member("organization_id", rows.maybe_integer(column::organization_id));
    write_storage(w, "target_storage", rows, column::target_storage);
    write_storage(w, "source_storage", rows, column::source_storage);
    w.member("guide_id", rows.maybe_integer(column::guide_id));
    write_summary(w, "jobs", call.link(fmt::format("/api/jobs?task_id={}", id)), [&] {
        w.member("count", jobs.count);
        w.member("completed", jobs.completed);
        w.member("validation", jobs.validation);
    });
    write_summary(w, "labels", call.link(fmt::format("/api/labels?task_id={}", id)));
    write_time(w, "assignee_updated_date", rows.maybe_time(column::assignee_updated_date));
    w.member("validation_mode", rows.maybe_text(column::validation_mode));
    w.member("consensus_enabled", rows.integer(column::consensus_replicas) > 0);
    w.end_object();
}

std::vector<std::optional<int64_t>> people_of(db::Connection& c, const std::vector<int64_t>& ids) {
    std::vector<std::optional<int64_t>> people;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, "SELECT owner_id, assignee_id FROM task WHERE id IN ", batch);
        while (rows.next()) {
            people.push_back(rows.maybe_integer(0));
            people.push_back(rows.maybe_integer(1));
        }
    });
    return people;
}

} // namespace

std::vector<std::string> task_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids) {
    const BasicUsers users(call, c, people_of(c, ids));
    const auto summaries = load_job_summaries(c, ids);
    std::unordered_map<int64_t, std::string> items;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, task_query, batch);
        while (rows.next()) {
            const auto summary = summaries.find(rows.integer(0));
            JsonWriter w;
            w.reserve(1500);
            write_task(w, call, rows, users, summary == summaries.end() ? JobSummary() : summary->second);
            items.emplace(rows.integer(0), w.take());
        }
    });
    return in_order(std::move(items), ids);
}

std::string task_item(Call& call, db::Connection& c, int64_t id) {
    auto items = task_items(call, c, {id});
    if (items.empty()) throw not_found("Task");
    return std::move(items.front());
}

} // namespace limn::api
