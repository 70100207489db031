#include "api/assets.h"

#include <algorithm>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "api/asset_links.h"
#include "api/changes.h"
#include "api/issues.h"
#include "api/subjects.h"
#include "api/user_json.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "http/multipart.h"
#include "media/error.h"
#include "media/frames.h"
#include "media/preview.h"
#include "storage/blob_store.h"
#include "tasks/removal.h"

namespace limn::api {

namespace {

constexpr size_t largest_asset = 10 << 20; // bytes
constexpr size_t longest_field = 64;       // of the form, besides the file
constexpr int longest_side = 1920;         // larger pictures are shrunk to fit
constexpr int jpeg_quality = 90;           // of those
// Pictures, and at last what is none.
constexpr std::string_view kinds[] = {"image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf"};

struct Upload {
    std::optional<int64_t> guide_id, job_id; // the latter for a comment that is being written
    bool has_file = false, too_large = false;
    std::string filename, content_type, content;
};

std::string read_file(http::PartReader& reader, bool& too_large) {
    std::string content;
    std::vector<char> buffer(64 * 1024);
    while (const auto size = reader.read(buffer.data(), buffer.size())) {
        too_large |= content.size() + size > largest_asset;
        if (!too_large) content.append(buffer.data(), size);
    }
    return content;
}

Upload receive(Call& call) {
    const auto type = call.request.header("Content-Type");
    if (!lower(type).starts_with("multipart/form-data") || !call.request.body)
        throw detail_error(415, fmt::format("Unsupported media type \"{}\" in request.", type));
    Upload upload;
    http::read_multipart(*call.request.body, type, [&](const http::Part& part, http::PartReader& reader) {
        if (part.is_file && part.name == "file") {
            upload.has_file = true;
            upload.filename = part.file_name.substr(part.file_name.find_last_of("/\\") + 1);
            upload.content_type =
                lower(trim(std::string_view(part.content_type).substr(0, part.content_type.find(';'))));
            upload.content = read_file(reader, upload.too_large);
        } else if (!part.is_file && part.name == "guide_id") {
            upload.guide_id = parse_int(trim(reader.read_all(longest_field)));
        } else if (!part.is_file && part.name == "job_id") {
            upload.job_id = parse_int(trim(reader.read_all(longest_field)));
        }
    });
    return upload;
}

// Comments show pictures alone; a guide may link to a document.
std::span<const std::string_view> kinds_for(const Upload& upload) {
    const std::span<const std::string_view> all(kinds);
    return upload.guide_id ? all : all.first(all.size() - 1);
}

void check_file(const Upload& upload) {
    if (!upload.has_file) throw field_error("file", "No file was submitted.");
    if (upload.too_large) throw field_error("file", fmt::format("Maximum size of asset is {} MB", largest_asset >> 20));
    const auto kinds = kinds_for(upload);
    if (std::find(kinds.begin(), kinds.end(), upload.content_type) == kinds.end()) {
        std::string list;
        for (const auto kind : kinds) list += fmt::format("{}'{}'", list.empty() ? "" : ", ", kind);
        throw field_error("file", fmt::format("File is not supported as an asset. Supported are ({})", list));
    }
    if (upload.content.empty()) throw field_error("file", "The submitted file is empty.");
}

// Photographs and screen shots at a size that suits a text.
void shrink(Upload& upload) try {
    const bool jpeg = upload.content_type == "image/jpeg";
    if (!jpeg && upload.content_type != "image/png") return;
    const auto bytes = std::as_bytes(std::span(upload.content));
    const auto info = media::probe_image(bytes, upload.filename);
    if (info.width <= longest_side && info.height <= longest_side) return;
    const auto small = media::fit(media::decode_image(bytes, upload.filename), longest_side);
    upload.content = jpeg ? media::encode_jpeg(small, jpeg_quality) : media::encode_png(small);
} catch (const media::MediaError& e) {
    throw field_error("file",
                      fmt::format("The picture cannot be read: {}. Nothing was stored; check the file.", e.what()));
}

Found guide_of_upload(db::Connection& c, Call& call, const Upload& upload) {
    auto guide = look_up_guide(c, call, upload.guide_id.value_or(0));
    if (!guide) throw list_error("AnnotationGuide matching query does not exist.");
    guide->require(call.caller, "update");
    return std::move(*guide);
}

// Where the picture goes, if the caller may put it there. Without a guide: into a job, by whoever may open issues in
// it.
AssetHolder holder_of_upload(db::Connection& c, Call& call, const Upload& upload) {
    if (upload.guide_id || !upload.job_id) return {.guide_id = guide_of_upload(c, call, upload).id};
    const auto job = named_job(c, call, *upload.job_id);
    require_issue_creation(call, job);
    return {.job_id = job.id};
}

std::string insert_asset(db::Connection& c, Call& call, const Upload& upload, const std::string& uuid) {
    const auto holder = holder_of_upload(c, call, upload);
    require_room(c, holder, call.caller.id);
    const auto when = now();
    c.execute(
        "INSERT INTO asset (uuid, guide_id, job_id, filename, content_type, owner_id, created_date) VALUES (?, ?, "
        "?, ?, ?, ?, ?)",
        uuid, holder.guide_id, holder.job_id, upload.filename, upload.content_type, call.caller.id, when);
    JsonWriter w;
    w.begin_object();
    w.member("uuid", uuid);
    w.member("filename", upload.filename);
    w.member("created_date", to_iso(when));
    w.key("owner");
    BasicUsers(call, c, {call.caller.id}).write(w, call.caller.id);
    if (holder.guide_id) w.member("guide_id", *holder.guide_id);
    if (holder.job_id) w.member("job_id", *holder.job_id);
    w.end_object();
    return w.take();
}

http::Response create_asset(Call& call) {
    auto upload = receive(call);
    call.database().read([&](db::Connection& c) { holder_of_upload(c, call, upload); });
    check_file(upload);
    shrink(upload);
    remove_unnamed_assets(call);
    const auto uuid = uuid4();
    call.services.blobs.put(tasks::asset_key(uuid), upload.content);
    try {
        return call.json(201,
                         call.database().write([&](db::Connection& c) { return insert_asset(c, call, upload, uuid); }));
    } catch (...) {
        call.services.blobs.remove_all(tasks::asset_folder(uuid));
        throw;
    }
}

struct Asset {
    std::string uuid, filename, content_type;
    AssetHolder holder;
    std::optional<int64_t> owner_id;
};

Asset find_asset(db::Connection& c, Call& call) {
    const auto& uuid = call.request.parameters.at(0);
    const auto is_uuid = uuid.size() == 36 && uuid.find_first_not_of("0123456789abcdefABCDEF-") == std::string::npos;
    if (!is_uuid) throw malformed_id();
    auto rows =
        c.query("SELECT uuid, filename, content_type, guide_id, job_id, comment_id, owner_id FROM asset WHERE uuid = ?",
                lower(uuid));
    if (!rows.next()) throw not_found("Asset");
    return {rows.text(0),
            rows.text(1),
            rows.text(2),
            {rows.maybe_integer(3), rows.maybe_integer(4), rows.maybe_integer(5)},
            rows.maybe_integer(6)};
}

// Pictures of public guides are for everybody.
void require_known_caller(db::Connection& c, Call& call, const AssetHolder& holder) {
    if (!call.caller.anonymous()) return;
    if (holder.guide_id && find_guide(c, call, *holder.guide_id).subject.is_public) return;
    throw detail_error(401, "Authentication credentials were not provided.");
}

http::Response retrieve_asset(Call& call) {
    const auto asset = call.database().read([&](db::Connection& c) {
        auto found = find_asset(c, call);
        require_known_caller(c, call, found.holder);
        require_asset(c, call, found.holder, found.owner_id);
        return found;
    });
    auto response = http::file_response(call.request, call.services.blobs.local_file(tasks::asset_key(asset.uuid)),
                                        asset.content_type);
    const auto attachment = http::content_disposition(asset.filename);
    return response.header("Content-Disposition", "inline" + attachment.substr(attachment.find(';')));
}

http::Response delete_asset(Call& call) {
    const auto uuid = call.database().write([&](db::Connection& c) {
        const auto asset = find_asset(c, call);
        require_asset(c, call, asset.holder, asset.owner_id, true);
        c.execute("DELETE FROM asset WHERE uuid = ?", asset.uuid);
        return asset.uuid;
    });
    remove_files(call, {tasks::asset_folder(uuid)});
    return call.no_content();
}

} // namespace

void add_asset_routes(Routes& routes) {
    routes.post("/api/assets", create_asset);
    routes.get("/api/assets/{uuid}", retrieve_asset, Access::open);
    routes.remove("/api/assets/{uuid}", delete_asset);
}

} // namespace limn::api
