#pragma once

#include "api/call.h"

namespace limn::api {
void add_rules_routes(Routes& routes);
}
