// The head of an answer as it goes over the wire, with what every answer carries.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace limn::http {

struct Framing {
    bool http11 = true;
    bool close = false;             // the connection ends after this answer
    std::optional<uint64_t> length; // Content-Length
    bool chunked = false;
};

// Names `field` in Vary, once.
void vary_on(Response& response, std::string_view field);

// Content-Encoding; and an ETag becomes weak, for the compressed body is only the equal of the one that it names.
void mark_compressed(Response& response);

// True for answers that have no body whatever their handler gave: 1xx, 204, 304.
bool is_bodiless(int status);

// Status line and headers to the empty line: those of the response, then Date and the security headers unless it has
// its own, X-Request-Id, and the framing. Line breaks in values become spaces.
std::string serialise_head(const Response& response, const Framing& framing, std::string_view request_id);

std::string new_request_id(); // a version 4 UUID; unique, not secret

} // namespace limn::http
