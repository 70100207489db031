#pragma once

#include "api/call.h"
#include "queue/queue.h"

namespace limn::api {

// Backups of projects and tasks: their export, their download, and new objects made out of them.
void add_backup_routes(Routes& routes);

// The work behind them: "export:backup", "import:backup".
void add_backup_work(queue::Queue& queue, Services& services);

} // namespace limn::api
