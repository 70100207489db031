// /api/jobs
#pragma once
#include "api/call.h"

namespace limn::api {

void add_job_routes(Routes& routes);

} // namespace limn::api
