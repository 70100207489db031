// POST /api/tasks/{id}/data: media arrive, at once or in pieces, and become the frames of the task in the background.
#include "api/task_data.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/announcement.h"
#include "api/bodies.h"
#include "api/form.h"
#include "api/requests.h"
#include "api/subjects.h"
#include "api/uploads.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "http/checksum.h"
#include "http/multipart.h"
#include "media/error.h"
#include "media/order.h"
#include "storage/blob_store.h"
#include "storage/temp_file.h"
#include "tasks/creation.h"
#include "tasks/data_parameters.h"
#include "tasks/media.h"

namespace limn::api {
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr size_t max_field = 16 << 20; // of a form field that is no file
constexpr size_t max_checksum = 256;

std::string creation_id(int64_t task_id) {
    return queue::RequestId{.action = "create", .target = "task", .target_id = task_id}.text();
}

UploadTarget upload_target(int64_t task_id) {
    return {fmt::format("task-data:{}", task_id), fmt::format("/api/tasks/{}/data", task_id), true};
}

fs::path scratch(const Services& services) { return fs::path(services.settings.data_folder) / "tmp"; }

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

std::string base_name(std::string_view path) {
    const auto at = path.find_last_of("/\\");
    return std::string(at == std::string_view::npos ? path : path.substr(at + 1));
}

struct Received {
    json::value fields;                                 // an object
    std::vector<std::pair<int64_t, std::string>> files; // index of client_files[index], name
    std::map<int64_t, std::string> checksums;           // by that index, where the client gave one before the file
};

int64_t index_of(std::string_view field) { // client_files[3]
    const auto open = field.find('[');
    const auto number =
        open == std::string_view::npos ? std::nullopt : parse_int(field.substr(open + 1, field.find(']') - open - 1));
    return number.value_or(0);
}

std::optional<http::Checksum> given_checksum(const Received& received, int64_t index) {
    const auto given = received.checksums.find(index);
    if (given == received.checksums.end()) return {};
    auto checksum = http::Checksum::parse(given->second);
    if (!checksum)
        throw field_error("client_checksums", fmt::format("Enter an algorithm ({}) and a digest of it in base64.",
                                                          http::Checksum::algorithms));
    return checksum;
}

void store_part(Call& call, OpenTask& task, const http::Part& part, http::PartReader& reader, Received& out) {
    const auto name = base_name(part.file_name);
    if (!is_safe_upload_name(name)) throw string_error(fmt::format("File name {} is not allowed", part.file_name));
    if (std::ranges::any_of(out.files, [&](const auto& file) { return file.second == name; }))
        throw field_error(
            "client_files",
            fmt::format("Two files are called '{}'. File names in a task must differ; nothing was added.", name));
    const auto index = index_of(part.name);
    auto checksum = given_checksum(out, index);
    const auto writer = call.services.blobs.create(task.media().raw_key(name));
    std::vector<char> buffer(256 * 1024);
    while (const auto size = reader.read(buffer.data(), buffer.size())) {
        const std::string_view bytes(buffer.data(), size);
        writer->write(bytes);
        if (checksum) checksum->update(bytes);
    }
    if (checksum && !checksum->matches())
        throw string_error(
            fmt::format("What arrived of {} is not what was sent. Send the files again; none was added.", name), 460);
    writer->commit();
    out.files.emplace_back(index, name);
}

Received receive(Call& call, OpenTask& task) {
    const auto type = call.request.header("Content-Type");
    if (!lower(type).starts_with("multipart/form-data")) return {call.body(), {}};
    Received out;
    Form form;
    http::read_multipart(*call.request.body, type, [&](const http::Part& part, http::PartReader& reader) {
        if (part.is_file && part.name.starts_with("client_files"))
            store_part(call, task, part, reader, out);
        else if (part.name.starts_with("client_checksums["))
            out.checksums[index_of(part.name)] = reader.read_all(max_checksum);
        else if (!part.is_file)
            form.add(part.name, reader.read_all(max_field));
    });
    out.fields = form.value();
    std::ranges::stable_sort(out.files, {}, &std::pair<int64_t, std::string>::first);
    return out;
}

void register_files(Call& call, OpenTask& task, const Received& received) {
    if (received.files.empty()) return;
    const auto media_id = task.media().id;
    call.database().write([&](db::Connection& c) {
        for (const auto& [index, name] : received.files) tasks::register_client_file(c, media_id, name);
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

void announce_creation(Services& services, db::Connection& c, const queue::RequestRow& request,
                       const std::function<void()>& save) {
    BackgroundCall call(services, c, request);
    Announcement announcement(call, c, request);
    announcement.will_change(Kind::task, {*request.task_id});
    save();
    std::vector<int64_t> jobs;
    for (auto rows = c.query("SELECT id FROM job WHERE task_id = ? ORDER BY id", *request.task_id); rows.next();)
        jobs.push_back(rows.integer(0));
    announcement.created(Kind::job, jobs);
    announcement.send();
}

void create_media(queue::Work& work, Services& services) {
    const auto& request = work.request();
    const auto parameters = tasks::read_data_parameters(request.input);
    const tasks::Workshop workshop{services.blobs, services.settings.share_folder, scratch(services), services.clouds,
                                   [&](double share, std::string_view message) { work.progress(share, message); }};
    try {
        tasks::create_task_media(services.database, workshop, request.task_id.value(), parameters,
                                 [&](db::Connection& c, const std::function<void()>& save) {
                                     announce_creation(services, c, request, save);
                                 });
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
