#pragma once

#include "api/call.h"

namespace limn::api {
void add_invitation_routes(Routes& routes);
}
