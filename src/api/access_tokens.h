#pragma once

#include "api/call.h"

namespace limn::api {
void add_access_token_routes(Routes& routes);
}
