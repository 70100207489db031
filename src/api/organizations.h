#pragma once

#include "api/call.h"

namespace limn::api {
// In the order of the ids; those that are gone are left out.
std::vector<std::string> organization_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids);

void add_organization_routes(Routes& routes);
} // namespace limn::api
