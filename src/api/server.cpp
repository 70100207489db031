// /api/server: what the installation says about itself, and the files that its operator shares.
#include "api/server.h"

#include <algorithm>
#include <filesystem>
#include <sys/statvfs.h>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "access/policy.h"
#include "api/client_release.h"
#include "api/requests.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "formats/format.h"
#include "media/kinds.h"

namespace limn::api {
namespace fs = std::filesystem;

namespace {

constexpr double full_disk = 0.9; // share in use from which the disk counts as a finding

http::Response about(Call& call) {
    JsonWriter w;
    w.begin_object();
    w.member("name", "Limn");
    w.member("description",
             "Limn is an annotation platform for computer vision: label images, video and point clouds together.");
    w.member("version", reported_version(call.request.header("User-Agent")));
    w.member("logo_url", call.link("/static/logo.svg"));
    w.member("subtitle", "Annotation platform for computer vision");
    w.end_object();
    auto response = call.json(200, w.take());
    response.add_header("Vary", "User-Agent");
    return response;
}

http::Response plugins(Call& call) {
    access::require(call.caller, call.context, "server", "view", {});
    return call.json(200, R"({"GIT_INTEGRATION":false,"ANALYTICS":false,"MODELS":false,"PREDICT":false})");
}

template <class Format> void write_formats(JsonWriter& w, std::string_view name, std::span<const Format> formats) {
    w.key(name);
    w.begin_array();
    for (const auto& f : formats) {
        w.begin_object();
        w.member("name", f.name);
        w.member("ext", f.extensions);
        w.member("version", f.version);
        w.member("enabled", true);
        w.member("dimension", f.three_d ? "3d" : "2d");
        w.end_object();
    }
    w.end_array();
}

http::Response annotation_formats(Call& call) {
    access::require(call.caller, call.context, "server", "view", {});
    JsonWriter w;
    w.begin_object();
    write_formats(w, "importers", formats::importers());
    write_formats(w, "exporters", formats::exporters());
    w.end_object();
    return call.json(200, w.take());
}

std::string_view share_type(const fs::directory_entry& entry) {
    if (entry.is_directory()) return "DIR";
    return media::kind_word(entry.path().filename().string());
}

// The folder that a request names, links resolved; it must not leave the share.
fs::path share_directory(const Call& call, std::string_view directory) {
    if (directory.starts_with('/')) directory.remove_prefix(1);
    const auto refuse = [&] { return string_error(fmt::format("{} is an invalid directory", directory)); };
    if (call.services.settings.share_folder.empty()) throw refuse();
    std::error_code failure;
    const auto root = fs::canonical(call.services.settings.share_folder, failure);
    if (failure) throw refuse();
    const auto wanted = fs::canonical(root / directory, failure);
    const auto outside = wanted.lexically_relative(root);
    if (failure || !fs::is_directory(wanted) || outside.empty() || *outside.begin() == "..") throw refuse();
    return wanted;
}

http::Response share(Call& call) {
    access::require(call.caller, call.context, "server", "list:content", {});
    auto directory = call.request.argument("directory").value_or("/");
    if (directory.empty()) directory = "/";
    const auto prefix = call.request.argument("search").value_or("");
    struct Entry {
        std::string name;
        std::string_view type;
        auto operator<=>(const Entry& other) const {
            return std::pair(type != "DIR", std::string_view(name)) <=>
                   std::pair(other.type != "DIR", std::string_view(other.name));
        }
    };
    std::vector<Entry> entries;
    // Without a share the root is an empty folder.
    const bool nothing_shared = call.services.settings.share_folder.empty() && directory == "/";
    if (!nothing_shared)
        for (const auto& entry :
             fs::directory_iterator(share_directory(call, directory), fs::directory_options::skip_permission_denied)) {
            auto name = entry.path().filename().string();
            if (name.starts_with(prefix) && is_utf8(name)) entries.push_back({std::move(name), share_type(entry)});
        }
    std::sort(entries.begin(), entries.end());
    JsonWriter w;
    w.begin_array();
    for (const auto& e : entries) {
        w.begin_object();
        w.member("name", e.name);
        w.member("type", e.type == "DIR" ? "DIR" : "REG");
        w.member("mime_type", e.type);
        w.end_object();
    }
    w.end_array();
    return call.json(200, w.take());
}

std::string disk_finding(const std::string& folder) {
    struct statvfs disk {};
    if (statvfs(folder.c_str(), &disk) != 0) return "the data folder cannot be read";
    const double used =
        1 - static_cast<double>(disk.f_bavail) / static_cast<double>(std::max<fsblkcnt_t>(disk.f_blocks, 1));
    return used < full_disk ? "working" : fmt::format("the disk of the data folder is {:.0f} % full", used * 100);
}

std::string database_finding(db::Database& database) {
    try {
        database.read([](db::Connection& c) { c.value("SELECT 1"); });
        return "working";
    } catch (const std::exception& e) {
        return e.what();
    }
}

// The names are those that monitoring set up for this API expects.
http::Response health(Call& call) {
    if (!call.request.path.ends_with('/')) {
        http::Response elsewhere;
        elsewhere.status = 301;
        return elsewhere.header("Location", "/api/server/health/");
    }
    const auto accept = call.request.header("Accept");
    const bool json = call.request.argument("format") == "json" || accept.empty() ||
                      accept.find("*/*") != std::string_view::npos ||
                      accept.find("application/") != std::string_view::npos;
    const bool html = accept.find("text/html") != std::string_view::npos;
    if (!json && !html)
        return http::make_response(406, "Not acceptable: ask for application/json or text/html.", "text/plain");
    const auto database = database_finding(call.database());
    const auto disk = disk_finding(call.services.settings.data_folder);
    JsonWriter w;
    w.begin_object();
    w.member("Cache backend: default", "working");
    w.member("Cache backend: media", "working");
    w.member("DatabaseBackend", database);
    w.member("DatabaseBackend[default]", database);
    w.member("DiskUsage", disk);
    w.member("MemoryUsage", "working");
    w.member("OPAHealthCheck", "working");
    w.end_object();
    const int status = database == "working" && disk == "working" ? 200 : 500;
    auto response =
        html && !json
            ? http::make_response(status, fmt::format("<!doctype html><title>Health</title><pre>{}</pre>", w.text()),
                                  "text/html; charset=utf-8")
            : http::make_response(status, w.take(), "application/json");
    return uncached(std::move(response));
}

} // namespace

void add_server_routes(Routes& routes) {
    routes.get("/api/server/about", about, Access::open);
    routes.get("/api/server/plugins", plugins);
    routes.get("/api/server/annotation/formats", annotation_formats);
    routes.get("/api/server/share", share);
    routes.get("/api/server/health/", health, Access::unchecked);
}

} // namespace limn::api
