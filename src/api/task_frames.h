#pragma once
#include "api/call.h"
#include "queue/queue.h"

namespace limn::api {

void add_task_frames_routes(Routes& routes);
void add_task_frames_work(queue::Queue& queue, Services& services);

} // namespace limn::api
