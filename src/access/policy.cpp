#include "access/policy.h"

#include <algorithm>
#include <stdexcept>

#include "access/policy_table.h"
#include "base/error.h"
#include "base/text.h"

namespace limn::access {
namespace {

uint8_t privilege_bit(Privilege privilege) {
    switch (privilege) {
    case Privilege::admin: return bits::admin;
    case Privilege::user: return bits::user;
    case Privilege::worker: return bits::worker;
    case Privilege::none: break;
    }
    return bits::no_group;
}

uint8_t role_bit(const Workspace& workspace) {
    if (!workspace.organization_id) return bits::no_role;
    switch (workspace.role) {
    case Role::owner: return workspace.is_org_owner ? bits::org_owner : bits::nominal_owner;
    case Role::maintainer: return bits::maintainer;
    case Role::supervisor: return bits::supervisor;
    case Role::worker: return bits::org_worker;
    case Role::none: break;
    }
    return bits::no_role;
}

uint8_t target_role_bit(Role role) {
    switch (role) {
    case Role::owner: return bits::target_owner;
    case Role::maintainer: return bits::target_maintainer;
    case Role::supervisor: return bits::target_supervisor;
    case Role::worker: return bits::target_worker;
    case Role::none: break;
    }
    return bits::target_none;
}

Facts facts_of(const Caller& caller, const Workspace& workspace, const Subject& subject) {
    Facts facts;
    facts.context = workspace.organization_id ? bits::organization : bits::sandbox;
    facts.privilege = privilege_bit(caller.privilege);
    facts.role = role_bit(workspace);
    facts.target_role = target_role_bit(subject.member_role);
    facts.relations = subject.relations;
    const auto hold = [&](bool condition, Need need) {
        if (condition) facts.holds |= need;
    };
    hold(workspace.organization_id && workspace.organization_id == subject.organization_id, same_organization);
    hold(subject.is_active, target_is_active);
    hold(subject.not_self, target_is_not_self);
    hold(subject.is_public, target_is_public);
    hold(caller.has_analytics_access, analytics);
    hold(!caller.read_only_token, token_writes);
    hold(subject.destination_local, local_destination);
    hold(subject.parent == "project", parent_project);
    hold(subject.parent == "task", parent_task);
    hold(subject.parent == "job", parent_job);
    hold(subject.parent == "none", parent_none);
    return facts;
}

int check_number(std::string_view resource, std::string_view scope) {
    const auto check = policy_table().find(resource, scope);
    if (check < 0) throw std::logic_error(fmt::format("permissions.csv has no {}/{}", resource, scope));
    return check;
}

// The second gate: what an access token may do of what its owner may.
bool token_allows(const Caller& caller, std::string_view resource, std::string_view scope, const Facts& facts) {
    if (caller.credential != Credential::access_token) return true;
    const auto name = fmt::format("token.{}", resource);
    if (!policy_table().has_resource(name)) return caller.safe_method || !caller.read_only_token;
    const auto check = policy_table().find(name, scope);
    return check >= 0 && policy_table().allows(check, facts);
}

// What lists ask in place of their own `view` rows.
std::string_view viewed_as(std::string_view resource) {
    if (resource == "quality_conflicts") return "quality_reports";
    if (resource == "lambda") return "tasks";
    return resource;
}

// The rows of `view` that could grant something to this caller here, delegates followed.
void collect_view_rows(int check, const Facts& facts, bool any_group, std::vector<PolicyRow>& out) {
    for (const auto& row : policy_table().rows(check)) {
        if (!(row.context & facts.context) || !(row.role & facts.role)) continue;
        if (!(row.privilege & facts.privilege) && !(any_group && row.relations)) continue;
        if (row.delegate >= 0)
            collect_view_rows(row.delegate, facts, any_group, out);
        else
            out.push_back(row);
    }
}

// Rows that the caller has one of these relations to, an alternative each.
std::vector<db::Sql> related(const Caller& caller, uint32_t relations,
                             const std::vector<std::pair<Relation, std::string_view>>& relation_sql) {
    std::vector<db::Sql> all;
    for (const auto& [relation, text] : relation_sql) {
        if (!(relations & relation)) continue;
        db::Sql sql{std::string(text), {}};
        for (auto places = std::count(text.begin(), text.end(), '?'); places > 0; --places)
            sql.args.emplace_back(caller.id);
        all.push_back(std::move(sql));
    }
    return all;
}

// What any of the rows grants, as alternatives: no rows, no objects; not given: every object. Nothing constant stands
// among them: databases then find the rows of each by an index.
std::optional<std::vector<db::Sql>> granted(const Caller& caller, const std::vector<PolicyRow>& rows,
                                            const std::vector<std::pair<Relation, std::string_view>>& relation_sql,
                                            std::string_view active_sql) {
    std::vector<db::Sql> some;
    uint32_t relations = 0;
    for (const auto& row : rows) {
        const bool only_active = row.needs & target_is_active;
        if (!only_active && !row.relations) return std::nullopt;
        if (!only_active) {
            relations |= row.relations;
        } else if (!row.relations) {
            some.push_back({std::string(active_sql), {}});
        } else {
            for (auto& one : related(caller, row.relations, relation_sql))
                some.push_back(db::Sql{"(", {}}.add(one).add(") AND ").add(active_sql));
        }
    }
    if (relations) std::ranges::move(related(caller, relations, relation_sql), std::back_inserter(some));
    return some;
}

} // namespace

bool allows(const Caller& caller, const Workspace& workspace, std::string_view resource, std::string_view scope,
            const Subject& subject) {
    const auto check = check_number(resource, scope);
    const auto facts = facts_of(caller, workspace, subject);
    return policy_table().allows(check, facts) && token_allows(caller, resource, scope, facts);
}

void require(const Caller& caller, const Workspace& workspace, std::string_view resource, std::string_view scope,
             const Subject& subject) {
    if (!allows(caller, workspace, resource, scope, subject)) throw forbidden();
}

db::Visible visible_rows(const Caller& caller, const RequestContext& context, std::string_view resource,
                         const std::vector<std::pair<Relation, std::string_view>>& relation_sql,
                         std::string_view organization_sql, std::string_view active_sql) {
    require(caller, context, resource, "list", {.organization_id = context.organization_id});

    std::vector<PolicyRow> rows;
    const auto facts = facts_of(caller, context, {.organization_id = context.organization_id});
    // Lists of quality reports and conflicts show what they show to callers without a group, too.
    const bool any_group = resource == "quality_reports" || resource == "quality_conflicts";
    collect_view_rows(check_number(viewed_as(resource), "view"), facts, any_group, rows);

    db::Sql place;
    if (context.given && !organization_sql.empty()) {
        place.add(organization_sql);
        if (context.organization_id)
            place.add(" = ?", *context.organization_id);
        else
            place.add(" IS NULL");
    }
    if (place.text.empty()) place.add("1 = 1");
    return {granted(caller, rows, relation_sql, active_sql), std::move(place)};
}

Role role_of(std::string_view name) {
    if (name == "owner") return Role::owner;
    if (name == "maintainer") return Role::maintainer;
    if (name == "supervisor") return Role::supervisor;
    if (name == "worker") return Role::worker;
    return Role::none;
}

namespace {

// By id or by slug; none when there is no such organisation.
std::optional<Workspace> find_workspace(db::Connection& c, const Caller& caller, std::string_view where,
                                        const db::Arg& value) {
    auto rows =
        c.query(fmt::format("SELECT o.id, o.slug, o.owner_id, m.role FROM organization o LEFT JOIN membership m "
                            "ON m.organization_id = o.id AND m.account_id = ? AND m.is_active = 1 WHERE {} = ?",
                            where),
                caller.id, value);
    if (!rows.next()) return {};
    Workspace workspace;
    workspace.organization_id = rows.integer(0);
    workspace.slug = rows.text(1);
    workspace.role = role_of(rows.view(3));
    workspace.is_org_owner = workspace.role == Role::owner && !rows.is_null(2) && rows.integer(2) == caller.id;
    return workspace;
}

} // namespace

Workspace workspace_of(db::Connection& c, const Caller& caller, std::optional<int64_t> organization_id) {
    if (!organization_id) return {};
    return find_workspace(c, caller, "o.id", *organization_id).value_or(Workspace());
}

RequestContext request_context(db::Connection& c, const Caller& caller, const std::optional<std::string>& org,
                               const std::optional<std::string>& org_id, const std::optional<std::string>& header) {
    if (org_id && (org || header))
        throw list_error(
            "You cannot specify \"org_id\" query parameter with \"org\" query parameter or \"X-Organization\" "
            "HTTP header at the same time.");
    if (org && header && *org != *header)
        throw list_error(
            "You cannot specify \"org\" query parameter and \"X-Organization\" HTTP header with different values.");
    RequestContext context;
    context.given = org || org_id || header;
    const std::string named = org_id ? *org_id : org ? *org : header.value_or("");
    if (named.empty()) return context;

    std::optional<Workspace> found;
    if (org_id) {
        const auto id = parse_int(named);
        if (!id) throw list_error("The \"org_id\" query parameter must be an integer.");
        found = find_workspace(c, caller, "o.id", *id);
    } else {
        found = find_workspace(c, caller, "o.slug", named);
    }
    if (!found) throw detail_error(404, named + " organization does not exist.");
    static_cast<Workspace&>(context) = *found;
    return context;
}

} // namespace limn::access
