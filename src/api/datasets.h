#pragma once

#include "api/call.h"
#include "queue/queue.h"

namespace limn::api {

// Exports of projects, tasks and jobs, their download, and imports from files.
void add_dataset_routes(Routes& routes);

// POST to the annotations of a task or job: an import, or a step of one whose file comes in pieces.
http::Response import_task_annotations(Call& call);
http::Response import_job_annotations(Call& call);

// The work behind them: "export:dataset", "export:annotations", "import:annotations", "import:dataset".
void add_dataset_work(queue::Queue& queue, Services& services);

// Removes a file of an export, as soon as no request offers it any more and it is older than exports live. For
// Queue::on_expired_file.
void remove_export(Services& services, const std::string& key);

} // namespace limn::api
