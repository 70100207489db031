// GET and PATCH .../data/meta: how the frames of a task or job are numbered, named and sized, and which are deleted.
#include "api/data_meta.h"

#include <algorithm>
#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/announcement.h"
#include "api/subjects.h"
#include "api/work_json.h"
#include "base/error.h"
#include "base/json.h"
#include "base/record.h"
#include "tasks/cloud_storage.h"
#include "tasks/frame_server.h"
#include "tasks/job.h"
#include "tasks/media.h"
#include "tasks/task.h"
#include "tasks/validation.h"

namespace limn::api {
namespace {

using tasks::Frame;
using tasks::Job;
using tasks::Media;

struct TaskMetaWrite {
    Given<std::vector<Int<0>>> deleted_frames;
    Given<Nullable<int64_t>> cloud_storage_id;
};
BOOST_DESCRIBE_STRUCT(TaskMetaWrite, (), (deleted_frames, cloud_storage_id))

struct JobMetaWrite {
    std::vector<Int<0>> deleted_frames;
};
BOOST_DESCRIBE_STRUCT(JobMetaWrite, (), (deleted_frames))

std::vector<int64_t> numbers(const std::vector<Int<0>>& given) { return {given.begin(), given.end()}; }

void write_frame(JsonWriter& w, const Frame& frame) {
    w.begin_object();
    w.member("width", frame.width);
    w.member("height", frame.height);
    w.member("name", frame.name);
    w.member("related_files", static_cast<int64_t>(frame.related.size()));
    w.member("has_related_context", !frame.related.empty());
    w.end_object();
}

// Of a video: those that begin among the frames from first to last, as source frame numbers.
void write_chapters(JsonWriter& w, const Media& media, int64_t first, int64_t last) {
    w.key("chapters");
    if (!media.is_video()) return w.value(nullptr);
    w.begin_array();
    for (const auto& chapter : media.chapters) {
        if (chapter.start < first || chapter.start > last) continue;
        w.begin_object();
        w.member("id", chapter.id);
        w.member("start", chapter.start);
        w.member("stop", chapter.stop);
        w.key("metadata");
        w.begin_object();
        if (!chapter.title.empty()) w.member("title", chapter.title);
        w.end_object();
        w.end_object();
    }
    w.end_array();
}

struct Shown {                               // what differs between a task and its jobs
    int64_t size = 0, start = 0, stop = 0;   // the latter two in the source
    std::optional<Time> chunks_updated_date; // none: no frames yet
    std::vector<int64_t> deleted;
    std::optional<std::vector<int64_t>> included; // in the source
};

std::string meta_json(const Media& media, const Shown& shown, const std::vector<Frame>& frames, const Job* job) {
    JsonWriter w;
    w.begin_object();
    w.member("chunks_updated_date",
             shown.chunks_updated_date ? std::optional(to_iso(*shown.chunks_updated_date)) : std::nullopt);
    w.member("chunk_size", media.chunk_size);
    w.member("size", shown.size);
    w.member("image_quality", media.image_quality);
    w.member("start_frame", shown.start);
    w.member("stop_frame", shown.stop);
    w.member("frame_filter", media.frame_filter);
    w.key("frames");
    w.begin_array();
    for (const auto& frame : frames) {
        const bool hidden = job && job->frames && !media.is_video() && !job->has_frame(frame.number);
        if (hidden)
            write_frame(w, {.name = "placeholder.jpg", .width = frame.width, .height = frame.height});
        else
            write_frame(w, frame);
    }
    w.end_array();
    write_numbers(w, "deleted_frames", shown.deleted);
    if (shown.included)
        write_numbers(w, "included_frames", *shown.included);
    else
        w.member("included_frames", nullptr);
    write_chapters(w, media, shown.start, shown.stop);
    w.member("storage", media.storage);
    w.member("cloud_storage_id", media.cloud_storage_id);
    w.end_object();
    return w.take();
}

Media media_of(db::Connection& c, const Found& found) {
    auto media = found.media_id ? tasks::find_media(c, *found.media_id) : std::nullopt;
    if (!media) throw list_error("The task has no data yet");
    return *media;
}

// --- tasks

std::string task_meta(db::Connection& c, int64_t task_id, const Media& media,
                      const std::vector<int64_t>* deleted = nullptr) {
    Shown shown{media.size, media.start_frame, media.stop_frame, {}, deleted ? *deleted : media.deleted_frames, {}};
    if (const auto us = c.value("SELECT max(chunks_updated_date) FROM segment WHERE task_id = ?", task_id))
        shown.chunks_updated_date = Time{*us};
    return meta_json(media, shown, tasks::find_frames(c, media.id), nullptr);
}

http::Response get_task_meta(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto task = find_task(c, call, call.id(0));
        task.require(call.caller, "view:metadata");
        return task_meta(c, task.id, media_of(c, task));
    }));
}

void check_deleted(const Media& media, const std::vector<int64_t>& frames) {
    if (std::set(frames.begin(), frames.end()).size() != frames.size())
        throw field_error("deleted_frames", "Deleted frames cannot repeat");
    std::vector<int64_t> unknown;
    for (const auto frame : frames)
        if (frame >= media.size) unknown.push_back(frame);
    if (unknown.empty()) return;
    constexpr size_t shown = 10;
    const auto more = unknown.size() > shown ? fmt::format(" (and {} more)", unknown.size() - shown) : "";
    if (unknown.size() > shown) unknown.resize(shown);
    throw field_error("deleted_frames",
                      fmt::format("Unknown frames {}{} requested for removal", fmt::join(unknown, ", "), more));
}

// Another bucket for the frames; it must hold the same objects, which are only looked up when they are asked for.
void check_new_cloud_storage(Call& call, int64_t task_id, const Nullable<int64_t>& id) {
    if (!id) throw field_error("cloud_storage_id", "The specified cloud storage None does not exist.");
    call.database().read([&](db::Connection& c) {
        require_cloud_storage_view(c, call, find_task(c, call, task_id, Filters::none).workspace, *id);
    });
    const auto opened = call.services.clouds->open(*id);
    if (opened.objects->reach() != storage::Reach::available)
        throw field_error("cloud_storage_id", fmt::format("The specified cloud storage '{}' is not available.",
                                                          opened.storage.display_name));
}

void change_cloud_storage(db::Connection& c, int64_t task_id, Media& media, int64_t id) {
    if (media.cloud_storage_id == id) return;
    media.cloud_storage_id = id;
    c.execute("UPDATE segment SET chunks_updated_date = ? WHERE task_id = ?", now(), task_id);
}

http::Response patch_task_meta(Call& call) {
    const auto [task_id, media_id] = call.database().read([&](db::Connection& c) {
        const auto task = find_task(c, call, call.id(0));
        task.require(call.caller, "update:metadata");
        return std::pair(task.id, media_of(c, task).id);
    });
    const auto change = read_record<TaskMetaWrite>(call.body());
    if (change.cloud_storage_id) check_new_cloud_storage(call, task_id, *change.cloud_storage_id);
    std::optional<int64_t> before;
    Media media;
    const auto text = call.database().write([&](db::Connection& c) {
        media = tasks::lock_media(c, media_id);
        Announcement announcement(call, c);
        announcement.will_change(Kind::task, {task_id});
        before = media.cloud_storage_id;
        if (change.cloud_storage_id) change_cloud_storage(c, task_id, media, **change.cloud_storage_id);
        std::optional<std::vector<int64_t>> sent;
        if (change.deleted_frames) {
            sent = numbers(*change.deleted_frames);
            check_deleted(media, *sent);
            tasks::check_pool_deletions(c, task_id, media, *sent);
            media.deleted_frames = *sent;
            std::ranges::sort(media.deleted_frames);
        }
        if (change.deleted_frames || change.cloud_storage_id) {
            tasks::save_media(c, media);
            tasks::touch_task(c, task_id, now());
            announcement.send();
        }
        return task_meta(c, task_id, media, sent ? &*sent : nullptr);
    });
    if (media.cloud_storage_id != before) call.services.frames->forget(media);
    return call.json(200, text);
}

// --- jobs

std::string job_meta(db::Connection& c, const Job& job, const Media& media) {
    Shown shown{.size = job.frame_count(),
                .start = media.absolute(job.range.start),
                .stop = std::min(media.stop_frame, media.absolute(job.range.stop)),
                .chunks_updated_date = job.chunks_updated_date};
    std::set<int64_t> deleted(media.deleted_frames.begin(), media.deleted_frames.end());
    if (job.is_ground_truth())
        if (const auto layout = tasks::find_validation_layout(c, job.task_id))
            deleted.insert(layout->disabled_frames.begin(), layout->disabled_frames.end());
    for (const auto frame : deleted)
        if (job.has_frame(frame)) shown.deleted.push_back(frame);
    if (job.frames) {
        shown.included.emplace();
        for (const auto frame : *job.frames) shown.included->push_back(media.absolute(frame));
    }
    const auto frames = media.is_video() ? tasks::find_frames(c, media.id)
                                         : tasks::find_frames(c, media.id, job.range.start, job.range.stop);
    return meta_json(media, shown, frames, &job);
}

http::Response get_job_meta(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto found = find_job(c, call, call.id(0));
        found.require(call.caller, "view:metadata");
        return job_meta(c, *tasks::find_job(c, found.id), media_of(c, found));
    }));
}

// The deleted frames outside of the job stay as they are.
void replace_inside(Media& media, const Job& job, const std::vector<int64_t>& frames) {
    std::set<int64_t> all(frames.begin(), frames.end());
    for (const auto frame : media.deleted_frames)
        if (!job.has_frame(frame)) all.insert(frame);
    media.deleted_frames.assign(all.begin(), all.end());
}

http::Response patch_job_meta(Call& call) {
    const auto found = call.database().read([&](db::Connection& c) {
        auto job = find_job(c, call, call.id(0));
        job.require(call.caller, "update:metadata");
        return job;
    });
    const auto frames = numbers(read_record<JobMetaWrite>(call.body()).deleted_frames);
    const auto text = call.database().write([&](db::Connection& c) {
        auto media = tasks::lock_media(c, found.media_id.value());
        const auto still_there = tasks::find_job(c, found.id);
        if (!still_there) throw not_found("Job");
        const auto& job = *still_there;
        std::vector<int64_t> foreign;
        for (const auto frame : frames)
            if (!job.has_frame(frame)) foreign.push_back(frame);
        if (!foreign.empty())
            throw list_error(fmt::format("Frames {} do not belong to the job", fmt::join(foreign, ", ")));
        Announcement announcement(call, c);
        announcement.will_change(Kind::task, {job.task_id});
        if (job.is_ground_truth())
            tasks::disable_validation_frames(c, job.task_id, media, frames);
        else
            replace_inside(media, job, frames);
        tasks::save_media(c, media);
        tasks::touch_task_and_project(c, job.task_id, now());
        announcement.send();
        return job_meta(c, job, media);
    });
    return call.json(200, text);
}

} // namespace

void add_data_meta_routes(Routes& routes) {
    routes.get("/api/tasks/{id}/data/meta", get_task_meta);
    routes.patch("/api/tasks/{id}/data/meta", patch_task_meta);
    routes.get("/api/jobs/{id}/data/meta", get_job_meta);
    routes.patch("/api/jobs/{id}/data/meta", patch_job_meta);
}

} // namespace limn::api
