// What every resource that starts background work answers with.
#pragma once
#include <string_view>

#include "api/call.h"

namespace limn::api {

// 202 {"rq_id": ...}, or 409 with the same body when that work is waiting or running already.
http::Response accepted(const Call& call, std::string_view rq_id, bool fresh);

// Whether that work is waiting or running.
bool is_under_way(db::Connection& c, std::string_view rq_id);

// For answers that change by themselves.
http::Response uncached(http::Response response);

// As GET /api/requests/{id} shows it.
std::string request_item(const Call& call, db::Connection& c, const queue::RequestRow& row);

// Has webhooks told when work has ended that they listen to.
void announce_end_of_work(queue::Queue& queue, Services& services);

void add_request_routes(Routes& routes);

} // namespace limn::api
