#include "api/frame_work.h"

#include <filesystem>
#include <vector>

#include "api/announcement.h"

namespace limn::api {

tasks::Workshop workshop_of(Services& services, queue::Work& work) {
    return {services.blobs, services.settings.share_folder,
            std::filesystem::path(services.settings.data_folder) / "tmp", services.clouds,
            [&work](double share, std::string_view message) { work.progress(share, message); }};
}

void announce_frames(Services& services, db::Connection& c, const queue::RequestRow& request,
                     const std::function<void()>& save) {
    BackgroundCall call(services, c, request);
    Announcement announcement(call, c, request);
    const auto task_id = request.task_id.value();
    announcement.will_change(Kind::task, {task_id});
    const auto last = c.value("SELECT max(id) FROM job WHERE task_id = ?", task_id).value_or(0);
    save();
    std::vector<int64_t> jobs;
    for (auto rows = c.query("SELECT id FROM job WHERE task_id = ? AND id > ? ORDER BY id", task_id, last);
         rows.next();)
        jobs.push_back(rows.integer(0));
    announcement.created(Kind::job, jobs);
    announcement.send();
}

} // namespace limn::api
