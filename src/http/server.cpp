#include "http/server.h"

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <sys/resource.h>

#include "base/error.h"
#include "base/log.h"
#include "http/connection.h"
#include "http/metrics.h"
#include "http/response_head.h"
#include "http/socket_io.h"

// GCC 12 takes Asio's own frame allocation, aligned_alloc and free behind operators, for a mismatch.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace limn::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
constexpr asio::use_awaitable_t<Executor> resuming;
constexpr auto with_result = asio::as_tuple(resuming);

constexpr auto tick = std::chrono::milliseconds(250); // how late a timeout may be noticed
constexpr auto pause_when_full = std::chrono::milliseconds(100);

// One thread and the connections that live on it.
class SocketThread {
  public:
    explicit SocketThread(Engine& engine) : engine_(engine) {}
    SocketThread(const SocketThread&) = delete;
    ~SocketThread() { end(); }

    void start() {
        asio::co_spawn(context_.get_executor(), watch(), asio::detached);
        thread_ = std::thread([this] { context_.run(); });
    }

    // Drops what still runs on it.
    void end() {
        context_.stop();
        if (thread_.joinable()) thread_.join();
    }

    void adopt(Socket socket, std::function<void()> closed) {
        asio::co_spawn(context_.get_executor(), serve(std::move(socket), std::move(closed)), asio::detached);
    }

    void on_each(void (Connection::*action)()) {
        asio::post(context_.get_executor(), [this, action] {
            for (auto* connection : connections_) (connection->*action)();
        });
    }

    Executor executor() { return context_.get_executor(); }

  private:
    Task<void> serve(Socket socket, std::function<void()> closed) {
        Connection connection(engine_, std::move(socket));
        const auto place = connections_.insert(connections_.end(), &connection);
        try {
            co_await connection.run();
        } catch (const std::exception& e) {
            log_error("connection failed", {{"error", e.what()}});
        }
        connections_.erase(place);
        closed();
    }

    Task<void> watch() {
        Timer timer(context_.get_executor());
        for (;;) {
            timer.expires_after(tick);
            co_await timer.async_wait(resuming);
            const auto now = Clock::now();
            for (auto* connection : connections_) connection->check_time(now);
        }
    }

    Engine& engine_;
    std::list<Connection*> connections_;
    asio::io_context context_{1};
    std::thread thread_;
};

tcp::endpoint resolve(asio::io_context& context, const std::string& host, uint16_t port) {
    boost::system::error_code not_numeric;
    if (const auto address = asio::ip::make_address(host, not_numeric); !not_numeric) return {address, port};
    return tcp::resolver(context).resolve(host, std::to_string(port)).begin()->endpoint();
}

// A connection takes a descriptor, and the usual soft limit is far below max_connections.
void raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, std::max<rlim_t>(limit.rlim_cur, 65'536));
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) log_warning("the limit of open files stays low", {});
}

} // namespace

struct Server::State {
    State(ServerOptions options, std::function<Response(Request&)> answer)
        : engine(std::move(options), std::move(answer)) {
        for (int i = 0; i < std::max(1, engine.options.socket_threads); ++i)
            threads.push_back(std::make_unique<SocketThread>(engine));
    }

    void listen() {
        const auto& options = engine.options;
        try {
            asio::io_context names;
            const auto endpoint = resolve(names, options.host, options.port);
            acceptor.emplace(threads[0]->executor());
            acceptor->open(endpoint.protocol());
            acceptor->set_option(Acceptor::reuse_address(true));
            if (endpoint.address().is_v6() && endpoint.address().is_unspecified())
                acceptor->set_option(asio::ip::v6_only(false));
            acceptor->bind(endpoint);
            acceptor->listen();
            port = acceptor->local_endpoint().port();
        } catch (const boost::system::system_error& e) {
            acceptor.reset();
            throw std::runtime_error(
                fmt::format("Cannot listen on {}:{} ({}). Stop the program that does, or choose another address.",
                            options.host, options.port, e.code().message()));
        }
    }

    Task<void> accept() {
        for (size_t turn = 0;; ++turn) {
            auto& thread = *threads[turn % threads.size()];
            auto [failure, socket] = co_await acceptor->async_accept(thread.executor(), with_result);
            if (engine.stopping) co_return;
            if (failure) {
                log_warning("connection not accepted", {{"error", failure.message()}});
                Timer timer(threads[0]->executor());
                timer.expires_after(pause_when_full);
                co_await timer.async_wait(resuming);
            } else if (open >= engine.options.max_connections) {
                turn_away(socket);
            } else {
                ++open;
                thread.adopt(std::move(socket), [this] { closed(); });
            }
        }
    }

    static void turn_away(Socket& socket) {
        const auto error = detail_error(503, "The server has as many connections as it takes. Try again in a moment.");
        auto response = make_response(error.status(), error.body(), error.content_type());
        response.header("Retry-After", "1");
        const auto head = serialise_head(response, {.close = true, .length = response.body.size()}, new_request_id());
        send_now(socket.native_handle(), {head, response.body});
        boost::system::error_code ignored; // it is closed next
        socket.shutdown(Socket::shutdown_send, ignored);
    }

    Task<void> report() {
        Timer timer(threads[0]->executor());
        for (;;) {
            set_gauge("limn_http_connections", "Open connections", static_cast<double>(open));
            set_gauge("limn_http_waiting_requests", "Requests that wait for a thread",
                      static_cast<double>(engine.requests.waiting()));
            set_gauge("limn_http_waiting_transfers", "Large transfers that wait for a thread",
                      static_cast<double>(engine.transfers.waiting()));
            timer.expires_after(std::chrono::seconds(1));
            co_await timer.async_wait(resuming);
        }
    }

    void closed() {
        std::lock_guard lock(mutex);
        if (--open == 0) all_closed.notify_all();
    }

    bool wait_closed(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex);
        return all_closed.wait_for(lock, patience, [&] { return open == 0; });
    }

    Engine engine;
    std::vector<std::unique_ptr<SocketThread>> threads;
    std::optional<Acceptor> acceptor;
    uint16_t port = 0;
    std::atomic<size_t> open = 0;
    std::mutex mutex;
    std::condition_variable all_closed;
    bool running = false;
};

Server::Server(ServerOptions options, std::function<Response(Request&)> answer)
    : state_(std::make_unique<State>(std::move(options), std::move(answer))) {}

Server::~Server() { stop({}); }

void Server::start() {
    auto& s = *state_;
    std::signal(SIGPIPE, SIG_IGN); // sendfile has no flag against it
    raise_descriptor_limit();
    s.listen();
    asio::co_spawn(s.threads[0]->executor(), s.accept(), asio::detached);
    asio::co_spawn(s.threads[0]->executor(), s.report(), asio::detached);
    for (auto& thread : s.threads) thread->start();
    s.running = true;
}

uint16_t Server::port() const { return state_->port; }

void Server::stop(std::chrono::seconds grace) {
    auto& s = *state_;
    if (!std::exchange(s.running, false)) return;
    s.engine.stopping = true;
    asio::post(s.threads[0]->executor(), [&s] { s.acceptor->close(); });
    for (auto& thread : s.threads) thread->on_each(&Connection::end_if_idle);
    if (!s.wait_closed(std::max<std::chrono::milliseconds>(grace, tick))) { // idle ones need a moment to close
        log_warning("stopping with requests still running", {{"connections", s.open.load()}});
        s.engine.abandoned = true;
        do
            for (auto& thread : s.threads) thread->on_each(&Connection::break_off);
        while (!s.wait_closed(std::chrono::milliseconds(100)));
    }
    s.engine.requests.stop();
    s.engine.transfers.stop();
    for (auto& thread : s.threads) thread->end();
}

} // namespace limn::http
