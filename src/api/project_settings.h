// What the editor begins with in a project, for people who have chosen nothing else: /api/projects/{id}/settings, and
// for whoever works in a job of it /api/jobs/{id}/settings. Beyond the contract.
#pragma once
#include "api/call.h"

namespace limn::api {

void add_project_settings_routes(Routes& routes);

} // namespace limn::api
