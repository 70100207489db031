#include "tasks/job.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/error.h"
#include "base/json.h"
#include "tasks/ids.h"
#include "tasks/task.h"

namespace limn::tasks {

namespace {

// What a job repeats of its task, and how it is found.
constexpr std::string_view repeated_columns = "organization_id, mode, dimension, media_type";
constexpr auto repeated_values =
    "(SELECT organization_id FROM task WHERE task.id = {0}), (SELECT mode FROM task WHERE task.id = {0}), "
    "(SELECT dimension FROM task WHERE task.id = {0}), (SELECT CASE dimension WHEN '3d' THEN 'point_cloud' ELSE "
    "'image' END FROM task WHERE task.id = {0})";

constexpr std::string_view job_query =
    "SELECT j.id, j.segment_id, j.task_id, j.type, j.parent_job_id, j.assignee_id, j.assignee_updated_date, j.status, "
    "j.stage,"
    " j.state, j.revision, j.created_date, j.updated_date, s.start_frame, s.stop_frame, s.frames, s.chunks_updated_date"
    " FROM job j JOIN segment s ON s.id = j.segment_id WHERE ";

Job read_job(const db::Rows& rows) {
    Job job;
    job.id = rows.integer(0);
    job.segment_id = rows.integer(1);
    job.task_id = rows.integer(2);
    job.type = rows.text(3);
    job.parent_job_id = rows.maybe_integer(4);
    job.assignee_id = rows.maybe_integer(5);
    job.assignee_updated_date = rows.maybe_time(6);
    job.status = rows.text(7);
    job.stage = rows.text(8);
    job.state = rows.text(9);
    job.revision = rows.integer(10);
    job.created_date = rows.time(11);
    job.updated_date = rows.time(12);
    job.range = {rows.integer(13), rows.integer(14)};
    if (!rows.is_null(15)) job.frames = boost::json::value_to<std::vector<int64_t>>(parse_json(rows.view(15)));
    job.chunks_updated_date = rows.time(16);
    return job;
}

void check_job_count(db::Connection& c, int64_t task_id, int64_t more) {
    const auto total = *c.value("SELECT count(*) FROM job WHERE task_id = ?", task_id) + more;
    if (total > max_jobs_of_task)
        throw list_error(
            fmt::format("Too many jobs would be created for the task. Current total: {}, maximum allowed: {}.", total,
                        max_jobs_of_task));
}

} // namespace

std::vector<int64_t> Job::all_frames() const {
    if (frames) return *frames;
    std::vector<int64_t> all(static_cast<size_t>(range.count()));
    std::iota(all.begin(), all.end(), range.start);
    return all;
}

bool Job::has_frame(int64_t frame) const {
    if (frames) return std::binary_search(frames->begin(), frames->end(), frame);
    return frame >= range.start && frame <= range.stop;
}

std::optional<Job> find_job(db::Connection& c, int64_t id) {
    auto rows = c.query(fmt::format("{}j.id = ?", job_query), id);
    if (!rows.next()) return {};
    return read_job(rows);
}

std::vector<Job> jobs_of_task(db::Connection& c, int64_t task_id) {
    auto rows = c.query(fmt::format("{}j.task_id = ? ORDER BY j.id", job_query), task_id);
    std::vector<Job> jobs;
    while (rows.next()) jobs.push_back(read_job(rows));
    return jobs;
}

std::vector<Job> load_jobs(db::Connection& c, const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, Job> found;
    in_batches(ids, [&](auto batch) {
        auto rows = query_ids(c, fmt::format("{}j.id IN ", job_query), batch);
        while (rows.next()) found.emplace(rows.integer(0), read_job(rows));
    });
    std::vector<Job> jobs;
    for (const auto id : ids)
        if (const auto job = found.find(id); job != found.end()) jobs.push_back(job->second);
    return jobs;
}

int64_t create_segment(db::Connection& c, int64_t task_id, FrameRange range, Time when) {
    return c.insert("INSERT INTO segment (task_id, start_frame, stop_frame, kind, chunks_updated_date)"
                    " VALUES (?, ?, ?, 'range', ?) RETURNING id",
                    task_id, range.start, range.stop, when);
}

int64_t create_segment(db::Connection& c, int64_t task_id, std::span<const int64_t> frames, int64_t task_size,
                       Time when) {
    const boost::json::array list(frames.begin(), frames.end());
    return c.insert("INSERT INTO segment (task_id, start_frame, stop_frame, kind, frames, chunks_updated_date)"
                    " VALUES (?, 0, ?, 'specific_frames', ?, ?) RETURNING id",
                    task_id, task_size - 1, to_json(list), when);
}

int64_t create_job(db::Connection& c, int64_t task_id, int64_t segment_id, std::string_view type,
                   std::optional<int64_t> parent_job_id, std::optional<int64_t> assignee_id, Time when) {
    return c.insert(fmt::format("INSERT INTO job (task_id, {}, segment_id, type, parent_job_id, assignee_id,"
                                " assignee_updated_date, created_date, updated_date)"
                                " VALUES (?, {}, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                                repeated_columns, fmt::format(repeated_values, "?")),
                    task_id, task_id, task_id, task_id, task_id, segment_id, type, parent_job_id, assignee_id,
                    assignee_id ? std::optional(when) : std::nullopt, when, when);
}

void repeat_task_in_job(db::Connection& c, int64_t id) {
    c.execute(fmt::format("UPDATE job SET ({}) = ({}) WHERE id = ?", repeated_columns,
                          fmt::format(repeated_values, "job.task_id")),
              id);
}

std::vector<int64_t> create_segments_and_jobs(db::Connection& c, int64_t task_id, std::span<const FrameRange> ranges,
                                              int64_t replicas, Time when) {
    check_job_count(c, task_id, static_cast<int64_t>(ranges.size()) * (replicas + 1));
    std::vector<int64_t> jobs;
    for (const auto range : ranges) {
        const auto segment = create_segment(c, task_id, range, when);
        jobs.push_back(create_job(c, task_id, segment, job_type::annotation, {}, {}, when));
        for (int64_t i = 0; i < replicas; ++i)
            create_job(c, task_id, segment, job_type::replica, jobs.back(), {}, when);
    }
    return jobs;
}

void transfer_jobs(db::Connection& c, const db::Sql& tasks, std::optional<int64_t> organization_id, Time when) {
    db::Sql jobs, issues, comments;
    jobs.add("UPDATE job SET organization_id = ?, assignee_id = NULL, assignee_updated_date = ?, updated_date = ?"
             " WHERE task_id IN ",
             organization_id, when, when);
    c.execute(jobs.add(tasks));
    issues.add("UPDATE issue SET organization_id = ? WHERE job_id IN (SELECT id FROM job WHERE task_id IN ",
               organization_id);
    c.execute(issues.add(tasks).add(")"));
    comments.add("UPDATE issue_comment SET organization_id = ? WHERE job_id IN (SELECT id FROM job WHERE task_id IN ",
                 organization_id);
    c.execute(comments.add(tasks).add(")"));
}

void update_job(db::Connection& c, const Job& job, const JobChange& change) {
    if (!change.assignee_id && !change.stage && !change.state) return;
    const auto when = now();
    const auto stage = change.stage.value_or(job.stage);
    const auto state = change.state ? *change.state : stage != job.stage ? "new" : job.state;
    const bool moves = change.stage || change.state;
    const auto status = moves ? std::string(status_of_job(stage, state)) : job.status;
    const auto assignee = change.assignee_id.value_or(job.assignee_id);
    c.execute(
        "UPDATE job SET stage = ?, state = ?, status = ?, assignee_id = ?, assignee_updated_date = ?, updated_date = ?"
        " WHERE id = ?",
        stage, state, status, assignee, assignee == job.assignee_id ? job.assignee_updated_date : std::optional(when),
        when, job.id);
    update_task_status(c, job.task_id, when);
}

void delete_job(db::Connection& c, const Job& job) {
    if (!job.is_ground_truth()) throw list_error("Only ground truth jobs can be removed");
    if (c.value("SELECT 1 FROM validation_layout WHERE task_id = ? AND mode = 'gt_pool'", job.task_id))
        throw list_error("GT jobs cannot be removed when task validation mode is \"gt_pool\"");
    c.execute("DELETE FROM job WHERE id = ?", job.id);
    c.execute("DELETE FROM segment WHERE id = ?", job.segment_id);
    c.execute("DELETE FROM validation_layout WHERE task_id = ?", job.task_id);
}

void touch_job(db::Connection& c, int64_t job_id, Time when) {
    c.execute("UPDATE job SET updated_date = ? WHERE id = ?", when, job_id);
    if (const auto task = c.value("SELECT task_id FROM job WHERE id = ?", job_id))
        touch_task_and_project(c, *task, when);
}

std::string_view status_of_job(std::string_view stage, std::string_view state) {
    if (stage == "annotation") return "annotation";
    return stage == "acceptance" && state == "completed" ? "completed" : "validation";
}

std::string_view status_of_task(std::span<const std::string> job_statuses) {
    for (const std::string_view status : {"annotation", "validation"})
        if (std::find(job_statuses.begin(), job_statuses.end(), status) != job_statuses.end()) return status;
    return "completed";
}

} // namespace limn::tasks
