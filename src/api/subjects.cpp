#include "api/subjects.h"

#include <fmt/format.h>

#include "base/error.h"

namespace limn::api {

namespace {

using access::Relation;

// A row of facts begins with id and organisation, then come the ids of the people whose relation to the caller counts,
// in the order of `people`.
struct Question {
    std::string_view resource, model;
    std::string_view select; // "t.id, t.organization_id, ...", then the ids that Found tells
    std::string_view from, id;
    std::vector<Relation> people;
    const db::Listing& (*listing)() = nullptr; // whose filters hold
};

db::Sql question_sql(const Question& question, const Call& call, int64_t id, Filters filters) {
    db::Sql sql;
    sql.add(fmt::format("SELECT {} FROM {} WHERE {} = ?", question.select, question.from, question.id), id);
    if (question.listing && filters != Filters::none && !call.request.query.empty())
        sql.add(" AND ").add(
            db::list_condition(question.listing(), call.request.query, filters == Filters::without_simple));
    return sql;
}

// The facts, or none; `rest` receives the columns after those of the people.
template <class F>
std::optional<Found> ask(db::Connection& c, Call& call, const Question& question, int64_t id, Filters filters,
                         F&& rest) {
    Found found;
    {
        auto rows = c.query(question_sql(question, call, id, filters));
        if (!rows.next()) return {};
        found.resource = question.resource;
        found.id = rows.integer(0);
        found.subject.organization_id = rows.maybe_integer(1);
        int column = 2;
        for (const auto relation : question.people) {
            const auto person = rows.maybe_integer(column++);
            if (person == call.caller.id) found.subject.relations |= relation;
            if (relation == access::owner) found.owner_id = person;
            if (relation == access::assignee) found.assignee_id = person;
        }
        rest(found, rows, column);
    }
    found.workspace = access::workspace_of(c, call.caller, found.subject.organization_id);
    return found;
}

const Question project_question{"projects",     "Project", "p.id, p.organization_id, p.owner_id, p.assignee_id",
                                "project p",    "p.id",    {access::owner, access::assignee},
                                project_listing};

const Question task_question{
    "tasks",
    "Task",
    "t.id, t.organization_id, t.owner_id, t.assignee_id, p.owner_id, p.assignee_id, t.project_id, t.media_id",
    "task t LEFT JOIN project p ON p.id = t.project_id",
    "t.id",
    {access::owner, access::assignee, access::project_owner, access::project_assignee},
    task_listing};

const Question job_question{
    "jobs",
    "Job",
    "j.id, t.organization_id, j.assignee_id, t.owner_id, t.assignee_id, p.owner_id, p.assignee_id, t.project_id, "
    "t.media_id, t.id",
    "job j JOIN task t ON t.id = j.task_id LEFT JOIN project p ON p.id = t.project_id",
    "j.id",
    {access::assignee, access::task_owner, access::task_assignee, access::project_owner, access::project_assignee},
    job_listing};

const Question issue_question{
    "issues",
    "Issue",
    "i.id, t.organization_id, i.owner_id, i.assignee_id, j.assignee_id, t.owner_id, t.assignee_id, p.owner_id, "
    "p.assignee_id,"
    " t.project_id, t.media_id, t.id, j.id",
    "issue i JOIN job j ON j.id = i.job_id JOIN task t ON t.id = j.task_id LEFT JOIN project p ON p.id = t.project_id",
    "i.id",
    {access::owner, access::assignee, access::job_assignee, access::task_owner, access::task_assignee,
     access::project_owner, access::project_assignee},
    issue_listing};

const Question comment_question{
    "comments",
    "Comment",
    "k.id, t.organization_id, k.owner_id, i.owner_id, i.assignee_id, j.assignee_id, t.owner_id, t.assignee_id, "
    "p.owner_id,"
    " p.assignee_id, t.project_id, t.media_id, t.id, j.id, i.id",
    "issue_comment k JOIN issue i ON i.id = k.issue_id JOIN job j ON j.id = i.job_id JOIN task t ON t.id = j.task_id"
    " LEFT JOIN project p ON p.id = t.project_id",
    "k.id",
    {access::owner, access::issue_owner, access::issue_assignee, access::job_assignee, access::task_owner,
     access::task_assignee, access::project_owner, access::project_assignee},
    comment_listing};

// Rights come from the attached project or task itself, and from work on it.
constexpr std::string_view is_job_staff =
    "CASE WHEN EXISTS (SELECT 1 FROM job WHERE task_id = g.task_id AND assignee_id = ?)"
    " OR EXISTS (SELECT 1 FROM task WHERE project_id = g.project_id AND (owner_id = ? OR assignee_id = ?))"
    " OR EXISTS (SELECT 1 FROM job x JOIN task y ON y.id = x.task_id WHERE y.project_id = g.project_id AND "
    "x.assignee_id = ?)"
    " THEN 1 ELSE 0 END";

// The ids behind the people's, each as far as the question has it.
void read_ancestors(Found& found, const db::Rows& rows, int column, int count) {
    if (count > 0) found.project_id = rows.maybe_integer(column);
    if (count > 1) found.media_id = rows.maybe_integer(column + 1);
    if (count > 2) found.task_id = rows.maybe_integer(column + 2);
    if (count > 3) found.job_id = rows.maybe_integer(column + 3);
    if (count > 4) found.issue_id = rows.maybe_integer(column + 4);
}

std::optional<Found> look_up(db::Connection& c, Call& call, const Question& question, int64_t id, Filters filters,
                             int ancestors) {
    return ask(c, call, question, id, filters,
               [&](Found& found, const db::Rows& rows, int column) { read_ancestors(found, rows, column, ancestors); });
}

Found or_404(std::optional<Found> found, const Question& question) {
    if (!found) throw not_found(question.model);
    return std::move(*found);
}

Found or_400(std::optional<Found> found, const Question& question) {
    if (!found) throw list_error(fmt::format("{} matching query does not exist.", question.model));
    return std::move(*found);
}

std::optional<Found> look_up_project(db::Connection& c, Call& call, int64_t id, Filters filters) {
    auto found = look_up(c, call, project_question, id, filters, 0);
    if (found) found->project_id = found->id;
    return found;
}
std::optional<Found> look_up_task(db::Connection& c, Call& call, int64_t id, Filters filters) {
    auto found = look_up(c, call, task_question, id, filters, 2);
    if (found) found->task_id = found->id;
    return found;
}
std::optional<Found> look_up_job(db::Connection& c, Call& call, int64_t id, Filters filters) {
    auto found = look_up(c, call, job_question, id, filters, 3);
    if (found) found->job_id = found->id;
    return found;
}
std::optional<Found> look_up_issue(db::Connection& c, Call& call, int64_t id, Filters filters) {
    auto found = look_up(c, call, issue_question, id, filters, 4);
    if (found) found->issue_id = found->id;
    return found;
}

} // namespace

bool Found::allows(const access::Caller& caller, std::string_view scope) const {
    return access::allows(caller, workspace, resource, scope, subject);
}
void Found::require(const access::Caller& caller, std::string_view scope) const {
    access::require(caller, workspace, resource, scope, subject);
}

Found find_project(db::Connection& c, Call& call, int64_t id, Filters filters) {
    return or_404(look_up_project(c, call, id, filters), project_question);
}
Found find_task(db::Connection& c, Call& call, int64_t id, Filters filters) {
    return or_404(look_up_task(c, call, id, filters), task_question);
}
Found find_job(db::Connection& c, Call& call, int64_t id, Filters filters) {
    return or_404(look_up_job(c, call, id, filters), job_question);
}
Found find_issue(db::Connection& c, Call& call, int64_t id, Filters filters) {
    return or_404(look_up_issue(c, call, id, filters), issue_question);
}
Found find_comment(db::Connection& c, Call& call, int64_t id, Filters filters) {
    return or_404(look_up(c, call, comment_question, id, filters, 5), comment_question);
}

Found named_project(db::Connection& c, Call& call, int64_t id) {
    return or_400(look_up_project(c, call, id, Filters::none), project_question);
}
Found named_task(db::Connection& c, Call& call, int64_t id) {
    return or_400(look_up_task(c, call, id, Filters::none), task_question);
}
Found named_job(db::Connection& c, Call& call, int64_t id) {
    return or_400(look_up_job(c, call, id, Filters::none), job_question);
}
Found named_issue(db::Connection& c, Call& call, int64_t id) {
    return or_400(look_up_issue(c, call, id, Filters::none), issue_question);
}

std::optional<Found> look_up_guide(db::Connection& c, Call& call, int64_t id) {
    Found found;
    {
        db::Sql sql;
        const auto me = call.caller.id;
        sql.add(
            fmt::format("SELECT g.id, coalesce(t.organization_id, p.organization_id), coalesce(t.owner_id, p.owner_id),"
                        " coalesce(t.assignee_id, p.assignee_id), g.is_public, g.project_id, g.task_id, {}"
                        " FROM guide g LEFT JOIN task t ON t.id = g.task_id LEFT JOIN project p ON p.id = g.project_id"
                        " WHERE g.id = ?",
                        is_job_staff),
            me, me, me, me, id);
        auto rows = c.query(sql);
        if (!rows.next()) return {};
        found.resource = "guides";
        found.id = rows.integer(0);
        found.subject.organization_id = rows.maybe_integer(1);
        if (rows.maybe_integer(2) == me) found.subject.relations |= access::target_owner;
        if (rows.maybe_integer(3) == me) found.subject.relations |= access::target_assignee;
        if (rows.boolean(7)) found.subject.relations |= access::target_job_staff;
        found.subject.is_public = rows.boolean(4);
        found.project_id = rows.maybe_integer(5);
        found.task_id = rows.maybe_integer(6);
    }
    found.workspace = access::workspace_of(c, call.caller, found.subject.organization_id);
    return found;
}

Found find_guide(db::Connection& c, Call& call, int64_t id) {
    auto found = look_up_guide(c, call, id);
    if (!found) throw not_found("AnnotationGuide");
    return std::move(*found);
}

void require_user_view(Call& call, const access::Workspace& workspace, std::optional<int64_t> user_id) {
    if (!user_id) return;
    access::Subject subject;
    if (*user_id == call.caller.id) subject.relations = access::self;
    access::require(call.caller, workspace, "users", "view", subject);
}

void require_project_view(db::Connection& c, Call& call, const access::Workspace& workspace, int64_t project_id) {
    const auto project = named_project(c, call, project_id);
    access::require(call.caller, workspace, "projects", "view", project.subject);
}

void require_cloud_storage_view(db::Connection& c, Call& call, const access::Workspace& workspace, int64_t id) {
    access::Subject subject;
    {
        auto rows = c.query("SELECT organization_id, owner_id FROM cloud_storage WHERE id = ?", id);
        if (!rows.next()) throw list_error("CloudStorage matching query does not exist.");
        subject.organization_id = rows.maybe_integer(0);
        if (rows.maybe_integer(1) == call.caller.id) subject.relations = access::owner;
    }
    access::require(call.caller, workspace, "cloudstorages", "view", subject);
}

} // namespace limn::api
