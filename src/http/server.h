// The sockets: HTTP/1.1 with keep-alive on Asio threads, handlers on bounded pools (one for ordinary requests, one for
// requests with large bodies, so that slow uploads never hold up the rest). Limits on head, body, time and connections.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "http/message.h"

namespace limn::http {

struct ServerOptions {
    std::string host = "127.0.0.1";
    uint16_t port = 8080; // 0: any free one
    int socket_threads = 2;
    int request_threads = 16;
    int upload_threads = 16;
    size_t max_connections = 4096;
    size_t max_head = 64 * 1024;
    uint64_t max_body = 1ull << 30; // 413 beyond
    size_t small_body = 1 << 20;    // read whole before the handler runs
    size_t max_queue = 2048;        // waiting requests; 503 with Retry-After beyond
    std::chrono::seconds head_timeout{30};
    std::chrono::seconds body_timeout{120};  // without a byte
    std::chrono::seconds write_timeout{120}; // without a byte taken
    std::chrono::seconds keep_alive{75};
};

class Server {
  public:
    // answer runs for every request; what it throws becomes its Error's answer, or 500 with the request id in the log.
    // The server adds Date, Content-Length or chunking, X-Request-Id, the security headers, gzip (text types >= 200
    // bytes, when accepted) and the body of HEAD is left out. Each request is logged and counted (metrics.h) when its
    // answer has gone out.
    Server(ServerOptions options, std::function<Response(Request&)> answer);
    ~Server();

    // Throws std::runtime_error when the address is taken. From here on the process ignores SIGPIPE, and may open
    // 65,536 files if its hard limit allows.
    void start();
    uint16_t port() const; // the real one
    // No new connections; running requests get `grace` to end, then their connections are cut. Returns when the last
    // handler has.
    void stop(std::chrono::seconds grace);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace limn::http
