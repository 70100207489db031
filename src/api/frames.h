#pragma once

#include "api/call.h"

namespace limn::api {
void add_frame_routes(Routes& routes);
}
