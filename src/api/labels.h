// /api/labels
#pragma once
#include "api/call.h"

namespace limn::api {

void add_label_routes(Routes& routes);

} // namespace limn::api
