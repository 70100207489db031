// /api/tasks/{id}/frames, beyond the contract: pictures for a task that has frames already. They arrive in pieces as
// task data do (api/uploads.h) and become frames in the background:
//
//   POST  Upload-Start                      202; pieces of an earlier attempt of the same account are thrown away
//   POST  Upload-Length, Upload-Metadata    201; then PATCH and HEAD on its Location
//   POST  Upload-Finish, {"sorting_method"} 202 {"rq_id"}; the finished request has a summary of what was added
#include "api/task_frames.h"

#include <filesystem>

#include <fmt/format.h>

#include "api/announcement.h"
#include "api/bodies.h"
#include "api/requests.h"
#include "api/subjects.h"
#include "api/uploads.h"
#include "base/error.h"
#include "base/json.h"
#include "media/error.h"
#include "storage/blob_store.h"
#include "tasks/append.h"

namespace limn::api {
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::string_view work_kind = "append:task";

struct Orders {
    static constexpr std::string_view list[] = {"lexicographical", "natural", "random"};
};
struct FinishBody {
    Default<Choice<Orders>> sorting_method{{"lexicographical"}};
};
BOOST_DESCRIBE_STRUCT(FinishBody, (), (sorting_method))

std::string work_id(int64_t task_id) {
    return queue::RequestId{.action = "append", .target = "task", .target_id = task_id}.text();
}

// What one account sends goes together, and never with what somebody else sends at the same time.
UploadTarget target_of(const Call& call) {
    return {fmt::format("task-frames:{}:{}", call.id(0), call.caller.id),
            fmt::format("/api/tasks/{}/frames", call.id(0)), true};
}

// The task's media, if the caller may add to them and they can be added to.
tasks::Media open_media(db::Connection& c, Call& call) {
    const auto found = find_task(c, call, call.id(0));
    found.require(call.caller, "upload:data");
    if (!found.media_id) throw string_error("The task has no frames yet: its first files go to its data");
    auto media = *tasks::find_media(c, *found.media_id);
    if (const auto refusal = tasks::append_refusal(c, *tasks::find_task(c, found.id), media))
        throw string_error(*refusal);
    return media;
}

http::Response start(Call& call) {
    const auto key = target_of(call).key;
    call.database().write([&](db::Connection& c) {
        open_media(c, call);
        discard_uploads(c, call.services, key);
    });
    return start_upload(call);
}

// Puts what has arrived beside the files of the task, but for pictures that have a name of one of them: nothing that is
// there may be replaced. Their names, those left out among them, which are counted later.
std::vector<std::string> adopt(Call& call, const tasks::Media& media, const std::vector<Upload>& uploads,
                               const std::unordered_set<std::string>& known) {
    std::vector<std::string> names;
    for (const auto& upload : uploads) {
        names.push_back(upload.file_name);
        if (known.contains(upload.file_name)) continue;
        call.services.blobs.adopt(media.raw_key(upload.file_name), upload_path(call.services, upload.id));
    }
    return names;
}

http::Response finish(Call& call) {
    const auto id = call.id(0);
    const auto body = read_record<FinishBody>(body_object(call));
    const auto target = target_of(call);
    tasks::Media media;
    std::vector<Upload> uploads;
    std::unordered_set<std::string> known;
    call.database().read([&](db::Connection& c) {
        media = open_media(c, call);
        if (is_under_way(c, work_id(id)))
            throw string_error("Files are being added to this task just now. Yours are kept; finish again when that "
                               "has ended",
                               409);
        uploads = uploads_of(c, target.key);
        known = tasks::names_in_task(c, media);
    });
    if (uploads.empty()) throw string_error("No file has arrived; nothing was added");
    const auto names = adopt(call, media, uploads, known);
    const bool fresh = call.database().write([&](db::Connection& c) {
        for (const auto& name : names)
            if (!known.contains(name)) tasks::register_client_file(c, media.id, name);
        discard_uploads(c, call.services, target.key);
        const auto task = find_task(c, call, id, Filters::none);
        return call.services.queue.enqueue(c,
                                           {.rq_id = work_id(id),
                                            .kind = std::string(work_kind),
                                            .owner_id = call.caller.id,
                                            .organization_id = task.workspace.organization_id,
                                            .project_id = task.project_id,
                                            .task_id = id,
                                            .target = "task",
                                            .input = json::object{{"files", json::value_from(names)},
                                                                  {"sorting_method", body.sorting_method.value.value}},
                                            .origin = call.request.base_url()});
    });
    return accepted(call, work_id(id), fresh);
}

http::Response upload(Call& call) {
    switch (upload_step(call.request)) {
    case UploadStep::start: return start(call);
    case UploadStep::create: {
        call.database().read([&](db::Connection& c) { open_media(c, call); });
        return create_upload(call, target_of(call));
    }
    case UploadStep::finish: return finish(call);
    case UploadStep::multiple:
    case UploadStep::whole: break;
    }
    throw string_error("Files for a task that has frames arrive in pieces: Upload-Start, Upload-Length, Upload-Finish");
}

void require_upload(Call& call) {
    call.database().read(
        [&](db::Connection& c) { find_task(c, call, call.id(0)).require(call.caller, "upload:data"); });
}

http::Response append_piece(Call& call) {
    require_upload(call);
    return append_upload(call, target_of(call), call.request.parameters.at(1));
}

http::Response describe_piece(Call& call) {
    require_upload(call);
    return describe_upload(call, target_of(call), call.request.parameters.at(1));
}

// --- in the background

void append(queue::Work& work, Services& services) {
    const auto& request = work.request();
    const auto& input = request.input.as_object();
    const tasks::Workshop workshop{services.blobs, services.settings.share_folder,
                                   fs::path(services.settings.data_folder) / "tmp", services.clouds,
                                   [&](double share, std::string_view message) { work.progress(share, message); }};
    const auto witness = [&](db::Connection& c, const std::function<void()>& save) {
        BackgroundCall call(services, c, request);
        Announcement announcement(call, c, request);
        announcement.will_change(Kind::task, {*request.task_id});
        const auto last = c.value("SELECT max(id) FROM job WHERE task_id = ?", *request.task_id).value_or(0);
        save();
        std::vector<int64_t> jobs;
        for (auto rows = c.query("SELECT id FROM job WHERE task_id = ? AND id > ? ORDER BY id", *request.task_id, last);
             rows.next();)
            jobs.push_back(rows.integer(0));
        announcement.created(Kind::job, jobs);
        announcement.send();
    };
    try {
        const auto out = tasks::append_task_media(services.database, workshop, request.task_id.value(),
                                                  json::value_to<std::vector<std::string>>(input.at("files")),
                                                  input.at("sorting_method").as_string(), witness);
        work.finish_with_summary(json::object{
            {"frames_added", out.frames}, {"files_skipped", out.skipped}, {"jobs", json::value_from(out.jobs)}});
    } catch (const media::MediaError& e) {
        throw queue::Failure("ValueError", e.what());
    }
}

} // namespace

void add_task_frames_routes(Routes& routes) {
    routes.post("/api/tasks/{id}/frames/", upload);
    routes.options("/api/tasks/{id}/frames/", upload_options);
    routes.patch("/api/tasks/{id}/frames/{file}", append_piece).describe({"Send a piece of an upload", {}, {}, 204});
    routes.head("/api/tasks/{id}/frames/{file}", describe_piece);
    routes.options("/api/tasks/{id}/frames/{file}", upload_options);
}

void add_task_frames_work(queue::Queue& queue, Services& services) {
    queue.on(std::string(work_kind), [&services](queue::Work& work) { append(work, services); });
}

} // namespace limn::api
