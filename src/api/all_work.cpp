#include "api/backups.h"
#include "api/datasets.h"
#include "api/requests.h"
#include "api/task_data.h"
#include "api/task_frames.h"
#include "api/work.h"

namespace limn::api {

void add_all_work(queue::Queue& queue, Services& services) {
    add_task_data_work(queue, services);
    add_task_frames_work(queue, services);
    add_dataset_work(queue, services);
    add_backup_work(queue, services);
    announce_end_of_work(queue, services);
    queue.on_expired_file([&services](const std::string& key) { remove_export(services, key); });
}

} // namespace limn::api
