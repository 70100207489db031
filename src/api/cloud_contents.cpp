// What a bucket holds and how it is: /api/cloudstorages/{id}/status, actions, preview, content-v2.
#include <algorithm>

#include <fmt/format.h>

#include "access/secrets.h"
#include "api/cloud_storages.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "media/error.h"
#include "media/kinds.h"
#include "media/preview.h"
#include "storage/cache.h"
#include "tasks/cloud_listing.h"

namespace limn::api {
namespace fs = std::filesystem;

using storage::Reach;

namespace {

constexpr int64_t most_entries = 500; // of a page
constexpr uint64_t most_picture = 1ull << 30;

enum class RefusalForm { detail, string, text }; // in which each of the endpoints says 403

tasks::Clouds::Opened open(Call& call, std::string_view scope, RefusalForm form) {
    const auto id = call.id(0);
    const bool allowed =
        call.database().read([&](db::Connection& c) { return may(c, call, find_cloud_storage(c, call, id), scope); });
    if (allowed) return call.services.clouds->open(id);
    constexpr std::string_view text = "You do not have permission to perform this action.";
    if (form == RefusalForm::string) throw string_error(text, 403);
    if (form == RefusalForm::text) throw text_error(400, text);
    throw forbidden();
}

// {"detail": "x"} becomes "x", with the same status.
Error as_string(const Error& e) {
    const auto body = parse_json(e.body());
    return string_error(body.at("detail").as_string(), e.status());
}

http::Response status(Call& call) {
    const auto opened = open(call, "view", RefusalForm::detail);
    const OutgoingTurn turn;
    switch (opened.objects->reach()) {
    case Reach::available: return call.string(200, "AVAILABLE");
    case Reach::forbidden: return call.string(200, "FORBIDDEN");
    default: return call.string(200, "NOT_FOUND");
    }
}

http::Response actions(Call& call) {
    tasks::Clouds::Opened opened;
    try {
        opened = open(call, "view", RefusalForm::text);
    } catch (const Error& e) {
        if (e.status() != 404) throw;
        throw text_error(400, parse_json(e.body()).at("detail").as_string());
    }
    const OutgoingTurn turn;
    std::string text;
    try {
        if (const auto allowed = opened.objects->permissions()) {
            const std::string_view between = allowed->read && allowed->write ? ", " : "";
            text = fmt::format("[{}{}{}]", allowed->read ? "\"read\"" : "", between, allowed->write ? "\"write\"" : "");
        }
    } catch (const storage::ObjectError& e) {
        throw text_error(400, parse_json(tasks::cloud_error(opened, {}, e).body()).at("detail").as_string());
    }
    return http::make_response(200, text, "text/plain");
}

// --- preview

std::optional<std::string> first_picture(const tasks::Clouds::Opened& opened, storage::Cache& cache) {
    for (const auto& key : opened.storage.manifests) {
        const auto manifest = tasks::cloud_manifest(opened, cache, key);
        if (!manifest.images.empty()) return tasks::key_beside(key, manifest.images.front().name);
    }
    return {};
}

storage::Cached make_preview(Call& call, const tasks::Clouds::Opened& opened, const std::string& key) {
    const auto info = opened.objects->info(key);
    if (info.size > most_picture) throw media::MediaError("the picture is too large for a preview");
    const auto hash = access::sha256_hex(fmt::format("{} {} {}", key, info.size, info.version));
    return call.services.cache.get_or_make(
        fmt::format("cloud/{}/preview-{}", opened.storage.id, hash), [&](storage::TempFile& out) {
            const storage::TempFile picture(fs::path(call.services.settings.data_folder) / "tmp");
            opened.objects->download(key, picture.path());
            out.write(media::make_preview(picture.path(), key));
        });
}

http::Response preview(Call& call) {
    const auto opened = open(call, "view", RefusalForm::string);
    const OutgoingTurn turn;
    std::string key;
    try {
        const auto first = first_picture(opened, call.services.cache);
        if (!first) throw text_error(404, "Cloud storage preview not found");
        key = *first;
        auto made = make_preview(call, opened, key);
        http::Response response;
        response.header("Content-Type", "image/jpeg");
        response.file = http::FileRange{.path = made.path};
        response.keep = made.pin;
        return response;
    } catch (const storage::ObjectError& e) {
        throw as_string(tasks::cloud_error(opened, key, e));
    } catch (const media::MediaError& e) {
        throw string_error(e.what());
    }
}

// --- content

int page_size(const Call& call) {
    const auto text = call.argument("page_size").value_or("");
    if (text.empty()) return most_entries;
    const auto size = parse_int(text);
    if (!size || *size < 1) throw text_error(400, "Wrong value for page_size was found");
    return static_cast<int>(std::min(*size, most_entries));
}

std::string content_json(const tasks::CloudContent& content) {
    JsonWriter w;
    w.begin_object();
    w.member("next", content.next);
    w.key("content");
    w.begin_array();
    for (const auto& entry : content.entries) {
        w.begin_object();
        w.member("name", entry.name);
        w.member("type", entry.is_folder ? "DIR" : "REG");
        w.member("mime_type", entry.is_folder ? "DIR" : media::kind_word(entry.name));
        w.end_object();
    }
    w.end_array();
    w.end_object();
    return w.take();
}

http::Response content(Call& call) {
    const auto opened = open(call, "list:content", RefusalForm::string);
    const tasks::CloudQuery query{call.argument("prefix").value_or(""), call.argument("next_token").value_or(""),
                                  page_size(call)};
    const auto manifest = call.argument("manifest_path").value_or("");
    const OutgoingTurn turn;
    try {
        if (manifest.empty()) return call.json(200, content_json(tasks::list_bucket(opened, query)));
        const auto keys = tasks::manifest_keys(tasks::cloud_manifest(opened, call.services.cache, manifest), manifest);
        return call.json(200, content_json(tasks::list_keys(keys, opened.storage.prefix(), query)));
    } catch (const storage::ObjectError& e) {
        throw as_string(tasks::cloud_error(opened, manifest, e));
    } catch (const media::MediaError& e) {
        throw string_error(fmt::format("The manifest '{}' cannot be used: {}", manifest, e.what()));
    }
}

} // namespace

void add_cloud_content_routes(Routes& routes) {
    routes.get("/api/cloudstorages/{id}/status", status).describe({"Tells whether the bucket can be used", {}, {}});
    routes.get("/api/cloudstorages/{id}/actions", actions)
        .describe({"Tells whether its policy lets objects be read and written", {}, {}});
    routes.get("/api/cloudstorages/{id}/preview", preview)
        .describe({"A small form of the first picture of its manifests", {}, {}});
    routes.get("/api/cloudstorages/{id}/content-v2", content)
        .describe({"Lists a folder of the bucket, or of one of its manifests, in pages", {}, {}});
}

} // namespace limn::api
