// /api/comments
#pragma once
#include "api/call.h"

namespace limn::api {

void add_comment_routes(Routes& routes);

} // namespace limn::api
