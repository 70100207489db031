// One request and its answer. The connection fills in the request and hands it to a pool; the pool thread runs the
// handler and sends what the socket takes at once; the connection sends the rest.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "http/channel.h"
#include "http/engine.h"
#include "http/message.h"
#include "http/request_body.h"
#include "http/request_reader.h"
#include "http/response_head.h"

namespace limn::http {

class OpenFile { // a file descriptor that closes itself
  public:
    explicit OpenFile(int descriptor = -1) : descriptor_(descriptor) {}
    OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    OpenFile& operator=(OpenFile&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~OpenFile();
    int get() const { return descriptor_; }

  private:
    int descriptor_;
};

// An answer, or what is left of it: head, body, then a part of a file.
struct Remainder {
    std::string head;
    std::string_view body;
    size_t sent = 0; // of head and body together
    OpenFile file;
    uint64_t file_at = 0;
    uint64_t file_left = 0;

    size_t memory_left() const { return head.size() + body.size() - sent; }
};

class Exchange {
  public:
    Exchange(Engine& engine, int socket, RequestReader& reader, std::string peer);
    ~Exchange();
    Exchange(const Exchange&) = delete;

    // The reader has a head: takes the request out of it. False when its method is none that anything answers to.
    bool open();
    void body_is_here(std::string bytes);
    void body_is_coming(); // the handler fetches it

    // Runs the handler on a pool, and done after it, there. False: no room in the queue.
    bool start(std::function<void()> done);
    // Answers without a handler, on the calling thread, and ends the connection.
    void refuse(const Refusal& refusal);

    // After start's done, or refuse: what is still to be sent.
    Remainder remainder;
    uint64_t unread_body() const { return unread_; } // of the request, still to be taken off the connection
    bool keeps_connection() const { return keep_ && !cut_; }
    bool is_cut() const { return cut_; } // the answer broke off: no more bytes may follow
    void cut() { cut_ = true; }
    Channel* channel() const { return response_.channel.get(); } // when the answer goes on behind the remainder
    void sent_of_channel(size_t bytes) { streamed_ += bytes; }
    void finish(); // after the last byte: the log line and the metrics

  private:
    void run();
    void run_stream();
    void end();
    Response answer();
    Response failure(std::string_view what) const;
    void prepare(Response response);
    void prepare_body();
    bool open_file();
    bool compresses();
    Framing framing() const;

    Engine& engine_;
    const int socket_;
    RequestReader& reader_;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    Request request_;
    std::string method_ = "-"; // as sent
    std::shared_ptr<SocketBody> fetched_;
    std::function<void()> done_;
    Response response_;
    bool http11_ = true;
    bool keep_ = true;
    bool cut_ = false;
    uint64_t unread_ = 0;
    uint64_t streamed_ = 0;
};

} // namespace limn::http
