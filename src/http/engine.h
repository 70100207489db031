// What all connections of a server share: its options, what answers, the pools, and whether it is ending.
#pragma once
#include <atomic>
#include <functional>
#include <utility>

#include "http/server.h"
#include "http/worker_pool.h"

namespace limn::http {

struct Engine {
    Engine(ServerOptions given, std::function<Response(Request&)> answers)
        : options(std::move(given)), answer(std::move(answers)), requests(options.request_threads, options.max_queue),
          transfers(options.upload_threads, options.max_queue) {}

    const ServerOptions options;
    const std::function<Response(Request&)> answer;
    WorkerPool requests;  // handlers
    WorkerPool transfers; // handlers that fetch their body, and streamed answers: these wait for the client
    std::atomic<bool> stopping = false;  // every answer closes its connection
    std::atomic<bool> abandoned = false; // the grace is over: what has not begun is refused
};

} // namespace limn::http
