// What every resource that starts background work answers with.
#pragma once
#include <string_view>

#include "api/call.h"

namespace limn::api {

// 202 {"rq_id": ...}, or 409 with the same body when that work is waiting or running already.
http::Response accepted(const Call& call, std::string_view rq_id, bool fresh);

// For answers that change by themselves.
http::Response uncached(http::Response response);

void add_request_routes(Routes& routes);

} // namespace limn::api
