#pragma once

#include "api/call.h"

namespace limn::api {
void add_presence_routes(Routes& routes);
} // namespace limn::api
