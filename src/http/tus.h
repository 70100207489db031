// Resumable uploads: the core of the TUS 1.0.0 protocol (https://tus.io/protocols/resumable-upload), with the
// extensions creation and checksum. Who may upload what, where an upload's URL lies and what becomes of a complete one
// is the caller's:
//
//   POST   tus::read_creation(request) -> store it somewhere -> tus::created(location, name)
//   HEAD   tus::describe(upload)
//   PATCH  tus::append(request, store, id) -> offset; when it is the length, the upload is complete
//   OPTIONS tus::handshake()
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "http/checksum.h"
#include "http/message.h"

namespace limn::http::tus {

inline constexpr uint64_t max_size = 26'843'545'600; // 25 GiB a file

struct Creation {
    uint64_t length = 0;
    Pairs metadata;                               // decoded, in order; a key without value has an empty one
    std::optional<std::string> file_name() const; // the metadata's "filename"
};

struct Upload {
    std::string id;
    uint64_t offset = 0; // bytes that are written for good
    uint64_t length = 0;
    std::string owner; // whatever the caller has given to create
    Pairs metadata;
    bool complete() const { return offset == length; }
};

// Where the bytes go. Thread-safe: requests for one upload may overlap when a client gave up one that is still running.
class Store {
  public:
    virtual ~Store() = default;
    virtual void create(std::string_view id, std::string_view owner, const Creation& creation) = 0;
    virtual std::optional<Upload> find(std::string_view id) = 0;

    // Appends the body, which must not exceed the upload, at its offset, and returns the new one. When the body breaks
    // off, what had arrived is kept and the body's error goes on. A newer append to the same upload ends an older one
    // (409). With a checksum the body counts as a whole or not at all: what breaks off, or is not what the checksum
    // says (460), is thrown away.
    virtual uint64_t append(std::string_view id, uint64_t offset, Body& body, Checksum* checksum) = 0;

    virtual void remove(std::string_view id) = 0;
};

// Upload-Length and Upload-Metadata. Throws 400 for what is missing or malformed, 413 beyond max_size.
Creation read_creation(const Request& request);

Response created(std::string_view location, std::string_view upload_filename); // 201; location is absolute
Response describe(const Upload& upload);                                       // 200, of HEAD
Response appended(uint64_t offset);                                            // 204, of PATCH
Response handshake();                                                          // 204, of OPTIONS

// Throws 415 for another content type, 400 without Content-Length or with a malformed offset, 409 (naming the right
// offset) when the client is elsewhere, 413 beyond the upload's length, 404 when it is not in the store, 460 when the
// body is not what its Upload-Checksum says.
uint64_t append(Request& request, Store& store, std::string_view id);

// What every answer of the protocol carries, errors included.
void add_headers(Response& response);
Error with_headers(Error error);

} // namespace limn::http::tus
