#pragma once

#include "api/call.h"

namespace limn::api {
void add_user_routes(Routes& routes);
}
