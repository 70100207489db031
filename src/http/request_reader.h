// One connection's incoming bytes, cut into requests. It does no input itself: whoever owns the socket puts bytes into
// room() and asks what they mean, so that the same code serves the asynchronous threads and the blocking ones.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "http/message.h"

namespace limn::http {

struct Head {
    std::string method; // as sent
    std::string target;
    Pairs headers;
    bool http11 = true;
    bool keep_alive = true;
    std::optional<uint64_t> length; // Content-Length
    bool chunked = false;
    bool expects_continue = false; // the client waits for "100 Continue" before it sends the body
};

struct Refusal { // why a request cannot be understood; the connection ends after saying so
    int status = 400;
    std::string detail;
};

class RequestReader {
  public:
    explicit RequestReader(size_t max_head);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;

    // Where the next received bytes go (at least 4 KiB, more if wanted), and how many came. Calling filled(0) is
    // harmless.
    std::span<char> room(size_t wanted = 0);
    void filled(size_t count);
    size_t buffered() const; // bytes received and not yet understood

    // Forgets the last request and starts the next, which may be buffered already.
    void next();

    // True once the head is complete; false: more bytes are needed, or refusal() says why it never will be.
    bool read_head();
    Head& head();

    // Body bytes that are here already; 0: more must be received, body_done(), or refusal().
    size_t read_body(char* out, size_t size);
    bool body_done() const;
    uint64_t body_received() const;

    const std::optional<Refusal>& refusal() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace limn::http
