// The kinds of background work that the resources ask for.
#pragma once

#include "api/call.h"
#include "queue/queue.h"

namespace limn::api {

// Every kind of work, one line each.
void add_all_work(queue::Queue& queue, Services& services);

} // namespace limn::api
