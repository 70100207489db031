// What OPTIONS says about a path.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"

namespace limn::api {

// "User List" of /api/users, "User Instance" of /api/users/{id}, "Self" of /api/users/self.
std::string name_of_path(std::string_view pattern);

// The body of the answer: name, description, forms, and the fields of POST when the path has one.
std::string describe_path(std::string_view pattern, const std::vector<const DescribedRoute*>& routes);

} // namespace limn::api
