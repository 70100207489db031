#include "api/job_people.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "access/policy.h"
#include "api/subjects.h"
#include "api/user_json.h"
#include "base/json.h"

namespace limn::api {
namespace {

constexpr int64_t most_members = 1000; // of an organisation that are looked at

// What the policy asks about a job and anybody.
struct Facts {
    std::optional<int64_t> organization_id, organization_owner;
    std::vector<std::pair<access::Relation, int64_t>> staff;
    std::unordered_map<int64_t, access::Role> roles; // of members
};

Facts facts_of(db::Connection& c, int64_t job_id) {
    using enum access::Relation;
    Facts facts;
    auto rows = c.query("SELECT t.organization_id, o.owner_id, j.assignee_id, t.owner_id, t.assignee_id, p.owner_id, "
                        "p.assignee_id FROM job j JOIN task t ON t.id = j.task_id LEFT JOIN project p ON p.id = "
                        "t.project_id LEFT JOIN organization o ON o.id = t.organization_id WHERE j.id = ?",
                        job_id);
    if (!rows.next()) return facts;
    facts.organization_id = rows.maybe_integer(0);
    facts.organization_owner = rows.maybe_integer(1);
    int column = 2;
    for (const auto relation : {assignee, task_owner, task_assignee, project_owner, project_assignee})
        if (const auto person = rows.maybe_integer(column++)) facts.staff.emplace_back(relation, *person);
    return facts;
}

void read_members(db::Connection& c, Facts& facts, std::optional<int64_t> only = {}) {
    if (!facts.organization_id) return;
    db::Sql sql;
    sql.add("SELECT account_id, role FROM membership WHERE is_active = 1 AND organization_id = ?",
            *facts.organization_id);
    if (only) sql.add(" AND account_id = ?", *only);
    sql.add(" ORDER BY id LIMIT ?", most_members);
    for (auto rows = c.query(sql); rows.next();) facts.roles[rows.integer(0)] = access::role_of(rows.view(1));
}

bool may_see(const Facts& facts, const access::User& user) {
    if (!user.is_active || user.is_placeholder) return false;
    access::Workspace workspace{.organization_id = facts.organization_id};
    if (const auto role = facts.roles.find(user.id); role != facts.roles.end()) workspace.role = role->second;
    workspace.is_org_owner = workspace.role == access::Role::owner && facts.organization_owner == user.id;
    access::Subject job{.organization_id = facts.organization_id};
    for (const auto& [relation, person] : facts.staff)
        if (person == user.id) job.relations |= relation;
    return access::allows(access::caller_of(user, access::Credential::session), workspace, "jobs", "view", job);
}

std::string people_text(Call& call, db::Connection& c, const Found& job) {
    JsonWriter w;
    w.begin_array();
    for (const auto& user : people_of_job(c, job.id)) {
        const bool annotator = user.id == job.assignee_id;
        access::Subject person;
        if (user.id == call.caller.id) person.relations = access::self;
        w.begin_object();
        w.key("user");
        write_basic_user(w, call, user);
        w.member("annotator", annotator);
        w.member("assignable", annotator || access::allows(call.caller, job.workspace, "users", "view", person));
        w.end_object();
    }
    w.end_array();
    return w.take();
}

http::Response list_people(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto job = find_job(c, call, call.id(0), Filters::none);
        job.require(call.caller, "view");
        return people_text(call, c, job);
    }));
}

} // namespace

std::vector<access::User> people_of_job(db::Connection& c, int64_t job_id) {
    auto facts = facts_of(c, job_id);
    read_members(c, facts);
    std::vector<int64_t> ids;
    for (const auto& [relation, person] : facts.staff) ids.push_back(person);
    for (const auto& [person, role] : facts.roles) ids.push_back(person);
    auto people = access::find_users(c, ids);
    std::erase_if(people, [&](const access::User& user) { return !may_see(facts, user); });
    std::ranges::sort(people, {}, &access::User::username);
    return people;
}

bool can_see_job(db::Connection& c, int64_t job_id, const access::User& user) {
    auto facts = facts_of(c, job_id);
    read_members(c, facts, user.id);
    return may_see(facts, user);
}

void add_job_people_routes(Routes& routes) {
    routes.get("/api/jobs/{id}/people", list_people)
        .describe({"Lists who can see the job, and so may be named in its comments: `annotator` is whom it is assigned "
                   "to, `assignable` whom the caller may name as the assignee of an issue",
                   {},
                   {}});
}

} // namespace limn::api
