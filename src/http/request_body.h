// The two kinds of request bodies: one that is here already, and one that its handler fetches from the socket.
#pragma once
#include <cstdint>
#include <string>

#include "http/message.h"
#include "http/request_reader.h"
#include "http/server.h"

namespace limn::http {

class MemoryBody final : public Body {
  public:
    explicit MemoryBody(std::string bytes) : bytes_(std::move(bytes)) {}
    std::optional<uint64_t> length() const override { return bytes_.size(); }
    size_t read(char* buffer, size_t size) override;

  private:
    std::string bytes_;
    size_t at_ = 0;
};

class SocketBody final : public Body {
  public:
    SocketBody(int socket, RequestReader& reader, const ServerOptions& options);
    std::optional<uint64_t> length() const override { return length_; }
    size_t read(char* buffer, size_t size) override;

    // The handler is done. What it left unread is taken off the connection as far as it is here already; true when the
    // next request follows at once, or after remaining() bytes that are still under way (never many).
    bool settle();
    uint64_t remaining() const { return remaining_; }

  private:
    size_t fetch(); // receives once, waiting; throws
    void invite();  // "100 Continue", once

    int socket_;
    RequestReader* reader_; // null after settle: the connection has moved on
    const ServerOptions& options_;
    std::optional<uint64_t> length_;
    bool must_invite_;
    bool broken_ = false;
    uint64_t remaining_ = 0;
};

} // namespace limn::http
