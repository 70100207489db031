// POST /api/{projects,tasks,jobs}/{id}/dataset/export, GET .../dataset/download, and imports: POST
// /api/{tasks,jobs}/{id}/annotations and /api/projects/{id}/dataset with a file, in one request or in pieces.
#include "api/datasets.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/annotation_import.h"
#include "api/file_location.h"
#include "api/files.h"
#include "api/requests.h"
#include "api/subjects.h"
#include "api/uploads.h"
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"

namespace limn::api {
namespace json = boost::json;

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
    constexpr std::string_view subresources[] = {"dataset", "annotations"};
    auto object = call.database().read([&](db::Connection& c) { return find(c, call, kind, call.id(0)); });
    return download_export(call, std::move(object), word(kind), subresources);
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

queue::NewRequest import_request(Call& call, Kind kind, const Found& object, const ReceivedFile& file) {
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
                       {"masks_to_polygons", flag(call, "conv_mask_to_poly", true)}};
    if (kind != Kind::project)
        add_import_mode(call, input);
    else if (flag(call, "dry_run", false))
        input["dry_run"] = true;
    if (!file.where.local()) file.where.add_to(input);
    request.input = std::move(input);
    return request;
}

void check_import_query(Call& call, Kind kind) {
    const auto format = call.argument("format").value_or("");
    if (!formats::find_importer(format)) throw list_error(fmt::format("Unknown input format '{}'", format));
    if (kind == Kind::project)
        flag(call, "dry_run", false); // refused when it is neither true nor false
    else
        check_import_mode(call);
}

http::Response begin_import(Call& call, Kind kind, std::optional<ReceivedFile> file) {
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
std::optional<ReceivedFile> file_in_bucket(Call& call, Kind kind) {
    const auto where = call.database().read(
        [&](db::Connection& c) { return import_location(call, c, find(c, call, kind, call.id(0))); });
    if (where.local()) return {};
    return ReceivedFile{{}, where.filename, {}, where};
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
    auto file = receive_file(call, file_field(kind));
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
