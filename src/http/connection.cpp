#include "http/connection.h"

#include <array>
#include <cerrno>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

// GCC 12 takes Asio's own frame allocation, aligned_alloc and free behind operators, for a mismatch.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace limn::http {
namespace {

namespace asio = boost::asio;
constexpr asio::use_awaitable_t<Executor> resuming;
constexpr auto with_result = asio::as_tuple(resuming); // failures come back as values

constexpr size_t file_slice = 1 << 20;         // others on the thread get a turn after so many bytes
constexpr uint64_t linger_bytes = 64ull << 20; // of a refused body, read so that the client sees the refusal
constexpr auto linger_time = std::chrono::seconds(5);
constexpr size_t body_room = 64 * 1024;

} // namespace

Connection::Connection(Engine& engine, Socket socket)
    : engine_(engine), socket_(std::move(socket)), reader_(engine.options.max_head) {
    boost::system::error_code ignored; // a socket that fails here fails again, audibly, when it is read
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    socket_.native_non_blocking(true, ignored);
    if (const auto remote = socket_.remote_endpoint(ignored); !ignored) peer_ = remote.address().to_string();
}

Task<void> Connection::run() {
    while (co_await serve()) first_ = false;
    boost::system::error_code ignored;
    socket_.close(ignored);
}

Task<bool> Connection::serve() {
    reader_.next();
    Exchange exchange(engine_, socket_.native_handle(), reader_, peer_);
    if (!co_await read_head(exchange)) co_return false;
    const auto refused = [&] { return exchange.remainder.memory_left() > 0; };
    if (!refused()) co_await read_body(exchange);
    if (!refused()) co_await handle(exchange);
    co_await send(exchange);
    if (exchange.keeps_connection()) co_return !exchange.unread_body() || co_await skip_body();
    if (!exchange.is_cut()) co_await linger();
    co_return false;
}

// Afterwards the exchange is open, or refused with an answer to send; false: there is nobody to answer.
Task<bool> Connection::read_head(Exchange& exchange) {
    const auto& options = engine_.options;
    idle_ = reader_.buffered() == 0;
    wait_at_most(idle_ && !first_ ? options.keep_alive : options.head_timeout);
    while (!reader_.read_head()) {
        if (const auto& refusal = reader_.refusal()) {
            exchange.open();
            exchange.refuse(*refusal);
            co_return true;
        }
        if (idle_ && engine_.stopping) co_return false;
        const auto outcome = co_await receive();
        if (outcome == Wait::timed_out && !idle_) {
            exchange.refuse({408, fmt::format("The request's headers did not arrive within {} seconds.",
                                              options.head_timeout.count())});
            co_return true;
        }
        if (outcome != Wait::received) co_return false;
        if (std::exchange(idle_, false)) wait_at_most(options.head_timeout);
    }
    idle_ = false;
    wait_freely();
    if (!exchange.open()) exchange.refuse({405, fmt::format("Method \"{}\" not allowed.", reader_.head().method)});
    co_return true;
}

// A small body is fetched before a handler is bothered. Afterwards the handler may run, or the exchange is refused.
Task<void> Connection::read_body(Exchange& exchange) {
    const auto& head = reader_.head();
    const auto& options = engine_.options;
    if (head.chunked || *head.length > options.small_body) {
        if (head.length && *head.length > options.max_body)
            exchange.refuse({413, fmt::format("The request body is larger than {} bytes.", options.max_body)});
        else
            exchange.body_is_coming();
        co_return;
    }
    if (*head.length == 0) co_return;
    if (head.expects_continue && !reader_.buffered()) co_await invite_body();
    std::string body(*head.length, '\0');
    for (size_t have = 0;;) {
        have += reader_.read_body(body.data() + have, body.size() - have);
        if (have == body.size()) break;
        wait_at_most(options.body_timeout);
        const auto outcome = co_await receive(std::min(body.size() - have, body_room));
        if (outcome == Wait::received) continue;
        if (outcome == Wait::timed_out)
            exchange.refuse(
                {408, fmt::format("No byte of the request body came for {} seconds.", options.body_timeout.count())});
        else
            exchange.refuse(
                {400, fmt::format("The request body ended early, after {} of {} bytes.", have, body.size())});
        co_return;
    }
    wait_freely();
    exchange.body_is_here(std::move(body));
}

Task<void> Connection::invite_body() {
    wait_at_most(engine_.options.write_timeout);
    const std::string_view line =
        "HTTP/1.1 100 Continue\r\n\r\n"; // fits into any send buffer: sent whole or not at all
    co_await socket_.async_write_some(asio::buffer(line.data(), line.size()), with_result);
}

// Suspends until the pool has run the handler.
Task<void> Connection::handle(Exchange& exchange) {
    const auto begin = [&](auto handler) {
        const auto resume = std::make_shared<decltype(handler)>(std::move(handler));
        const auto executor = socket_.get_executor();
        if (exchange.start([resume, executor] { asio::post(executor, std::move(*resume)); })) return;
        exchange.refuse(
            {503, "The server has more requests waiting than it takes on. Nothing was done; send the request again."});
        asio::post(executor, std::move(*resume));
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(begin, resuming);
}

Task<void> Connection::send(Exchange& exchange) {
    auto& rest = exchange.remainder;
    while (rest.memory_left() && !exchange.is_cut()) {
        const auto from_head = std::min(rest.sent, rest.head.size());
        const auto from_body = rest.sent - from_head;
        const std::array<asio::const_buffer, 2> pieces = {
            asio::buffer(rest.head.data() + from_head, rest.head.size() - from_head),
            asio::buffer(rest.body.data() + from_body, rest.body.size() - from_body)};
        wait_at_most(engine_.options.write_timeout);
        const auto [failure, sent] = co_await socket_.async_write_some(pieces, with_result);
        if (failure)
            exchange.cut();
        else
            rest.sent += sent;
    }
    if (rest.file_left && !exchange.is_cut() && !co_await send_file(rest)) exchange.cut();
    if (exchange.channel()) co_await send_channel(exchange);
    wait_freely();
    timed_out_ = false;
    exchange.finish();
}

// False when the client is gone or the file has become shorter.
Task<bool> Connection::send_file(Remainder& rest) {
    while (rest.file_left) {
        auto offset = static_cast<off_t>(rest.file_at);
        const auto sent = ::sendfile(socket_.native_handle(), rest.file.get(), &offset,
                                     std::min<uint64_t>(rest.file_left, file_slice));
        if (sent > 0) {
            rest.file_at += static_cast<uint64_t>(sent);
            rest.file_left -= static_cast<uint64_t>(sent);
            if (sent == static_cast<ssize_t>(file_slice)) co_await asio::post(socket_.get_executor(), resuming);
            continue;
        }
        if (sent == 0) co_return false;
        if (errno == EINTR) continue;
        if (errno != EAGAIN) co_return false;
        wait_at_most(engine_.options.write_timeout);
        const auto [failure] = co_await socket_.async_wait(Socket::wait_write, with_result);
        if (failure) co_return false;
    }
    co_return true;
}

// Until one side has had enough.
Task<void> Connection::send_channel(Exchange& exchange) {
    auto& channel = *exchange.channel();
    listening_ = &channel;
    if (engine_.stopping) channel.close();
    while (!exchange.is_cut()) {
        const auto said = channel.take();
        if (said.bytes.empty() && !said.more_may_come) break;
        if (said.bytes.empty())
            co_await news_of(channel);
        else if (!co_await send_said(said.bytes))
            exchange.cut();
        else
            exchange.sent_of_channel(said.bytes.size());
    }
    listening_ = nullptr;
    channel.close();
}

Task<bool> Connection::send_said(std::string_view bytes) {
    while (!bytes.empty()) {
        wait_at_most(engine_.options.write_timeout);
        const auto [failure, sent] =
            co_await socket_.async_write_some(asio::buffer(bytes.data(), bytes.size()), with_result);
        if (failure) co_return false;
        bytes.remove_prefix(sent);
    }
    wait_freely();
    co_return true;
}

Task<void> Connection::news_of(Channel& channel) {
    const auto begin = [&](auto handler) {
        const auto resume = std::make_shared<decltype(handler)>(std::move(handler));
        const auto executor = socket_.get_executor();
        channel.on_news([resume, executor] { asio::post(executor, std::move(*resume)); });
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(begin, resuming);
}

// Takes the rest of an answered request's body off the connection; false when it does not come.
Task<bool> Connection::skip_body() {
    std::array<char, 4096> scratch;
    for (;;) {
        while (reader_.read_body(scratch.data(), scratch.size())) {
        }
        if (reader_.body_done()) co_return true;
        wait_at_most(engine_.options.body_timeout);
        if (co_await receive(body_room) != Wait::received) co_return false;
    }
}

// A connection closed on bytes not yet read is reset, and the answer may be lost on its way. So the end is announced,
// and what still comes is thrown away for a while.
Task<void> Connection::linger() {
    if (reader_.body_done() && !reader_.buffered()) co_return;
    boost::system::error_code ignored; // the reads below find out
    socket_.shutdown(Socket::shutdown_send, ignored);
    wait_at_most(linger_time);
    for (uint64_t thrown = 0; thrown < linger_bytes;) {
        const auto room = reader_.room(body_room);
        const auto [failure, got] =
            co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), with_result);
        if (failure) co_return;
        thrown += got;
    }
}

// Waits for bytes until the deadline that the caller has set.
Task<Connection::Wait> Connection::receive(size_t wanted) {
    const auto room = reader_.room(wanted);
    const auto [failure, got] = co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), with_result);
    const bool late = std::exchange(timed_out_, false);
    if (failure) co_return late ? Wait::timed_out : Wait::ended;
    reader_.filled(got);
    co_return Wait::received;
}

// While nothing is read from it, its end is only found by looking.
bool Connection::client_left() {
    char byte;
    const auto got = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

void Connection::check_time(Clock::time_point now) {
    if (listening_ && client_left()) listening_->close();
    if (now < deadline_) return;
    wait_freely();
    timed_out_ = true;
    boost::system::error_code ignored; // the operation that waits reports what happened
    socket_.cancel(ignored);
}

void Connection::end_if_idle() {
    boost::system::error_code ignored;
    if (idle_) socket_.cancel(ignored);
    if (listening_) listening_->close();
}

void Connection::break_off() {
    if (listening_) listening_->close();
    boost::system::error_code ignored; // closed already: what was wanted
    socket_.shutdown(Socket::shutdown_both, ignored);
}

} // namespace limn::http
