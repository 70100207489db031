// What background work that makes frames of a task's files has in common: creation, and what is added later.
#pragma once
#include <functional>

#include "api/call.h"
#include "queue/queue.h"
#include "tasks/sources.h"

namespace limn::api {

// Tells how far it is through the work.
tasks::Workshop workshop_of(Services& services, queue::Work& work);

// Within the transaction in which save makes frames and jobs of the request's task: has webhooks told of them.
void announce_frames(Services& services, db::Connection& c, const queue::RequestRow& request,
                     const std::function<void()>& save);

} // namespace limn::api
