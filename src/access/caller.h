// Who asks, and in which workspace.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace limn::access {

// Smaller is stronger; the numbers are the contract's ranks.
enum class Privilege { admin = 0, user = 75, worker = 100, none = 1000 };
enum class Role { owner = 0, maintainer = 50, supervisor = 75, worker = 100, none = 1000 };

enum class Credential { none, session, legacy_token, access_token, basic };

struct Caller {
    int64_t id = 0; // 0: anonymous
    std::string username;
    Privilege privilege = Privilege::none;
    bool is_staff = false; // only chooses the full representation of users
    bool has_analytics_access = false;
    Credential credential = Credential::none;
    std::optional<int64_t> access_token_id;
    bool read_only_token = false;
    bool email_unconfirmed = false;
    bool safe_method = true; // the request is a GET, HEAD or OPTIONS
    bool anonymous() const { return id == 0; }
    bool is_admin() const { return privilege == Privilege::admin; }
};

// The workspace of a check: an organisation with the caller's role in it, or the personal sandbox.
struct Workspace {
    std::optional<int64_t> organization_id;
    std::string slug;
    Role role = Role::none;    // of the active membership
    bool is_org_owner = false; // role owner and organization.owner_id is the caller
    bool is_org_staff() const { return is_org_owner || role == Role::maintainer; }
};

// What the request named: nothing (no filter on lists), the personal workspace explicitly, or an organisation.
struct RequestContext : Workspace {
    bool given = false; // false: no filter by workspace
};

} // namespace limn::access
