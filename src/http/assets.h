// The web page's files, held in the program. Whatever is no file is answered with the page itself, which knows its own
// paths; only under /assets/ and for paths that look like files a missing one is a 404.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/message.h"

namespace limn::http {

struct Asset {
    std::string_view path; // "/index.html"
    std::string_view bytes;
    std::string_view gzip; // the same compressed; empty when that would not be smaller
    std::string_view content_type;
    std::string_view etag;  // as sent, weak: W/"..."; it stands for both forms
    bool immutable = false; // its name changes whenever its content does
};

class AssetStore {
  public:
    // The bytes must live as long as the answers made from them; embedded ones live forever.
    explicit AssetStore(std::span<const Asset> assets);

    bool empty() const { return assets_.empty(); }
    const Asset* find(std::string_view path) const;

    // For GET and HEAD of any path. Without files: a 404 that says how to get them.
    Response answer(const Request& request) const;

  private:
    std::unordered_map<std::string_view, Asset> assets_;
};

// What the build has found in web/dist. Defined in the library limn_web (cmake/embed_web.cmake).
const AssetStore& embedded_web();

} // namespace limn::http
