#pragma once

#include "api/call.h"

namespace limn::api {
void add_password_routes(Routes& routes);
}
