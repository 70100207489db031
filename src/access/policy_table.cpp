#include "access/policy_table.h"

#include <functional>
#include <stdexcept>

#include "access/policy.h"
#include "access/texts.h"
#include "base/text.h"

namespace limn::access {
namespace {

[[noreturn]] void malformed(std::string_view line, std::string_view why) {
    throw std::logic_error(fmt::format("permissions.csv: {} in: {}", why, line));
}

constexpr std::pair<std::string_view, uint32_t> relation_names[] = {
    {"Owner", owner},
    {"Assignee", assignee},
    {"Project:owner", project_owner},
    {"Project:assignee", project_assignee},
    {"Task:owner", task_owner},
    {"Task:assignee", task_assignee},
    {"Job:assignee", job_assignee},
    {"Issue:owner", issue_owner},
    {"Issue:assignee", issue_assignee},
    {"Target:owner", target_owner},
    {"Target:assignee", target_assignee},
    {"Target:job_staff", target_job_staff},
    {"Self", self},
    {"Invitee", invitee},
    {"Member", member},
    {"Member:maintainer", member_maintainer},
    {"Request:owner", request_owner},
};

constexpr std::pair<std::string_view, uint16_t> need_names[] = {
    {"resource.is_active", target_is_active},
    {"resource.not_self", target_is_not_self},
    {"resource.is_public", target_is_public},
    {"auth.has_analytics_access", analytics},
    {"token.read_write", token_writes},
    {"destination=local", local_destination},
    {"parent=project", parent_project},
    {"parent=task", parent_task},
    {"parent=job", parent_job},
    {"parent=none", parent_none},
};

template <class T, size_t N> const T* look_up(const std::pair<std::string_view, T> (&names)[N], std::string_view name) {
    for (const auto& [known, value] : names)
        if (known == name) return &value;
    return nullptr;
}

uint8_t target_role_bit(std::string_view name) {
    if (name == "owner") return bits::target_owner;
    if (name == "maintainer") return bits::target_maintainer;
    if (name == "supervisor") return bits::target_supervisor;
    if (name == "worker") return bits::target_worker;
    return 0;
}

constexpr std::string_view not_in = "resource.role not in (";
constexpr std::string_view delegate_word = "delegate:";

// True for an atom about the caller, which vanishes into the masks of privilege and role.
bool read_caller_atom(std::string_view atom, PolicyRow& row) {
    using namespace bits;
    if (atom == "auth.is_staff")
        row.role &= org_owner | bits::maintainer;
    else if (atom == "auth.is_org_owner")
        row.role &= org_owner;
    else if (atom == "auth.role_is_maintainer")
        row.role &= bits::maintainer;
    else if (atom == "auth.not_member")
        row.role &= no_role;
    else if (atom == "auth.privilege_is_worker")
        row.privilege &= worker;
    else
        return false;
    return true;
}

// True for "resource.role not in (a, b)".
bool read_role_atom(std::string_view atom, PolicyRow& row, std::string_view line) {
    if (!atom.starts_with(not_in) || !atom.ends_with(')')) return false;
    for (const auto name : split(atom.substr(not_in.size(), atom.size() - not_in.size() - 1), ',')) {
        const auto bit = target_role_bit(trim(name));
        if (!bit) malformed(line, "unknown role");
        row.target_role &= static_cast<uint8_t>(~bit);
    }
    return true;
}

void read_context(std::string_view cell, PolicyRow& row, std::string_view line) {
    if (cell == "Sandbox")
        row.context = bits::sandbox;
    else if (cell == "Organization")
        row.context = bits::organization;
    else if (cell != "N/A")
        malformed(line, "unknown context");
}

void read_relations(std::string_view cell, PolicyRow& row, std::string_view line) {
    if (cell == "N/A" || cell == "None") return;
    for (const auto name : split(cell, ',')) {
        const auto* bit = look_up(relation_names, trim(name));
        if (!bit) malformed(line, "unknown relation");
        row.relations |= *bit;
    }
}

void read_privilege(std::string_view cell, PolicyRow& row, std::string_view line) {
    if (cell == "Admin")
        row.privilege = 1;
    else if (cell == "User")
        row.privilege = 3;
    else if (cell == "Worker")
        row.privilege = 7;
    else if (cell != "None")
        malformed(line, "unknown privilege");
}

void read_membership(std::string_view cell, PolicyRow& row, std::string_view line) {
    if (cell == "Owner")
        row.role = 33;
    else if (cell == "Maintainer")
        row.role = 35;
    else if (cell == "Supervisor")
        row.role = 39;
    else if (cell == "Worker")
        row.role = 47;
    else if (cell != "N/A")
        malformed(line, "unknown membership");
    if (cell != "N/A" && row.context != bits::organization) malformed(line, "a membership outside an organization");
}

} // namespace

std::vector<std::string> split_csv_line(std::string_view line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            cells.emplace_back();
        else if (c != '\r')
            cells.back() += c;
    }
    return cells;
}

PolicyTable::PolicyTable(std::string_view csv) {
    enum { resource, scope, context, ownership, limit, method, url, privilege, membership, has_same_org, count };
    bool header = true;
    for (const auto line : split(csv, '\n')) {
        if (std::exchange(header, false) || trim(line).empty()) continue;
        const auto cells = split_csv_line(line);
        if (cells.size() != count) malformed(line, "a wrong number of columns");
        if (split(cells[method], '|').size() != split(cells[url], '|').size()) malformed(line, "methods without urls");
        PolicyRow row;
        read_context(cells[context], row, line);
        read_relations(cells[ownership], row, line);
        read_privilege(cells[privilege], row, line);
        read_membership(cells[membership], row, line);
        if (cells[has_same_org] == "True") row.needs |= same_organization;
        for (const auto part : split(cells[limit], '&')) {
            const auto atom = trim(part);
            if (atom.empty() || read_caller_atom(atom, row) || read_role_atom(atom, row, line)) continue;
            if (const auto* need = look_up(need_names, atom))
                row.needs |= *need;
            else if (const auto slash = atom.find('/');
                     atom.starts_with(delegate_word) && slash != std::string_view::npos)
                row.delegate = number(std::string(atom.substr(delegate_word.size(), slash - delegate_word.size())),
                                      std::string(atom.substr(slash + 1)));
            else
                malformed(line, "an unknown limit");
        }
        const auto check = number(cells[resource], cells[scope]);
        checks_[static_cast<size_t>(check)].rows.push_back(row);
        resources_.emplace(cells[resource], check);
        ++row_count_;
    }
    check_delegates();
}

int PolicyTable::number(const std::string& resource, const std::string& scope) {
    const auto [at, fresh] = numbers_.emplace(resource + "/" + scope, static_cast<int>(checks_.size()));
    if (fresh) {
        checks_.emplace_back();
        names_.emplace_back(resource, scope);
    }
    return at->second;
}

void PolicyTable::check_delegates() const {
    for (size_t i = 0; i < checks_.size(); ++i) {
        if (checks_[i].rows.empty())
            throw std::logic_error("permissions.csv: a delegate names " + names_[i].first + "/" + names_[i].second);
        const std::function<void(size_t, size_t)> walk = [&](size_t check, size_t depth) {
            if (depth > checks_.size()) throw std::logic_error("permissions.csv: delegates lead back to themselves");
            for (const auto& row : checks_[check].rows)
                if (row.delegate >= 0) walk(static_cast<size_t>(row.delegate), depth + 1);
        };
        walk(i, 0);
    }
}

int PolicyTable::find(std::string_view resource, std::string_view scope) const {
    std::string name;
    name.reserve(resource.size() + scope.size() + 1);
    name.append(resource).append("/").append(scope);
    const auto found = numbers_.find(name);
    return found == numbers_.end() ? -1 : found->second;
}

bool PolicyTable::has_resource(std::string_view resource) const {
    return resources_.find(resource) != resources_.end();
}

bool matches(const PolicyRow& row, const Facts& facts) {
    return (row.context & facts.context) && (row.privilege & facts.privilege) && (row.role & facts.role) &&
           (row.target_role & facts.target_role) && (!row.relations || (row.relations & facts.relations)) &&
           !(row.needs & ~facts.holds);
}

bool PolicyTable::allows(int check, const Facts& facts) const {
    for (const auto& row : rows(check))
        if (matches(row, facts) && (row.delegate < 0 || allows(row.delegate, facts))) return true;
    return false;
}

std::string_view permissions_csv() { return access_text("permissions.csv"); }

const PolicyTable& policy_table() {
    static const PolicyTable table(permissions_csv());
    return table;
}

} // namespace limn::access
