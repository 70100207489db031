// What of each resource a caller may see, as conditions on the rows of its list. Relations to ancestors are sets of
// ids, so that they are looked up once and not for every row.
#include "api/subjects.h"

namespace limn::api {

using access::Relation;
using Relations = std::vector<std::pair<Relation, std::string_view>>;

namespace {

// Outsourced workers list what belongs to their job although they name the personal workspace.
access::RequestContext context_of_discussion(const Call& call) {
    auto context = call.context;
    if (call.caller.privilege == access::Privilege::worker && !context.organization_id &&
        call.request.has_argument("job_id"))
        context.given = false;
    return context;
}

} // namespace

db::Visible visible_projects(Call& call) {
    static const Relations relations{{access::owner, "p.owner_id = ?"}, {access::assignee, "p.assignee_id = ?"}};
    return access::visible_rows(call.caller, call.context, "projects", relations, "p.organization_id");
}

db::Visible visible_tasks(Call& call) {
    static const Relations relations{
        {access::owner, "t.owner_id = ?"},
        {access::assignee, "t.assignee_id = ?"},
        {access::project_owner, "t.project_id IN (SELECT id FROM project WHERE owner_id = ?)"},
        {access::project_assignee, "t.project_id IN (SELECT id FROM project WHERE assignee_id = ?)"},
    };
    return access::visible_rows(call.caller, call.context, "tasks", relations, "t.organization_id");
}

db::Visible visible_jobs(Call& call) {
    static const Relations relations{
        {access::assignee, "j.assignee_id = ?"},
        {access::task_owner, "j.task_id IN (SELECT id FROM task WHERE owner_id = ?)"},
        {access::task_assignee, "j.task_id IN (SELECT id FROM task WHERE assignee_id = ?)"},
        {access::project_owner,
         "j.task_id IN (SELECT x.id FROM task x JOIN project y ON y.id = x.project_id WHERE y.owner_id = ?)"},
        {access::project_assignee,
         "j.task_id IN (SELECT x.id FROM task x JOIN project y ON y.id = x.project_id WHERE y.assignee_id = ?)"},
    };
    return access::visible_rows(call.caller, call.context, "jobs", relations, "j.organization_id");
}

db::Visible visible_issues(Call& call) {
    static const Relations relations{
        {access::owner, "i.owner_id = ?"},
        {access::assignee, "i.assignee_id = ?"},
        {access::job_assignee, "i.job_id IN (SELECT id FROM job WHERE assignee_id = ?)"},
        {access::task_owner,
         "i.job_id IN (SELECT x.id FROM job x JOIN task y ON y.id = x.task_id WHERE y.owner_id = ?)"},
        {access::task_assignee,
         "i.job_id IN (SELECT x.id FROM job x JOIN task y ON y.id = x.task_id WHERE y.assignee_id = ?)"},
        {access::project_owner, "i.job_id IN (SELECT x.id FROM job x JOIN task y ON y.id = x.task_id"
                                " JOIN project z ON z.id = y.project_id WHERE z.owner_id = ?)"},
        {access::project_assignee, "i.job_id IN (SELECT x.id FROM job x JOIN task y ON y.id = x.task_id"
                                   " JOIN project z ON z.id = y.project_id WHERE z.assignee_id = ?)"},
    };
    return access::visible_rows(call.caller, context_of_discussion(call), "issues", relations, "i.organization_id");
}

db::Visible visible_comments(Call& call) {
    static const Relations relations{
        {access::owner, "k.owner_id = ?"},
        {access::issue_owner, "k.issue_id IN (SELECT id FROM issue WHERE owner_id = ?)"},
        {access::issue_assignee, "k.issue_id IN (SELECT id FROM issue WHERE assignee_id = ?)"},
        {access::job_assignee, "k.job_id IN (SELECT id FROM job WHERE assignee_id = ?)"},
        {access::task_owner,
         "k.job_id IN (SELECT x.id FROM job x JOIN task y ON y.id = x.task_id WHERE y.owner_id = ?)"},
        {access::task_assignee,
         "k.job_id IN (SELECT x.id FROM job x JOIN task y ON y.id = x.task_id WHERE y.assignee_id = ?)"},
        {access::project_owner, "k.job_id IN (SELECT x.id FROM job x JOIN task y ON y.id = x.task_id"
                                " JOIN project z ON z.id = y.project_id WHERE z.owner_id = ?)"},
        {access::project_assignee, "k.job_id IN (SELECT x.id FROM job x JOIN task y ON y.id = x.task_id"
                                   " JOIN project z ON z.id = y.project_id WHERE z.assignee_id = ?)"},
    };
    return access::visible_rows(call.caller, context_of_discussion(call), "comments", relations, "k.organization_id");
}

} // namespace limn::api
