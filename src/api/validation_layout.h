#pragma once
#include "api/call.h"

namespace limn::api {

void add_validation_layout_routes(Routes& routes);

} // namespace limn::api
