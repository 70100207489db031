#include "http/assets.h"

#include "base/error.h"
#include "http/gzip.h"
#include "http/response_head.h"

namespace limn::http {
namespace {

constexpr std::string_view index_path = "/index.html";
constexpr std::string_view content_security_policy =
    "default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; "
    "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

std::string_view cache_control(const Asset& asset) {
    if (asset.path == index_path) return "no-cache, no-store, must-revalidate";
    return asset.immutable ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate";
}

// A page's own paths have no file extension in their last segment.
bool looks_like_file(std::string_view path) {
    return path.starts_with("/assets/") || path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos;
}

} // namespace

AssetStore::AssetStore(std::span<const Asset> assets) {
    for (const auto& asset : assets) assets_.emplace(asset.path, asset);
}

const Asset* AssetStore::find(std::string_view path) const {
    const auto found = assets_.find(path);
    return found == assets_.end() ? nullptr : &found->second;
}

Response AssetStore::answer(const Request& request) const {
    if (empty())
        throw text_error(404, "This build of the server holds no web page: build web/ first, then the server again.");
    const auto* asset = find(request.path);
    if (!asset && !looks_like_file(request.path)) asset = find(index_path);
    if (!asset) throw text_error(404, "There is no such file.");

    Response response;
    response.add_header("Content-Security-Policy", std::string(content_security_policy));
    response.add_header("Cache-Control", std::string(cache_control(*asset)));
    response.add_header("ETag", std::string(asset->etag));
    if (!asset->gzip.empty()) vary_on(response, "Accept-Encoding");
    if (matches_tag(request.header("If-None-Match"), asset->etag)) {
        response.status = 304;
        return response;
    }
    response.add_header("Content-Type", std::string(asset->content_type));
    const bool compressed = !asset->gzip.empty() && accepts_gzip(request.header("Accept-Encoding"));
    if (compressed) response.add_header("Content-Encoding", "gzip");
    response.view = compressed ? asset->gzip : asset->bytes;
    return response;
}

} // namespace limn::http
