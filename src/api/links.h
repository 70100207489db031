#pragma once
#include "api/call.h"

namespace limn::api {

void add_link_routes(Routes& routes);

} // namespace limn::api
