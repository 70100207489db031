#pragma once

#include "api/call.h"

namespace limn::api {
void add_server_routes(Routes& routes);
}
