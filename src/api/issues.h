// /api/issues
#pragma once
#include "api/call.h"

namespace limn::api {

void add_issue_routes(Routes& routes);

} // namespace limn::api
