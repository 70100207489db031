// Objects of a request, found with everything that the policy asks about them: one query each. Every resource file that
// works on a project, task, job, issue, comment or guide begins here:
//
//   const auto task = find_task(c, call, call.id(0));   // 404 {"detail": "No Task matches the given query."}
//   task.require(call.caller, "view:data");             // 403
//
// The query's filters hold for single objects, too (?name=x finds the task only when that is its name).
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "access/policy.h"
#include "api/call.h"
#include "db/database.h"
#include "db/list.h"

namespace limn::api {

// An object in its own workspace. `resource` is the policy's word for it.
struct Found {
    std::string_view resource; // projects, tasks, jobs, issues, comments, guides
    int64_t id = 0;
    access::Workspace workspace; // the object's own
    access::Subject subject;

    // Of the object and what it belongs to, as far as there is one.
    std::optional<int64_t> project_id, task_id, job_id, issue_id;
    std::optional<int64_t> media_id;              // of the task
    std::optional<int64_t> owner_id, assignee_id; // of the object itself

    bool allows(const access::Caller& caller, std::string_view scope) const;
    void require(const access::Caller& caller, std::string_view scope) const;
};

enum class Filters { all, without_simple, none }; // which of the query's filters a look-up respects

Found find_project(db::Connection& c, Call& call, int64_t id, Filters filters = Filters::all);
Found find_task(db::Connection& c, Call& call, int64_t id, Filters filters = Filters::all);
Found find_job(db::Connection& c, Call& call, int64_t id, Filters filters = Filters::all);
Found find_issue(db::Connection& c, Call& call, int64_t id, Filters filters = Filters::all);
Found find_comment(db::Connection& c, Call& call, int64_t id, Filters filters = Filters::all);
Found find_guide(db::Connection& c, Call& call, int64_t id);
std::optional<Found> look_up_guide(db::Connection& c, Call& call, int64_t id);

// Objects that a body or query names: a dangling id is 400 ["Task matching query does not exist."].
Found named_project(db::Connection& c, Call& call, int64_t id);
Found named_task(db::Connection& c, Call& call, int64_t id);
Found named_job(db::Connection& c, Call& call, int64_t id);
Found named_issue(db::Connection& c, Call& call, int64_t id);

// --- checks that go with others, in the workspace of the main one

// Naming a user as owner or assignee.
void require_user_view(Call& call, const access::Workspace& workspace, std::optional<int64_t> user_id);
// Naming a project for a task.
void require_project_view(db::Connection& c, Call& call, const access::Workspace& workspace, int64_t project_id);
// Naming a cloud storage, 400 ["CloudStorage matching query does not exist."] when there is none.
void require_cloud_storage_view(db::Connection& c, Call& call, const access::Workspace& workspace, int64_t id);

// --- lists

// What may be seen of each resource; to be put into db::list_page. The rows are those of the listings below.
db::Visible visible_projects(Call& call);
db::Visible visible_tasks(Call& call);
db::Visible visible_jobs(Call& call);
db::Visible visible_issues(Call& call);
db::Visible visible_comments(Call& call);

const db::Listing& project_listing(); // project p
const db::Listing& task_listing();    // task t
const db::Listing& job_listing();     // job j
const db::Listing& issue_listing();   // issue i
const db::Listing& comment_listing(); // issue_comment k

} // namespace limn::api
