// Where a streamed answer goes: collected into pieces, compressed if wanted, framed, and sent while waiting for the
// client.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/gzip.h"
#include "http/message.h"
#include "http/response_head.h"

namespace limn::http {

class ResponseSink final : public Sink {
  public:
    // framing.length: the handler has promised so many bytes. compress: gzip, with the header for it.
    ResponseSink(int socket, std::chrono::milliseconds patience, Response& response, Framing framing,
                 std::string_view request_id, bool compress);

    void write(std::string_view bytes) override;
    // After the last byte. An answer that fitted into one piece gets a Content-Length instead of chunks.
    void finish();

    bool started() const { return started_; } // something has gone out: the status can no longer change
    uint64_t sent() const { return sent_; }   // bytes of the body on the wire, without framing

  private:
    void flush(std::string_view more);
    void send(std::string_view a, std::string_view b, bool last);

    int socket_;
    std::chrono::milliseconds patience_;
    Response& response_;
    Framing framing_;
    const std::string_view request_id_;
    std::optional<GzipStream> gzip_;
    std::string pending_;
    std::string compressed_;
    bool started_ = false;
    uint64_t written_ = 0;
    uint64_t sent_ = 0;
};

} // namespace limn::http
