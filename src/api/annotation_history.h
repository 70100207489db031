#pragma once
#include "api/call.h"

namespace limn::api {

void add_annotation_history_routes(Routes& routes);

} // namespace limn::api
