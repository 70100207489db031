#include "tasks/creation.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "media/order.h"
#include "tasks/job.h"
#include "tasks/segments.h"

namespace limn::tasks {
namespace {

// Client files in the order that the request asks for.
std::vector<std::string> in_upload_order(std::vector<std::string> names, const DataParameters& p) {
    if (p.sorting_method.value.value != "predefined" || p.upload_file_order.value.empty()) return names;
    std::vector<std::string> wanted;
    for (const auto& name : p.upload_file_order.value) wanted.push_back(name.value);
    media::order_as(names, wanted); // checked when the request came
    return names;
}

void describe(Media& media, const FramePlan& plan, const Sources& sources, const DataParameters& p) {
    const auto& first = plan.frames.front();
    media.size = plan.size;
    media.kind = plan.kind;
    media.image_quality = p.image_quality.value;
    media.start_frame = plan.selection.start;
    media.stop_frame = plan.selection.stop;
    media.frame_step = plan.selection.step;
    media.frame_filter = plan.frame_filter;
    media.original_chunk_type = plan.interpolation() ? "video" : "imageset";
    media.compressed_chunk_type = plan.interpolation() && !p.use_zip_chunks ? "video" : "imageset";
    media.storage = sources.storage;
    media.sorting_method = p.sorting_method.value.value;
    media.chapters = plan.index.chapters;
    const bool asked = p.chunk_size && *p.chunk_size;
    media.chunk_size =
        asked ? (*p.chunk_size)->value
              : media::default_chunk_size(first.width, first.height, media.compressed_chunk_type == "video");
}

void save(db::Connection& c, const Task& task, const Media& media, const FramePlan& plan) {
    const auto time = now();
    if (task.project_id) check_dimension(c, *task.project_id, plan.three_d() ? "3d" : "2d", task.id);
    save_media(c, media);
    c.execute("DELETE FROM frame WHERE media_id = ?", media.id);
    insert_frames(c, media.id, plan.frames);
    c.execute("UPDATE task SET mode = ?, dimension = ?, segment_size = ?, overlap = ?, updated_date = ? WHERE id = ?",
              plan.interpolation() ? "interpolation" : "annotation", plan.three_d() ? "3d" : "2d",
              plan.cutting.segment_size, plan.cutting.overlap, time, task.id);
    create_segments_and_jobs(c, task.id, plan.cutting.ranges, task.consensus_replicas, time);
    if (plan.validation) create_ground_truth(c, task.id, plan.size, *plan.validation, {}, time);
}

} // namespace

void create_task_media(db::Database& database, const Workshop& workshop, int64_t task_id, const DataParameters& p,
                       const Witness& witness) {
    std::optional<Task> task;
    Media media;
    std::vector<std::string> names;
    database.write([&](db::Connection& c) {
        task = find_task(c, task_id);
        if (!task) throw not_found("Task");
        media = attach_media(c, task_id);
        names = client_files(c, media.id);
    });
    auto sources = collect_sources(workshop, media, in_upload_order(std::move(names), p), p);
    const auto plan = plan_frames(workshop, media, sources, p, *task);
    workshop.progress(0.9, "Task is being saved in database");
    describe(media, plan, sources, p);
    adopt_sources(workshop, sources);
    if (media.is_video()) workshop.blobs.put(media.index_key(), media::serialize(plan.index));
    database.write([&](db::Connection& c) {
        const auto save_all = [&] { save(c, *task, media, plan); };
        witness ? witness(c, save_all) : save_all();
    });
    for (const auto& key : sources.spent) workshop.blobs.remove(key);
}

} // namespace limn::tasks
