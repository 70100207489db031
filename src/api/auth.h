#pragma once

#include "api/call.h"

namespace limn::api {
void add_auth_routes(Routes& routes);
}
