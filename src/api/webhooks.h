// /api/webhooks: which changes are told to which servers.
#pragma once
#include <string>
#include <vector>

#include "api/call.h"
#include "api/subjects.h"

namespace limn::api {

// In the order of the ids; those that are gone are left out.
std::vector<std::string> webhook_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids);

// 404 {"detail": "No Webhook matches the given query."}
Found find_webhook(db::Connection& c, Call& call, int64_t id, Filters filters = Filters::all);

void add_webhook_routes(Routes& routes);
void add_webhook_delivery_routes(Routes& routes); // deliveries, redelivery, ping

} // namespace limn::api
