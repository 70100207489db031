// /api/users/self/issues: the open issues that wait for the caller. Beyond the contract.
#pragma once
#include "api/call.h"

namespace limn::api {

void add_my_issue_routes(Routes& routes);

} // namespace limn::api
