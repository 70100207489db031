#include "tasks/append.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/error.h"
#include "queue/queue.h"
#include "tasks/job.h"
#include "tasks/segments.h"
#include "tasks/validation.h"

namespace limn::tasks {
namespace {

[[noreturn]] void fail(std::string_view message) { throw queue::Failure("ValueError", message); }

DataParameters parameters_of(const Media& media, std::string_view sorting) {
    return read_data_parameters(
        boost::json::object{{"image_quality", media.image_quality}, {"sorting_method", sorting}});
}

// Leaves out what is in the task already. How many that were.
int64_t leave_out(Sources& sources, const std::unordered_set<std::string>& known) {
    return static_cast<int64_t>(
        std::erase_if(sources.files, [&](const Source& source) { return known.contains(source.name); }));
}

void check_kind(const FramePlan& plan, const Media& media) {
    if (plan.kind == media.kind) return;
    fail(media.kind == media_kind::pointcloud ? "Pictures cannot be added to a task of point clouds"
                                              : "Point clouds cannot be added to a task of images");
}

// The new frames' jobs, after the frames that are there. A task in one piece gets one more.
std::vector<FrameRange> ranges_after(int64_t size, int64_t added, const Task& task) {
    auto ranges = cut_frames(added, task.segment_size, task.overlap, false).ranges;
    for (auto& range : ranges) range = {range.start + size, range.stop + size};
    return ranges;
}

std::vector<int64_t> save(db::Connection& c, const Task& task, int64_t media_id, FramePlan plan) {
    const auto time = now();
    auto media = lock_media(c, media_id);
    const auto before = media.size;
    for (auto& frame : plan.frames) frame.number += before;
    media.size += plan.size;
    media.stop_frame += plan.size * media.frame_step;
    save_media(c, media);
    insert_frames(c, media.id, plan.frames);
    // Segments of chosen frames are said to reach over the whole task.
    c.execute("UPDATE segment SET stop_frame = ? WHERE task_id = ? AND kind = 'specific_frames'", media.size - 1,
              task.id);
    auto jobs =
        create_segments_and_jobs(c, task.id, ranges_after(before, plan.size, task), task.consensus_replicas, time);
    update_task_status(c, task.id, time);
    touch_task_and_project(c, task.id, time);
    return jobs;
}

} // namespace

std::optional<std::string> append_refusal(db::Connection& c, const Task& task, const Media& media) {
    if (!media.size) return "The task has no frames yet: its first files go to its data";
    if (media.is_video()) return "Nothing can be added to a video. Make another task of the files";
    if (media.cloud_storage_id)
        return "The frames of this task lie in a cloud storage, and only those that were there when it was made. "
               "Make another task of the files";
    const auto layout = find_validation_layout(c, task.id);
    if (layout && layout->mode == "gt_pool")
        return "The validation frames of this task are dealt out among its jobs, which a new job would have none of. "
               "Make another task of the files";
    return {};
}

std::unordered_set<std::string> names_in_task(db::Connection& c, const Media& media) {
    std::unordered_set<std::string> names;
    for (const auto& frame : find_frames(c, media.id)) {
        names.insert(frame.name);
        for (const auto& file : frame.related) names.insert(name_of_file(media, file));
    }
    return names;
}

Appended append_task_media(db::Database& database, const Workshop& workshop, int64_t task_id,
                           const std::vector<std::string>& names, std::string_view sorting, const Witness& witness) {
    std::optional<Task> task;
    Media media;
    std::unordered_set<std::string> known;
    database.read([&](db::Connection& c) {
        task = find_task(c, task_id);
        if (!task) throw not_found("Task");
        media = media_of_task(c, task_id);
        if (const auto refusal = append_refusal(c, *task, media)) fail(*refusal);
        known = names_in_task(c, media);
    });
    const auto parameters = parameters_of(media, sorting);
    auto sources = collect_sources(workshop, media, names, parameters);
    if (sources.video) fail("Videos cannot be added to a task. Make another task of them");
    Appended out{.skipped = leave_out(sources, known)};
    if (sources.files.empty())
        fail(fmt::format("Nothing is new: {} with these names are in the task already",
                         out.skipped == 1 ? "a file" : fmt::format("{} files", out.skipped)));
    auto whole = *task; // its cutting is not that of the new frames
    whole.segment_size = 0;
    const auto plan = plan_frames(workshop, media, sources, parameters, whole);
    check_kind(plan, media);
    workshop.progress(0.9, "The frames are being added");
    adopt_sources(workshop, sources);
    database.write([&](db::Connection& c) {
        const auto add = [&] { out.jobs = save(c, *task, media.id, plan); };
        witness ? witness(c, add) : add();
    });
    for (const auto& key : sources.spent) workshop.blobs.remove(key);
    out.frames = plan.size;
    return out;
}

} // namespace limn::tasks
