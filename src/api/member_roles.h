#pragma once
#include <string_view>

namespace limn::api {

// For Choice<>: the roles of memberships and invitations.
struct MemberRoles {
    static constexpr std::string_view list[] = {"worker", "supervisor", "maintainer", "owner"};
};

} // namespace limn::api
