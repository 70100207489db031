// POST /api/{projects,tasks,jobs}/{id}/dataset/export, GET .../dataset/download, and imports: POST
// /api/{tasks,jobs}/{id}/annotations and /api/projects/{id}/dataset with a file, in one request or in pieces.
#include "api/datasets.h"

#include <fstream>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/file_location.h"
#include "api/requests.h"
#include "api/subjects.h"
#include "api/uploads.h"
#include "base/error.h"
#include "base/record.h"
#include "base/text.h"
#include "formats/format.h"
#include "http/multipart.h"
#include "storage/blob_store.h"

namespace limn::api {
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

enum class Kind { project, task, job };

constexpr std::string_view words[] = {"project", "task", "job"};
std::string_view word(Kind kind) { return words[static_cast<size_t>(kind)]; }

Found find(db::Connection& c, Call& call, Kind kind, int64_t id) {
    switch (kind) {
    case Kind::project: return find_project(c, call, id, Filters::without_simple);
    case Kind::task: return find_task(c, call, id, Filters::without_simple);
    default: return find_job(c, call, id, Filters::without_simple);
    }
}

bool flag(const Call& call, std::string_view name, bool otherwise) {
    const auto text = call.argument(name);
    if (!text) return otherwise;
    bool value = otherwise;
    if (!record::read(json::value(*text), value).is_null())
        throw list_error(fmt::format("{} must be true or false", name));
    return value;
}

// --- exports

http::Response start_export(Call& call, Kind kind) {
    const auto id = call.id(0);
    const bool with_images = flag(call, "save_images", false);
    const std::string subresource = with_images ? "dataset" : "annotations";
    queue::NewRequest request;
    const bool fresh = call.database().write([&](db::Connection& c) {
        const auto object = find(c, call, kind, id);
        const auto where = export_location(call, c, object, "export:" + subresource);
        const auto format = call.argument("format").value_or("");
        if (!formats::find_exporter(format)) throw list_error("Unknown format specified for the request");
        request.rq_id = queue::RequestId{.action = "export",
                                         .target = std::string(word(kind)),
                                         .target_id = id,
                                         .user_id = call.caller.id,
                                         .format = format,
                                         .subresource = subresource}
                            .text();
        request.kind = "export:" + subresource;
        request.owner_id = call.caller.id;
        request.origin = call.request.base_url();
        request.organization_id = object.workspace.organization_id;
        request.project_id = object.project_id;
        request.task_id = object.task_id;
        request.job_id = object.job_id;
        request.target = word(kind);
        request.subresource = subresource;
        request.format = format;
        json::object input{{"id", id}, {"host", call.request.base_url()}, {"save_images", with_images}};
        where.add_to(input);
        request.input = std::move(input);
        return call.services.queue.enqueue(c, request);
    });
    return accepted(call, request.rq_id, fresh);
}

http::Response download(Call& call, Kind kind) {
    const auto id = call.id(0);
    const auto rq_id = call.argument("rq_id").value_or("");
    std::optional<queue::RequestRow> row;
    call.database().read([&](db::Connection& c) {
        auto object = find(c, call, kind, id);
        if (rq_id.empty()) throw list_error("Missing request id in the query parameters");
        const auto parsed = queue::RequestId::parse(rq_id);
        if (!parsed) throw list_error("Unexpected request id format");
        if (parsed->action != "export" || parsed->target != word(kind) || parsed->target_id != id ||
            (parsed->subresource != "dataset" && parsed->subresource != "annotations"))
            throw list_error("Invalid export request id");
        row = queue::Queue::find(c, rq_id);
        if (!row) throw text_error(400, "Unknown export request id");
        if (row->owner_id == call.caller.id) object.subject.relations |= access::request_owner;
        object.require(call.caller, "download:exported_file");
    });
    if (row->status != "finished") throw text_error(400, "The export process is not finished");
    if (!row->result_file) throw text_error(400, "The export process has no result file to be downloaded locally");
    if (!call.services.blobs.size(*row->result_file))
        throw string_error("The exported file has expired, please retry exporting", 404);
    return http::file_response(call.request, call.services.blobs.local_file(*row->result_file), "application/zip",
                               row->result_name.value_or("dataset.zip"));
}

// Paths of earlier releases, that say which one to use instead. Whose they are is not looked at.
http::Response moved(Call& call, Kind kind, std::string_view export_path) {
    return call.text(
        410, fmt::format("This endpoint is no longer supported.\n"
                         "To initiate the export process, use POST /api/{}s/id/{}.\n"
                         "To check the process status, use GET /api/requests/rq_id,\n"
                         "where rq_id is obtained from the response of the previous request.\n"
                         "To download the prepared file, use the result_url obtained from the response of the previous "
                         "request.\n",
                         word(kind), export_path));
}

http::Response dataset_moved(Call& call, Kind kind) { return moved(call, kind, "dataset/export?save_images=True"); }
http::Response annotations_moved(Call& call, Kind kind) {
    return moved(call, kind, "dataset/export?save_images=False");
}
http::Response backup_moved(Call& call, Kind kind) { return moved(call, kind, "backup/export"); }

// --- imports

std::string_view file_field(Kind kind) { return kind == Kind::project ? "dataset_file" : "annotation_file"; }
std::string_view import_subresource(Kind kind) { return kind == Kind::project ? "dataset" : "annotations"; }

UploadTarget upload_target(Kind kind, int64_t id) {
    return {fmt::format("{}-{}:{}", word(kind), import_subresource(kind), id),
            fmt::format("/api/{}s/{}/{}", word(kind), id, import_subresource(kind))};
}

struct Received {
    fs::path path; // empty: the file is still in a bucket
    std::string name;
    std::string upload_id; // of a file that came in pieces
    FileLocation where;
};

// The file of a multipart body; none when there is none under the right name.
std::optional<Received> receive_file(Call& call, Kind kind) {
    const auto type = call.request.header("Content-Type");
    if (!call.request.body || !lower(type).starts_with("multipart/form-data")) return {};
    std::optional<Received> received;
    http::read_multipart(*call.request.body, type, [&](const http::Part& part, http::PartReader& reader) {
        if (part.name != file_field(kind) || !part.is_file || received) return;
        received = Received{new_upload_file(call.services), part.file_name, {}, {}};
        std::ofstream out(received->path, std::ios::binary);
        std::string buffer(1 << 20, '\0');
        while (const auto n = reader.read(buffer.data(), buffer.size()))
            out.write(buffer.data(), static_cast<std::streamsize>(n));
        if (!out.flush())
            throw detail_error(507, "The disk is full: the file was not kept. Free some space and send it again.");
    });
    return received;
}

void discard(const std::optional<Received>& file) {
    if (!file || !file->upload_id.empty() || file->path.empty()) return;
    std::error_code ignored; // nothing depends on it any more
    fs::remove(file->path, ignored);
}

queue::NewRequest import_request(Call& call, Kind kind, const Found& object, const Received& file) {
    queue::NewRequest request;
    request.rq_id = queue::RequestId{.action = "import",
                                     .target = std::string(word(kind)),
                                     .target_id = object.id,
                                     .subresource = std::string(import_subresource(kind))}
                        .text();
    request.kind = fmt::format("import:{}", import_subresource(kind));
    request.owner_id = call.caller.id;
    request.origin = call.request.base_url();
    request.organization_id = object.workspace.organization_id;
    request.project_id = object.project_id;
    request.task_id = object.task_id;
    request.job_id = object.job_id;
    request.target = word(kind);
    request.subresource = import_subresource(kind);
    json::object input{{"id", object.id},
                       {"file", file.path.string()},
                       {"name", file.name},
                       {"format", call.argument("format").value_or("")},
                       {"masks_to_polygons", flag(call, "conv_mask_to_poly", true)},
                       {"append", call.argument("import_mode").value_or("replace") == "append"}};
    if (!file.where.local()) file.where.add_to(input);
    request.input = std::move(input);
    return request;
}

void check_import_query(Call& call, Kind kind) {
    const auto format = call.argument("format").value_or("");
    if (!formats::find_importer(format)) throw list_error(fmt::format("Unknown input format '{}'", format));
    if (const auto mode = call.argument("import_mode");
        mode && kind != Kind::project && *mode != "append" && *mode != "replace")
        throw list_error("import_mode must be append or replace");
}

std::optional<Received> finished_upload(Call& call) {
    const auto name = call.argument("filename").value_or("");
    if (name.empty()) return {};
    return Received{upload_path(call.services, name), name, name, {}};
}

http::Response begin_import(Call& call, Kind kind, std::optional<Received> file) {
    const auto id = call.id(0);
    if (!file) throw field_error(file_field(kind), "No file was submitted.");
    if (kind == Kind::project && file->upload_id.empty() && file->where.local() && !lower(file->name).ends_with(".zip"))
        throw field_error("dataset_file", "Dataset file should be zip archive");
    std::string rq_id;
    const bool fresh = call.database().write([&](db::Connection& c) {
        auto taken = *file;
        if (!file->upload_id.empty()) {
            const auto upload = take_upload(c, upload_target(kind, id).key, call.caller.id, file->upload_id);
            if (!upload) throw list_error("No such file were uploaded");
            taken.name = upload->file_name;
        }
        const auto request = import_request(call, kind, find(c, call, kind, id), taken);
        rq_id = request.rq_id;
        return call.services.queue.enqueue(c, request);
    });
    if (!fresh) discard(file);
    return accepted(call, rq_id, fresh);
}

// The file in the bucket that the query names, or the default storage of the object.
std::optional<Received> file_in_bucket(Call& call, Kind kind) {
    const auto where = call.database().read(
        [&](db::Connection& c) { return import_location(call, c, find(c, call, kind, call.id(0))); });
    if (where.local()) return {};
    return Received{{}, where.filename, {}, where};
}

http::Response import_file(Call& call, Kind kind) {
    const auto id = call.id(0);
    const auto step = upload_step(call.request);
    const bool all_there = step == UploadStep::whole || step == UploadStep::finish;
    call.database().read([&](db::Connection& c) {
        find(c, call, kind, id).require(call.caller, fmt::format("import:{}", import_subresource(kind)));
    });
    if (all_there) check_import_query(call, kind);
    if (all_there && !call.argument("location").value_or("").empty())
        if (auto file = file_in_bucket(call, kind)) return begin_import(call, kind, std::move(file));
    switch (step) {
    case UploadStep::start: return start_upload(call);
    case UploadStep::create: return create_upload(call, upload_target(kind, id));
    case UploadStep::finish: return begin_import(call, kind, finished_upload(call));
    default: break;
    }
    auto file = receive_file(call, kind);
    if (!file) file = file_in_bucket(call, kind); // a file that was sent counts for more than a default place
    try {
        return begin_import(call, kind, file);
    } catch (...) {
        discard(file);
        throw;
    }
}

void require_upload(Call& call, Kind kind) {
    call.database().read([&](db::Connection& c) {
        find(c, call, kind, call.id(0))
            .require(call.caller, kind == Kind::project ? "import:dataset" : "update:annotations");
    });
}

http::Response append_piece(Call& call, Kind kind) {
    require_upload(call, kind);
    return append_upload(call, upload_target(kind, call.id(0)), call.request.parameters.at(1));
}

http::Response describe_piece(Call& call, Kind kind) {
    require_upload(call, kind);
    return describe_upload(call, upload_target(kind, call.id(0)), call.request.parameters.at(1));
}

template <http::Response (*F)(Call&, Kind), Kind K> http::Response of(Call& call) { return F(call, K); }

template <Kind K> void add_routes(Routes& routes, const std::string& imports) {
    const auto object = fmt::format("/api/{}s/{{id}}", word(K));
    routes.post(object + "/dataset/export", of<start_export, K>);
    routes.get(object + "/dataset/download", of<download, K>);
    routes.get(object + "/dataset/", of<dataset_moved, K>);
    if (K == Kind::project) routes.get(object + "/annotations", of<annotations_moved, K>);
    if (K != Kind::job) routes.get(object + "/backup", of<backup_moved, K>);
    if (K == Kind::project) routes.post(object + imports + "/", of<import_file, K>);
    routes.options(object + imports + "/", upload_options);
    routes.patch(object + imports + "/{file:any}", of<append_piece, K>)
        .describe({"Send a piece of an upload", {}, {}, 204});
    routes.head(object + imports + "/{file:any}", of<describe_piece, K>);
    routes.options(object + imports + "/{file:any}", upload_options);
}

} // namespace

http::Response import_task_annotations(Call& call) { return import_file(call, Kind::task); }
http::Response import_job_annotations(Call& call) { return import_file(call, Kind::job); }

void add_dataset_routes(Routes& routes) {
    add_routes<Kind::project>(routes, "/dataset");
    add_routes<Kind::task>(routes, "/annotations");
    add_routes<Kind::job>(routes, "/annotations");
}

} // namespace limn::api
