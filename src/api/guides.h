// /api/guides
#pragma once
#include "api/call.h"

namespace limn::api {

void add_guide_routes(Routes& routes);

} // namespace limn::api
