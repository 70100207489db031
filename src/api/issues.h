// /api/issues
#pragma once
#include "api/call.h"
#include "api/subjects.h"

namespace limn::api {

// Judged in the workspace of the request: job staff may without naming the organisation, its maintainers must name it.
void require_issue_creation(const Call& call, const Found& job);

void add_issue_routes(Routes& routes);

} // namespace limn::api
