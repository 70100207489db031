#pragma once

#include "api/call.h"

namespace limn::api {
void add_growth_routes(Routes& routes);
}
