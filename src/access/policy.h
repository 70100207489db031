// The one policy: permissions.csv, compiled into the program. allow(resource, scope) is true when any row of the table
// grants it; rows are bitmasks, so a decision is a handful of ANDs.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/caller.h"
#include "db/database.h"
#include "db/list.h"

namespace limn::access {

// How the caller is related to the object, a bit each; a relation holds when the stored user id is the caller's.
enum Relation : uint32_t {
    owner = 1u << 0,
    assignee = 1u << 1,
    project_owner = 1u << 2,
    project_assignee = 1u << 3,
    task_owner = 1u << 4,
    task_assignee = 1u << 5,
    job_assignee = 1u << 6,
    issue_owner = 1u << 7,
    issue_assignee = 1u << 8,
    target_owner = 1u << 9,
    target_assignee = 1u << 10,
    target_job_staff = 1u << 11,
    self = 1u << 12,
    invitee = 1u << 13,
    member = 1u << 14,
    member_maintainer = 1u << 15,
    request_owner = 1u << 16,
};

// What a check is about: the object's facts as far as the policy's columns ask for them.
struct Subject {
    std::optional<int64_t> organization_id; // the object's own; for creation, the workspace's
    uint32_t relations = 0;
    Role member_role = Role::none; // memberships: current role of the target; invitations: role asked for
    bool is_active = false;        // memberships
    bool not_self = false;         // memberships
    bool is_public = false;        // guides
    std::string_view parent = {};  // project, task, job, none
    bool destination_local = true; // exports: for token rows
};

// The decision, the gate for access tokens included. Unknown resource or scope: std::logic_error (checked at start).
bool allows(const Caller& caller, const Workspace& workspace, std::string_view resource, std::string_view scope,
            const Subject& subject);

// Throws the 403 of the contract.
void require(const Caller& caller, const Workspace& workspace, std::string_view resource, std::string_view scope,
             const Subject& subject);

// The same policy as a condition on rows, for lists: the rows of `resource` that the caller may see (`scope` = view).
// relation_sql: for each relation that the table may ask for, SQL that is true when it holds for a row, with one `?`
// for the caller's id in each place (expressions like "t.owner_id = ?"). organization_sql: the row's organisation
// ("t.organization_id"). context: sandbox named -> organisation IS NULL; organisation named -> that one; nothing named
// -> everything the caller has a personal relation to. Throws 403 when the caller may not list there. An empty
// organization_sql: the workspace does not narrow this list. active_sql: true for active rows, for resources of which
// some rows of the table only grant active ones (memberships).
db::Visible visible_rows(const Caller& caller, const RequestContext& context, std::string_view resource,
                         const std::vector<std::pair<Relation, std::string_view>>& relation_sql,
                         std::string_view organization_sql, std::string_view active_sql = "1 = 1");

Role role_of(std::string_view name); // of the word in the database and on the wire; Role::none for others

// The workspace of an object: its organisation with the caller's role there, or the sandbox.
Workspace workspace_of(db::Connection& c, const Caller& caller, std::optional<int64_t> organization_id);

// From ?org=, ?org_id= and X-Organization (each: absent, empty or a value). Throws the contract's 400 and 404.
RequestContext request_context(db::Connection& c, const Caller& caller, const std::optional<std::string>& org,
                               const std::optional<std::string>& org_id, const std::optional<std::string>& header);

} // namespace limn::access
