// /api/projects
#pragma once
#include "api/call.h"

namespace limn::api {

void add_project_routes(Routes& routes);

} // namespace limn::api
