// A server on a free port with a router, for tests.
#pragma once
#include <atomic>
#include <filesystem>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "client.h"
#include "http/router.h"
#include "http/server.h"

namespace limn::http::test {

inline Response text(std::string body) { return make_response(200, std::move(body), "text/plain"); }

inline std::string gunzip(std::string_view bytes) {
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string out;
    int result = Z_OK;
    while (result == Z_OK) {
        char buffer[4096];
        stream.next_out = reinterpret_cast<Bytef*>(buffer);
        stream.avail_out = sizeof buffer;
        result = inflate(&stream, Z_NO_FLUSH);
        out.append(buffer, sizeof buffer - stream.avail_out);
    }
    inflateEnd(&stream);
    return result == Z_STREAM_END ? out : "not gzip";
}

// Bytes that differ everywhere.
inline std::string pattern_bytes(size_t size) {
    std::string bytes(size, '\0');
    uint32_t state = 1;
    for (auto& c : bytes) c = static_cast<char>((state = state * 1664525u + 1013904223u) >> 24);
    return bytes;
}

// A path of this process alone: the tests run beside each other.
inline std::filesystem::path own_path(const std::string& name) {
    return std::filesystem::path(testing::TempDir()) / (random_hex(12) + "-" + name);
}

class Serving : public testing::Test {
  protected:
    Serving() {
        set_log_level("error");
        options.port = 0;
        options.request_threads = 4;
        options.upload_threads = 2;
        router.add(Method::get, "/hello", [](Request&) { return text("hello"); });
        router.add(Method::post, "/echo", [](Request& r) { return text(r.body->read_all(1 << 26)); });
        router.add(Method::post, "/ignore", [](Request&) { return text("ignored"); });
    }
    ~Serving() override {
        if (server) server->stop(std::chrono::seconds(0));
    }
    void get(std::string_view pattern, Handler handler) { router.add(Method::get, pattern, std::move(handler)); }
    uint16_t start() {
        server.emplace(options, [this](Request& r) { return router.answer(r); });
        server->start();
        return server->port();
    }

    ServerOptions options;
    Router router;
    std::optional<Server> server;
};

// A gate that handlers wait at.
class Gate {
  public:
    void open() {
        if (!opened_.exchange(true)) promise_.set_value();
    }
    void pass() const { future_.wait(); }

  private:
    std::atomic<bool> opened_ = false;
    std::promise<void> promise_;
    std::shared_future<void> future_ = promise_.get_future().share();
};

} // namespace limn::http::test
