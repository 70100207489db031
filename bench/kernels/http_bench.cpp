// Small requests over loopback, ours against a bare Beast server in the same run; and the two kernels that see every
// byte of large bodies.
#include <chrono>
#include <cstring>
#include <memory>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "base/log.h"
#include "http/gzip.h"
#include "http/multipart.h"
#include "http/router.h"
#include "http/server.h"

// GCC 12 takes Asio's own frame allocation, aligned_alloc and free behind operators, for a mismatch.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace {
using namespace limn::http;
namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

constexpr int load_threads = 2;
constexpr int connections = 16; // a thread
constexpr int rounds = 200;     // requests a connection and measurement
constexpr std::string_view request = "GET /api/server/about HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
                                     "User-Agent: bench\r\nCookie: sessionid=0123456789abcdef\r\n\r\n";
constexpr std::string_view about = R"({"name":"Limn","description":"annotation","version":"1.0.0"})";

// Every connection has one request under way: write to all, read from all, again.
class Load {
  public:
    explicit Load(uint16_t port) {
        for (int i = 0; i < connections; ++i)
            sockets_.emplace_back(context_).connect({asio::ip::address_v4::loopback(), port});
        for (auto& socket : sockets_) socket.set_option(tcp::no_delay(true));
        ask();
        char buffer[4096];
        for (auto& socket : sockets_) size_ = socket.read_some(asio::buffer(buffer)); // an answer fits into one segment
    }
    void run() {
        std::string buffer(size_, '\0');
        for (int i = 0; i < rounds; ++i) {
            ask();
            for (auto& socket : sockets_) asio::read(socket, asio::buffer(buffer));
        }
    }

  private:
    void ask() {
        for (auto& socket : sockets_) asio::write(socket, asio::buffer(request.data(), request.size()));
    }
    asio::io_context context_;
    std::vector<tcp::socket> sockets_;
    size_t size_ = 0;
};

class Loads {
  public:
    explicit Loads(uint16_t port) {
        for (int i = 0; i < load_threads; ++i) loads_.push_back(std::make_unique<Load>(port));
    }
    double seconds() { // of one measurement
        const auto began = std::chrono::steady_clock::now();
        std::vector<std::thread> threads;
        for (auto& load : loads_) threads.emplace_back([&] { load->run(); });
        for (auto& thread : threads) thread.join();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    }

  private:
    std::vector<std::unique_ptr<Load>> loads_;
};

asio::awaitable<void> bare_session(tcp::socket socket) {
    namespace http = beast::http;
    constexpr auto with_result = asio::as_tuple(asio::use_awaitable);
    beast::flat_buffer buffer;
    socket.set_option(tcp::no_delay(true));
    for (;;) {
        http::request<http::string_body> asked;
        if (auto [failure, n] = co_await http::async_read(socket, buffer, asked, with_result); failure) co_return;
        http::response<http::string_body> answer(http::status::ok, 11);
        answer.set(http::field::content_type, "application/json");
        answer.body() = about;
        answer.prepare_payload();
        if (auto [failure, n] = co_await http::async_write(socket, answer, with_result); failure) co_return;
    }
}

// No routes, no pools, no log, no headers but two: what the library itself costs.
class BareServer {
  public:
    BareServer() : acceptor_(first_, {asio::ip::address_v4::loopback(), 0}), guard_(asio::make_work_guard(second_)) {
        asio::co_spawn(first_, accept(), asio::detached);
        threads_[0] = std::thread([this] { first_.run(); });
        threads_[1] = std::thread([this] { second_.run(); });
    }
    ~BareServer() {
        first_.stop();
        second_.stop();
        for (auto& thread : threads_) thread.join();
    }
    uint16_t port() const { return acceptor_.local_endpoint().port(); }

  private:
    asio::awaitable<void> accept() {
        for (bool odd = false;; odd = !odd) {
            auto [failure, socket] =
                co_await acceptor_.async_accept(odd ? first_ : second_, asio::as_tuple(asio::use_awaitable));
            if (failure) co_return;
            const auto executor = socket.get_executor();
            asio::co_spawn(executor, bare_session(std::move(socket)), asio::detached);
        }
    }
    asio::io_context first_{1}, second_{1};
    tcp::acceptor acceptor_;
    asio::executor_work_guard<asio::io_context::executor_type> guard_;
    std::thread threads_[2];
};

// Both under the same load by turns, so that the ratio means something on a busy machine too.
void small_requests(benchmark::State& state) {
    limn::set_log_level("warning");
    Router router;
    router.add(Method::get, "/api/server/about",
               [](Request&) { return make_response(200, std::string(about), "application/json"); });
    ServerOptions options;
    options.port = 0;
    options.request_threads = 4;
    Server server(options, [&](Request& r) { return router.answer(r); });
    server.start();
    BareServer bare;
    Loads loads(server.port()), bare_loads(bare.port());
    double seconds = 0, bare_seconds = 0;
    for (auto _ : state) {
        seconds += loads.seconds();
        bare_seconds += bare_loads.seconds();
    }
    const auto requests = static_cast<double>(state.iterations()) * load_threads * connections * rounds;
    state.counters["per_second"] = requests / seconds;
    state.counters["bare_per_second"] = requests / bare_seconds;
    state.counters["ratio"] = bare_seconds / seconds;
}
BENCHMARK(small_requests)->UseRealTime()->Unit(benchmark::kMillisecond);

// Polygons of ten vertices with one attribute, as an annotation answer has them.
std::string annotations(int shapes) {
    std::string json = "{\"version\":1,\"tags\":[],\"shapes\":[";
    uint32_t random = 1;
    const auto next = [&](uint32_t below) { return (random = random * 1664525u + 1013904223u) % below; };
    for (int i = 0; i < shapes; ++i) {
        json +=
            "{\"type\":\"polygon\",\"occluded\":false,\"outside\":false,\"z_order\":0,\"rotation\":0.0,\"points\":[";
        for (int p = 0; p < 20; ++p)
            json += std::to_string(next(1920)) + "." + std::to_string(next(100)) + (p < 19 ? "," : "");
        json += "],\"id\":" + std::to_string(100'000 + i) + ",\"frame\":" + std::to_string(i / 20) +
                ",\"label_id\":7,\"group\":0,\"source\":\"manual\",\"attributes\":[{\"spec_id\":3,\"value\":\"yes\"}],"
                "\"elements\":[]},";
    }
    json.back() = ']';
    return json + ",\"tracks\":[]}";
}

void gzip_annotations(benchmark::State& state) {
    const auto json = annotations(20'000);
    size_t compressed = 0;
    for (auto _ : state) compressed = gzip(json).size();
    state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(json.size()));
    state.counters["ratio"] = static_cast<double>(json.size()) / static_cast<double>(compressed);
}
BENCHMARK(gzip_annotations)->Unit(benchmark::kMillisecond);

class TextBody final : public Body {
  public:
    explicit TextBody(const std::string& text) : text_(text) {}
    std::optional<uint64_t> length() const override { return text_.size(); }
    size_t read(char* buffer, size_t size) override {
        const auto count = std::min(size, text_.size() - at_);
        std::memcpy(buffer, text_.data() + at_, count);
        at_ += count;
        return count;
    }

  private:
    const std::string& text_;
    size_t at_ = 0;
};

void multipart_file(benchmark::State& state) {
    std::string file(32 << 20, '\0');
    uint32_t random = 1;
    for (auto& c : file) c = static_cast<char>((random = random * 1664525u + 1013904223u) >> 24);
    const auto form =
        "--boundary\r\nContent-Disposition: form-data; name=\"client_files[0]\"; filename=\"a.jpg\"\r\n\r\n" + file +
        "\r\n--boundary--\r\n";
    std::string buffer(64 * 1024, '\0');
    for (auto _ : state) {
        TextBody body(form);
        read_multipart(body, "multipart/form-data; boundary=boundary", [&](const Part&, PartReader& reader) {
            while (reader.read(buffer.data(), buffer.size())) benchmark::DoNotOptimize(buffer.data());
        });
    }
    state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(form.size()));
}
BENCHMARK(multipart_file)->Unit(benchmark::kMillisecond);

} // namespace
