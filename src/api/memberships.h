#pragma once

#include "api/call.h"

namespace limn::api {
void add_membership_routes(Routes& routes);
}
