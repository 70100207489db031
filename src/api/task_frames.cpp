// /api/tasks/{id}/frames, beyond the contract: pictures for a task that has frames already. They arrive in pieces as
// task data do (api/uploads.h) and become frames in the background:
//
//   GET                                     what waits of an earlier attempt of the same account
//   POST  .../check, {"files"}              which of them the task has already, by name or by what they show
//   POST  Upload-Start                      202; what waits is thrown away
//   POST  Upload-Length, Upload-Metadata    201; then PATCH and HEAD on its Location
//   POST  Upload-Multiple, client_files[0]  200; many whole files in one body, as for task data (api/sent_files.h)
//   POST  Upload-Finish, {"sorting_method"} 202 {"rq_id"}; the finished request has a summary of what was added
#include "api/task_frames.h"

#include <filesystem>

#include <fmt/format.h>

#include "api/bodies.h"
#include "api/frame_work.h"
#include "api/requests.h"
#include "api/sent_files.h"
#include "api/subjects.h"
#include "api/uploads.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
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
    Default<bool> leave_out_same; // pictures that the task has under another name
};
BOOST_DESCRIBE_STRUCT(FinishBody, (), (sorting_method, leave_out_same))

struct CheckedFile {
    Text<1024> name;
    Int<0> size;
    Given<BlankText<64>> sha256; // in base64
};
BOOST_DESCRIBE_STRUCT(CheckedFile, (), (name, size, sha256))
struct CheckBody {
    std::vector<CheckedFile> files;
};
BOOST_DESCRIBE_STRUCT(CheckBody, (), (files))
constexpr uint64_t most_check_bytes = 64 << 20;

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

http::Response receive(Call& call) {
    call.database().read([&](db::Connection& c) { open_media(c, call); });
    WholeUploads uploads(call.services);
    receive_files(call, true, [&](const std::string& name) { return uploads.open(name); });
    uploads.keep(call, target_of(call));
    return http::make_response(200, "", json_content_type);
}

http::Response waiting(Call& call) {
    const auto target = target_of(call);
    const auto uploads = call.database().read([&](db::Connection& c) {
        find_task(c, call, call.id(0)).require(call.caller, "upload:data");
        return all_uploads_of(c, call.services, target.key);
    });
    JsonWriter w;
    w.begin_object();
    w.key("files");
    w.begin_array();
    for (const auto& upload : uploads) {
        w.begin_object();
        w.member("name", upload.file_name);
        w.member("size", static_cast<int64_t>(upload.length));
        w.member("received", static_cast<int64_t>(upload.received));
        w.member("location", upload.complete ? std::nullopt : std::optional(target.path + "/" + upload.id));
        w.end_object();
    }
    w.end_array();
    w.end_object();
    return uncached(call.json(200, w.take()));
}

// What is to become of a file: new; name, content: the task has it, content also says in which frame; unsure: a frame
// is as large, and only the file's SHA-256 can tell.
http::Response check(Call& call) {
    const auto body = read_record<CheckBody>(call.body(most_check_bytes));
    std::vector<tasks::Frame> frames;
    std::unordered_set<std::string> names;
    int64_t length = 0;
    call.database().read([&](db::Connection& c) {
        const auto media = open_media(c, call);
        frames = tasks::find_frames(c, media.id);
        names = tasks::names_in_task(c, media);
        length = tasks::length_of_new_jobs(c, call.id(0));
    });
    tasks::KnownPictures pictures(call.services.blobs, call.services.settings.share_folder, frames);
    JsonWriter w;
    w.begin_object();
    w.member("job_length", length);
    w.key("files");
    w.begin_array();
    for (const auto& file : body.files) {
        std::string_view verdict = "new";
        std::optional<int64_t> frame;
        if (names.contains(file.name))
            verdict = "name";
        else if (file.sha256)
            frame = pictures.find(file.size, from_base64(file.sha256->value).value_or(""));
        else if (pictures.may_know(file.size))
            verdict = "unsure";
        if (frame) verdict = "content";
        w.begin_object();
        w.member("name", file.name);
        w.member("verdict", verdict);
        w.member("frame", frame);
        w.end_object();
    }
    w.end_array();
    w.end_object();
    return uncached(call.json(200, w.take()));
}

// Puts what has arrived beside the files of the task, but for pictures that have a name of one of them: nothing that is
// there may be replaced. Their names, those left out among them, which are counted later.
std::vector<std::string> adopt(Call& call, const tasks::Media& media, const std::vector<Upload>& uploads,
                               const std::unordered_set<std::string>& known) {
    std::vector<std::string> names;
    for (const auto& upload : uploads) {
        names.push_back(upload.file_name);
        if (known.contains(upload.file_name)) continue;
        const auto key = media.raw_key(upload.file_name);
        const auto file = upload_path(call.services, upload.id);
        // An earlier attempt to finish may have got so far and no further.
        if (fs::exists(file) || !call.services.blobs.size(key)) call.services.blobs.adopt(key, file);
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
    bool asked_before = false;
    call.database().read([&](db::Connection& c) {
        media = open_media(c, call);
        uploads = uploads_of(c, target.key);
        known = tasks::names_in_task(c, media);
        const auto earlier = queue::Queue::find(c, work_id(id));
        // A client that lost the answer asks again, when its files have gone their way.
        asked_before = uploads.empty() && earlier && earlier->owner_id == call.caller.id && earlier->status != "failed";
        if (!asked_before && is_under_way(c, work_id(id)))
            throw string_error("Files are being added to this task just now. Yours are kept; finish again when that "
                               "has ended",
                               409);
    });
    if (asked_before) return accepted(call, work_id(id), false);
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
                                                                  {"sorting_method", body.sorting_method.value.value},
                                                                  {"leave_out_same", body.leave_out_same.value}},
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
    case UploadStep::multiple: return receive(call);
    case UploadStep::finish: return finish(call);
    case UploadStep::whole: break;
    }
    throw string_error("Files for a task that has frames arrive in steps: Upload-Start, Upload-Multiple or "
                       "Upload-Length, Upload-Finish");
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

json::value summary_of(const tasks::Appended& out) {
    return json::object{{"frames_added", out.frames},
                        {"files_skipped", out.skipped},
                        {"files_same", out.same},
                        {"jobs", json::value_from(out.jobs)}};
}

void append(queue::Work& work, Services& services) {
    const auto& request = work.request();
    // An earlier attempt added the frames, and did not get round to saying so.
    if (!request.summary.is_null()) return work.finish_with_summary(request.summary);
    const auto& input = request.input.as_object();
    const auto* leave_out_same = input.if_contains("leave_out_same"); // requests of earlier versions do not say
    const tasks::AppendOrder order{json::value_to<std::vector<std::string>>(input.at("files")),
                                   std::string(input.at("sorting_method").as_string()),
                                   leave_out_same && leave_out_same->as_bool()};
    const auto witness = [&](db::Connection& c, const std::function<tasks::Appended()>& save) {
        tasks::Appended out;
        announce_frames(services, c, request, [&] { out = save(); });
        queue::Queue::note_summary(c, request.id, summary_of(out));
    };
    try {
        const auto out = tasks::append_task_media(services.database, workshop_of(services, work),
                                                  request.task_id.value(), order, witness);
        work.finish_with_summary(summary_of(out));
    } catch (const media::MediaError& e) {
        throw queue::Failure("ValueError", e.what());
    }
}

} // namespace

void add_task_frames_routes(Routes& routes) {
    routes.get("/api/tasks/{id}/frames/", waiting);
    routes.post("/api/tasks/{id}/frames/", upload);
    routes.post("/api/tasks/{id}/frames/check", check);
    routes.options("/api/tasks/{id}/frames/", upload_options);
    routes.patch("/api/tasks/{id}/frames/{file}", append_piece).describe({"Send a piece of an upload", {}, {}, 204});
    routes.head("/api/tasks/{id}/frames/{file}", describe_piece);
    routes.options("/api/tasks/{id}/frames/{file}", upload_options);
}

void add_task_frames_work(queue::Queue& queue, Services& services) {
    queue.on(std::string(work_kind), [&services](queue::Work& work) { append(work, services); });
}

} // namespace limn::api
