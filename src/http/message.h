// A request as a handler sees it, and the answer it returns. Handlers are ordinary functions that may block; the server
// runs them on a pool of threads. Nothing here knows of Limn.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace limn::http {

class Channel; // http/channel.h

enum class Method { get, head, post, put, patch, delete_, options };
std::string_view to_string(Method method); // "GET"

using Pairs = std::vector<std::pair<std::string, std::string>>;

// The body of a request, read in pieces as it arrives. Small bodies (<= 1 MiB) are there before the handler runs; of a
// larger one nothing is fetched before it is asked for. Valid until the handler has returned.
class Body {
  public:
    virtual ~Body() = default;
    virtual std::optional<uint64_t> length() const = 0; // from Content-Length; none when chunked
    virtual size_t read(char* buffer, size_t size) = 0; // blocks; 0 at the end; throws Error 400/408/413

    // The rest of the body as one string; throws Error 413 beyond limit.
    std::string read_all(uint64_t limit);
};

struct Request {
    Method method = Method::get;
    std::string path;                    // decoded, without the query
    std::string target;                  // as sent
    Pairs query;                         // decoded, in order
    Pairs headers;                       // in order, names as sent
    std::vector<std::string> parameters; // the path's {placeholders}, in order
    std::string peer;                    // address of the client (of the last proxy)
    std::string id;                      // fresh UUID of this request
    std::string pattern;                 // of the route that answers, set by the router; for metrics and logs
    std::shared_ptr<Body> body;

    std::string_view header(std::string_view name) const; // ignoring case; empty when absent
    bool has_header(std::string_view name) const;
    std::optional<std::string> argument(std::string_view name) const; // first value of a query parameter
    bool has_argument(std::string_view name) const;
    std::string cookie(std::string_view name) const;

    // http or https and the host the client used, X-Forwarded-Proto/-Host first: "https://limn.example"
    std::string scheme() const;
    std::string host() const;
    std::string base_url() const;
};

// The client closed the connection or took nothing for too long. Nobody is left to tell; the server only logs it.
struct ClientGone : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Where a streamed answer is written; write blocks while the client is slow and throws ClientGone when it is gone.
class Sink {
  public:
    virtual ~Sink() = default;
    virtual void write(std::string_view bytes) = 0;
};

struct FileRange { // part of a file on disk
    std::filesystem::path path;
    uint64_t offset = 0;
    std::optional<uint64_t> length; // none: to the end
    bool delete_after = false;
};

struct Response {
    int status = 200;
    Pairs headers;
    // At most one of these five is the body.
    std::string body;
    std::string_view view;         // bytes that `keep`, or the program itself, holds
    std::optional<FileRange> file; // sent without copying through the program where possible
    // Chunked, unless Content-Length is among the headers. Runs after the handler has returned, on a thread for large
    // transfers. What it throws before its first 64 KiB becomes an error answer; later the connection is cut.
    std::function<void(Sink&)> stream;
    std::shared_ptr<Channel> channel; // goes on until it is closed or the client is gone; the connection ends with it
    std::shared_ptr<const void> keep; // whatever must live until the answer has been sent

    Response& header(std::string name, std::string value); // replaces
    Response& add_header(std::string name, std::string value);
    std::string_view find_header(std::string_view name) const;
};

Response make_response(int status, std::string body, std::string_view content_type);

// A file with ETag, Last-Modified, Accept-Ranges; answers 304, 206 and 416 as the request asks.
// content_type by extension when empty; download_name makes it an attachment (RFC 6266, both forms).
Response file_response(const Request& request, const std::filesystem::path& path, std::string content_type = {},
                       std::string_view download_name = {});

// Whether an If-None-Match header names the tag (the weak comparison of RFC 9110, 8.8.3.2); "*" matches everything.
bool matches_tag(std::string_view if_none_match, std::string_view etag);

std::string content_disposition(std::string_view download_name);
std::string_view content_type_of(std::string_view file_name);

} // namespace limn::http
