// POST /api/tasks/{id}/data: media arrive, at once or in pieces, and become the frames of the task in the background.
#include "api/task_data.h"

#include <optional>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/bodies.h"
#include "api/frame_work.h"
#include "api/requests.h"
#include "api/sent_files.h"
#include "api/subjects.h"
#include "api/uploads.h"
#include "base/error.h"
#include "base/json.h"
#include "media/error.h"
#include "media/order.h"
#include "storage/blob_store.h"
#include "tasks/creation.h"
#include "tasks/data_parameters.h"
#include "tasks/media.h"

namespace limn::api {
namespace {

std::string creation_id(int64_t task_id) {
    return queue::RequestId{.action = "create", .target = "task", .target_id = task_id}.text();
}

UploadTarget upload_target(int64_t task_id) {
    return {fmt::format("task-data:{}", task_id), fmt::format("/api/tasks/{}/data", task_id), true};
}

// The media of a task to which files may still be added. The row is made when the first of them is accepted: a request
// that is refused leaves no trace.
class OpenTask {
  public:
    OpenTask(Call& call, int64_t task_id) : call_(call), id(task_id) {
        media_ = call.database().read([&](db::Connection& c) {
            const auto task = find_task(c, call, task_id);
            task.require(call.caller, "upload:data");
            return task.media_id ? tasks::find_media(c, *task.media_id) : std::nullopt;
        });
        if (media_ && media_->size) throw string_error("Adding more data is not supported");
    }
    tasks::Media& media() {
        if (!media_) media_ = call_.database().write([&](db::Connection& c) { return tasks::attach_media(c, id); });
        return *media_;
    }

  private:
    Call& call_;
    std::optional<tasks::Media> media_;

  public:
    const int64_t id;
};

// --- files in the body

SentFiles receive(Call& call, OpenTask& task) {
    return receive_files(
        call, false, [&](const std::string& name) { return call.services.blobs.create(task.media().raw_key(name)); });
}

void register_files(Call& call, OpenTask& task, const SentFiles& received) {
    if (received.names.empty()) return;
    const auto media_id = task.media().id;
    call.database().write([&](db::Connection& c) {
        for (const auto& name : received.names) tasks::register_client_file(c, media_id, name);
    });
}

// What arrived in pieces takes its place beside the rest. The pieces' rows go once the files are there.
void adopt_uploads(Call& call, const tasks::Media& media, int64_t task_id) {
    const auto key = upload_target(task_id).key;
    const auto uploads = call.database().read([&](db::Connection& c) { return uploads_of(c, key); });
    for (const auto& upload : uploads) {
        call.services.blobs.adopt(media.raw_key(upload.file_name), upload_path(call.services, upload.id));
        call.database().write([&](db::Connection& c) {
            take_upload(c, key, upload.account_id, upload.id);
            tasks::register_client_file(c, media.id, upload.file_name);
        });
    }
}

// --- steps

http::Response append_files(Call& call, OpenTask& task) {
    const auto received = receive(call, task);
    tasks::read_data_parameters(received.fields);
    register_files(call, task, received);
    return http::make_response(200, "", json_content_type);
}

void check_upload_order(const tasks::DataParameters& p, std::vector<std::string> names) {
    if (p.sorting_method.value.value != "predefined" || p.upload_file_order.value.empty()) return;
    std::vector<std::string> wanted;
    for (const auto& name : p.upload_file_order.value) wanted.push_back(name.value);
    if (const auto mismatch = media::order_as(names, wanted))
        throw list_error(
            fmt::format("Uploaded files do not match the 'upload_file_order' field contents. Please check the "
                        "uploaded data and the list of uploaded files. Mismatching files: {}",
                        *mismatch));
}

void check_cloud_storage(db::Connection& c, Call& call, int64_t task_id, const tasks::DataParameters& p) {
    if (!p.cloud_storage_id || !*p.cloud_storage_id) return;
    const auto task = find_task(c, call, task_id, Filters::none);
    require_cloud_storage_view(c, call, task.workspace, **p.cloud_storage_id);
}

http::Response finish(Call& call, OpenTask& open) {
    const auto task_id = open.id;
    if (call.database().read([&](db::Connection& c) { return is_under_way(c, creation_id(task_id)); }))
        return accepted(call, creation_id(task_id), false);
    const auto received = receive(call, open);
    register_files(call, open, received);
    const auto parameters = tasks::read_data_parameters(received.fields);
    call.database().read([&](db::Connection& c) { check_cloud_storage(c, call, task_id, parameters); });
    auto media = open.media();
    adopt_uploads(call, media, task_id);
    const bool fresh = call.database().write([&](db::Connection& c) {
        check_upload_order(parameters, tasks::client_files(c, media.id));
        media.image_quality = parameters.image_quality.value;
        media.start_frame = parameters.start_frame.value.value;
        media.stop_frame = parameters.stop_frame ? parameters.stop_frame->value : 0;
        media.frame_filter = parameters.frame_filter.value.value;
        media.cloud_storage_id = value_of(parameters.cloud_storage_id);
        media.storage = media.cloud_storage_id ? "cloud_storage" : "local";
        tasks::save_media(c, media);
        const auto task = find_task(c, call, task_id, Filters::none);
        return call.services.queue.enqueue(c, {.rq_id = creation_id(task_id),
                                               .kind = "create:task",
                                               .owner_id = call.caller.id,
                                               .organization_id = task.workspace.organization_id,
                                               .project_id = task.project_id,
                                               .task_id = task_id,
                                               .target = "task",
                                               .input = parse_json(record_json(parameters)),
                                               .origin = call.request.base_url()});
    });
    return accepted(call, creation_id(task_id), fresh);
}

http::Response upload_data(Call& call) {
    OpenTask task(call, call.id(0));
    switch (upload_step(call.request)) {
    case UploadStep::start: task.media(); return start_upload(call);
    case UploadStep::create: {
        auto response = create_upload(call, upload_target(task.id));
        const auto name = response.find_header("Upload-Filename");
        if (response.status != 201 || name.empty()) return response;
        const auto media_id = task.media().id;
        call.database().write([&](db::Connection& c) { tasks::register_client_file(c, media_id, name); });
        return response;
    }
    case UploadStep::multiple: return append_files(call, task);
    case UploadStep::finish:
    case UploadStep::whole: break;
    }
    return finish(call, task);
}

void require_upload(Call& call) {
    call.database().read(
        [&](db::Connection& c) { find_task(c, call, call.id(0)).require(call.caller, "upload:data"); });
}

http::Response append_piece(Call& call) {
    require_upload(call);
    return append_upload(call, upload_target(call.id(0)), call.request.parameters.at(1));
}

http::Response describe_piece(Call& call) {
    require_upload(call);
    return describe_upload(call, upload_target(call.id(0)), call.request.parameters.at(1));
}

// --- status of earlier releases

http::Response creation_status(Call& call) {
    const auto row = call.database().read([&](db::Connection& c) {
        find_task(c, call, call.id(0)).require(call.caller, "view");
        return queue::Queue::find(c, creation_id(call.id(0)));
    });
    JsonWriter w;
    w.begin_object();
    std::string state = row ? row->status : "finished";
    state[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(state[0])));
    w.member("state", state);
    w.member("message", row && row->status != "queued" ? row->message : "");
    w.member("progress", row && row->status == "started" ? row->progress : 0.0);
    w.end_object();
    auto response = call.json(200, w.take());
    return response.header("Deprecation", "true");
}

void create_media(queue::Work& work, Services& services) {
    const auto& request = work.request();
    const auto parameters = tasks::read_data_parameters(request.input);
    const auto workshop = workshop_of(services, work);
    try {
        tasks::create_task_media(
            services.database, workshop, request.task_id.value(), parameters,
            [&](db::Connection& c, const std::function<void()>& save) { announce_frames(services, c, request, save); });
    } catch (const media::MediaError& e) {
        throw queue::Failure(std::string_view(e.what()) == "No image found" ? "Exception" : "ValueError", e.what());
    }
}

} // namespace

void add_task_data_routes(Routes& routes) {
    routes.post("/api/tasks/{id}/data/", upload_data);
    routes.options("/api/tasks/{id}/data/", upload_options);
    routes.patch("/api/tasks/{id}/data/{file}", append_piece).describe({"Send a piece of an upload", {}, {}, 204});
    routes.head("/api/tasks/{id}/data/{file}", describe_piece);
    routes.options("/api/tasks/{id}/data/{file}", upload_options);
    routes.get("/api/tasks/{id}/status", creation_status);
}

void add_task_data_work(queue::Queue& queue, Services& services) {
    queue.on("create:task", [&services](queue::Work& work) { create_media(work, services); });
}

} // namespace limn::api
