// /api/events: what pages and programs tell of themselves. It is checked and answered as clients expect; nothing keeps
// it, since no store for analytics is connected.
#pragma once
#include "api/call.h"

namespace limn::api {
void add_client_event_routes(Routes& routes);
}
