// The kinds of background work that the resources ask for.
#pragma once

#include "api/call.h"
#include "http/assets.h"
#include "queue/queue.h"

namespace limn::api {

// Every kind of work, one line each (all_work.cpp).
void add_all_work(queue::Queue& queue, Services& services);

// Paths that no route knows: 404 below /api/, the page everywhere else.
http::Response answer_unknown(http::Request& request, const http::AssetStore& page);

} // namespace limn::api
