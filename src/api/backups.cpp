// POST /api/{projects,tasks}/{id}/backup/export, GET .../backup/download, and POST /api/{projects,tasks}/backup with an
// archive, in one request, in pieces or from a bucket.
#include "api/backups.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "access/policy.h"
#include "api/files.h"
#include "api/requests.h"
#include "api/subjects.h"
#include "api/uploads.h"
#include "backup/backup.h"
#include "base/error.h"
#include "base/text.h"
#include "tasks/media.h"

namespace limn::api {
namespace json = boost::json;

namespace {

enum class Kind { project, task };

std::string_view word(Kind kind) { return kind == Kind::project ? "project" : "task"; }
std::string resource(Kind kind) { return fmt::format("{}s", word(kind)); }
std::string file_field(Kind kind) { return fmt::format("{}_file", word(kind)); }

Found find(db::Connection& c, Call& call, Kind kind, int64_t id) {
    return kind == Kind::project ? find_project(c, call, id, Filters::without_simple)
                                 : find_task(c, call, id, Filters::without_simple);
}

// --- exports

void require_data(db::Connection& c, const Found& object) {
    if (object.resource != "tasks") return;
    const auto media = object.media_id ? tasks::find_media(c, *object.media_id) : std::nullopt;
    if (!media || !media->size) throw list_error("Backup of a task without data is not allowed");
}

queue::NewRequest export_request(Call& call, db::Connection& c, Kind kind, const Found& object) {
    const auto where = export_location(call, c, object, "export:backup");
    require_data(c, object);
    const bool light = flag(call, "lightweight", false) &&
                       backup::can_be_lightweight(c, kind == Kind::project ? object.project_id : std::nullopt,
                                                  kind == Kind::task ? object.task_id : std::nullopt);
    queue::NewRequest request;
    request.rq_id = queue::RequestId{.action = "export",
                                     .target = std::string(word(kind)),
                                     .target_id = object.id,
                                     .user_id = call.caller.id,
                                     .lightweight = light ? std::optional(true) : std::nullopt,
                                     .subresource = "backup"}
                        .text();
    request.kind = "export:backup";
    request.owner_id = call.caller.id;
    request.organization_id = object.workspace.organization_id;
    request.project_id = object.project_id;
    request.task_id = object.task_id;
    request.target = word(kind);
    request.subresource = "backup";
    if (light) request.lightweight = true;
    json::object input{{"id", object.id}};
    where.add_to(input);
    request.input = std::move(input);
    return request;
}

http::Response start_export(Call& call, Kind kind) {
    std::string rq_id;
    const bool fresh = call.database().write([&](db::Connection& c) {
        const auto request = export_request(call, c, kind, find(c, call, kind, call.id(0)));
        rq_id = request.rq_id;
        return call.services.queue.enqueue(c, request);
    });
    return accepted(call, rq_id, fresh);
}

http::Response download(Call& call, Kind kind) {
    constexpr std::string_view subresources[] = {"backup"};
    auto object = call.database().read([&](db::Connection& c) { return find(c, call, kind, call.id(0)); });
    return download_export(call, std::move(object), word(kind), subresources);
}

// --- imports

UploadTarget upload_target(Kind kind) {
    return {fmt::format("{}-backup", word(kind)), fmt::format("/api/{}/backup", resource(kind))};
}

void require_import(Call& call, Kind kind) {
    access::require(call.caller, call.context, resource(kind), "import:backup",
                    {.organization_id = call.context.organization_id});
}

http::Response begin_import(Call& call, Kind kind, const std::optional<ReceivedFile>& file) {
    if (!file) throw field_error(file_field(kind), "No file was submitted.");
    queue::NewRequest request;
    request.rq_id =
        queue::RequestId{.action = "import", .target = std::string(word(kind)), .id = uuid4(), .subresource = "backup"}
            .text();
    request.kind = "import:backup";
    request.owner_id = call.caller.id;
    request.organization_id = call.context.organization_id;
    request.target = word(kind);
    request.subresource = "backup";
    json::object input{{"file", file->path.string()}};
    if (!file->where.local()) file->where.add_to(input);
    request.input = std::move(input);
    call.database().write([&](db::Connection& c) {
        if (!file->upload_id.empty() && !take_upload(c, upload_target(kind).key, call.caller.id, file->upload_id))
            throw list_error("No such file were uploaded");
        call.services.queue.enqueue(c, request);
    });
    return accepted(call, request.rq_id, true);
}

std::optional<ReceivedFile> file_in_bucket(Call& call) {
    const auto where = call.database().read([&](db::Connection& c) { return import_location(call, c); });
    if (where.local()) return {};
    return ReceivedFile{{}, where.filename, {}, where};
}

http::Response import_backup(Call& call, Kind kind) {
    require_import(call, kind);
    if (call.argument("rq_id"))
        return call.text(410, "This endpoint no longer supports checking the status of the import process.\n"
                              "The common requests API should be used instead: GET /api/requests/rq_id,\n"
                              "where rq_id is obtained from the response of the initializing request.\n");
    switch (upload_step(call.request)) {
    case UploadStep::start: return start_upload(call);
    case UploadStep::create: return create_upload(call, upload_target(kind));
    case UploadStep::finish: return begin_import(call, kind, finished_upload(call));
    default: break;
    }
    if (auto file = file_in_bucket(call)) return begin_import(call, kind, file);
    const auto file = receive_file(call, file_field(kind));
    try {
        return begin_import(call, kind, file);
    } catch (...) {
        discard(file);
        throw;
    }
}

http::Response append_piece(Call& call, Kind kind) {
    require_import(call, kind);
    return append_upload(call, upload_target(kind), call.request.parameters.at(0));
}

http::Response describe_piece(Call& call, Kind kind) {
    require_import(call, kind);
    return describe_upload(call, upload_target(kind), call.request.parameters.at(0));
}

template <http::Response (*F)(Call&, Kind), Kind K> http::Response of(Call& call) { return F(call, K); }

template <Kind K> void add_routes(Routes& routes) {
    const auto object = fmt::format("/api/{}/{{id}}", resource(K)),
               imports = fmt::format("/api/{}/backup", resource(K));
    routes.post(object + "/backup/export", of<start_export, K>);
    routes.get(object + "/backup/download", of<download, K>);
    routes.post(imports + "/", of<import_backup, K>);
    routes.options(imports + "/", upload_options);
    routes.patch(imports + "/{file:any}", of<append_piece, K>).describe({"Send a piece of an upload", {}, {}, 204});
    routes.head(imports + "/{file:any}", of<describe_piece, K>);
    routes.options(imports + "/{file:any}", upload_options);
}

} // namespace

void add_backup_routes(Routes& routes) {
    add_routes<Kind::project>(routes);
    add_routes<Kind::task>(routes);
}

} // namespace limn::api
