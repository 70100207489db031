// /api/tasks
#pragma once
#include "api/call.h"

namespace limn::api {

void add_task_routes(Routes& routes);

} // namespace limn::api
