// One permission decision. The aim is under 10 microseconds, whoever asks for whatever.
#include <benchmark/benchmark.h>

#include "access/policy.h"

namespace {
using namespace limn::access;

Caller caller(Privilege privilege) {
    Caller made;
    made.id = 5;
    made.privilege = privilege;
    made.credential = Credential::session;
    return made;
}

Workspace member_of_a_team(Role role) {
    Workspace made;
    made.organization_id = 7;
    made.role = role;
    return made;
}

// A worker who is refused: every row of the check is looked at.
void refused(benchmark::State& state) {
    const auto who = caller(Privilege::worker);
    const auto where = member_of_a_team(Role::worker);
    const Subject task{.organization_id = 7, .relations = 0};
    for (auto _ : state) benchmark::DoNotOptimize(allows(who, where, "tasks", "delete", task));
}
BENCHMARK(refused);

void granted_by_a_relation(benchmark::State& state) {
    const auto who = caller(Privilege::worker);
    const auto where = member_of_a_team(Role::worker);
    const Subject job{.organization_id = 7, .relations = assignee};
    for (auto _ : state) benchmark::DoNotOptimize(allows(who, where, "jobs", "update:annotations", job));
}
BENCHMARK(granted_by_a_relation);

// Requests delegate to the check of what they work on.
void decided_elsewhere(benchmark::State& state) {
    const auto who = caller(Privilege::user);
    const auto where = member_of_a_team(Role::supervisor);
    const Subject guide{.organization_id = 7, .relations = task_assignee, .parent = "task"};
    for (auto _ : state) benchmark::DoNotOptimize(allows(who, where, "guides", "view", guide));
}
BENCHMARK(decided_elsewhere);

void through_an_access_token(benchmark::State& state) {
    auto who = caller(Privilege::user);
    who.credential = Credential::access_token;
    who.read_only_token = true;
    const Subject task{.relations = owner};
    for (auto _ : state) benchmark::DoNotOptimize(allows(who, {}, "tasks", "update:desc", task));
}
BENCHMARK(through_an_access_token);

void as_a_condition_of_a_list(benchmark::State& state) {
    const auto who = caller(Privilege::worker);
    RequestContext where;
    static_cast<Workspace&>(where) = member_of_a_team(Role::worker);
    where.given = true;
    const std::vector<std::pair<Relation, std::string_view>> relations{
        {owner, "t.owner_id = ?"}, {assignee, "t.assignee_id = ?"}, {project_owner, "p.owner_id = ?"}};
    for (auto _ : state) benchmark::DoNotOptimize(visible_rows(who, where, "tasks", relations, "t.organization_id"));
}
BENCHMARK(as_a_condition_of_a_list);

} // namespace
