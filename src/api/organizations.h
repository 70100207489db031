#pragma once

#include "api/call.h"

namespace limn::api {
void add_organization_routes(Routes& routes);
}
