#include "annotation/links.h"

#include <fmt/format.h>

#include "annotation/history.h"
#include "base/error.h"
#include "tasks/task.h"

namespace limn::annotation {
namespace {

// Whether an end of a row `l` is an object of the same job.
std::string is_there(std::string_view end) {
    return fmt::format("CASE l.{0}_type WHEN 'shape' THEN EXISTS (SELECT 1 FROM shape s WHERE s.id = l.{0}_id AND "
                       "s.job_id = l.job_id) ELSE EXISTS (SELECT 1 FROM track t WHERE t.id = l.{0}_id AND t.job_id = "
                       "l.job_id) END",
                       end);
}

const std::string& both_are_there() {
    static const std::string sql = fmt::format("({}) AND ({})", is_there("from"), is_there("to"));
    return sql;
}

void require_object(db::Connection& c, int64_t job_id, const LinkEnd& end) {
    const auto sql =
        fmt::format("SELECT 1 FROM {} WHERE id = ? AND job_id = ?", end.type == "track" ? "track" : "shape");
    if (!c.value(sql, end.id, job_id))
        throw list_error(fmt::format("Nothing was saved: the job has no {} {}.", end.type, end.id));
}

int64_t add(db::Connection& c, int64_t job_id, std::span<const Link> links) {
    int64_t added = 0;
    for (const auto& link : links) {
        require_object(c, job_id, link.from);
        require_object(c, job_id, link.to);
        added +=
            c.execute("INSERT INTO annotation_link (job_id, from_type, from_id, to_type, to_id, kind, name) VALUES "
                      "(?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                      job_id, link.from.type, link.from.id, link.to.type, link.to.id, link.kind, link.name);
    }
    const auto count = c.value("SELECT count(*) FROM annotation_link WHERE job_id = ?", job_id).value_or(0);
    if (added && static_cast<size_t>(count) > most_links)
        throw list_error(fmt::format("Nothing was saved: a job has at most {} links.", most_links));
    return added;
}

int64_t remove(db::Connection& c, int64_t job_id, std::span<const Link> links) {
    int64_t removed = 0;
    for (const auto& link : links)
        removed +=
            c.execute("DELETE FROM annotation_link WHERE job_id = ? AND from_type = ? AND from_id = ? AND to_type "
                      "= ? AND to_id = ? AND kind = ? AND name = ?",
                      job_id, link.from.type, link.from.id, link.to.type, link.to.id, link.kind, link.name);
    return removed;
}

} // namespace

std::vector<Link> load_links(db::Connection& c, int64_t job_id) {
    auto rows =
        c.query(fmt::format("SELECT from_type, from_id, to_type, to_id, kind, name FROM annotation_link l WHERE "
                            "job_id = ? AND {} ORDER BY id",
                            both_are_there()),
                job_id);
    std::vector<Link> links;
    while (rows.next())
        links.push_back({{rows.text(0), rows.integer(1)}, {rows.text(2), rows.integer(3)}, rows.text(4), rows.text(5)});
    return links;
}

Saved save_links(db::Connection& c, int64_t job_id, const LinkChange& change, const CommitOptions& options) {
    Save lock;
    lock.job_id = job_id;
    lock_jobs(c, std::span(&lock, 1));
    auto job = c.query("SELECT revision, task_id FROM job WHERE id = ?", job_id);
    if (!job.next()) throw not_found("Job");
    Saved saved;
    saved.revision = job.integer(0);
    const auto task_id = job.integer(1);
    require_revision(options, saved.revision);
    const auto removed = remove(c, job_id, change.remove);
    const auto added = add(c, job_id, change.add);
    saved.changed = removed + added > 0;
    if (!saved.changed) return saved;
    ++saved.revision;
    c.execute("UPDATE job SET revision = ?, updated_date = ? WHERE id = ?", saved.revision, options.when, job_id);
    c.execute(
        "INSERT INTO annotation_history (job_id, revision, account_id, action, created_date, added) VALUES (?, ?, "
        "?, 'links', ?, ?)",
        job_id, saved.revision, options.account_id, options.when, R"({"tags":[],"shapes":[],"tracks":[]})");
    tasks::touch_task_and_project(c, task_id, options.when);
    return saved;
}

void add_links(db::Connection& c, int64_t job_id, std::span<const Link> links) { add(c, job_id, links); }

void drop_loose_links(db::Connection& c, int64_t job_id) {
    if (!c.value("SELECT 1 FROM annotation_link WHERE job_id = ? LIMIT 1", job_id)) return;
    c.execute(
        fmt::format("DELETE FROM annotation_link WHERE id IN (SELECT l.id FROM annotation_link l WHERE l.job_id = ? "
                    "AND NOT ({}))",
                    both_are_there()),
        job_id);
}

} // namespace limn::annotation
