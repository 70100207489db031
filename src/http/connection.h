// One client's connection: a coroutine that reads requests one after the other and sends their answers in that order.
// It lives on one socket thread and is only touched there, but for the socket itself and the reader, which belong to
// the pool thread while that runs a handler.
//
// Another protocol (WebSocket) takes over in serve(), once a head asks for it: it gets the socket and what the reader
// has buffered, and the connection ends when it returns.
#pragma once
#include <chrono>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "http/engine.h"
#include "http/exchange.h"
#include "http/request_reader.h"

namespace limn::http {

// The executor is named, not erased: a socket operation then costs no virtual calls.
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
template <class T> using Task = boost::asio::awaitable<T, Executor>;
using Clock = std::chrono::steady_clock;

class Connection {
  public:
    Connection(Engine& engine, Socket socket);

    Task<void> run(); // until the client or the server ends it; the connection must outlive it

    void check_time(Clock::time_point now); // called a few times a second: gives up what has waited too long
    void end_if_idle();                     // between requests, or only listening
    void break_off();                       // at once; a handler on it finds its socket closed

  private:
    enum class Wait { received, ended, timed_out };

    Task<bool> serve(); // one request; false: the connection ends
    Task<Wait> receive(size_t wanted = 0);
    Task<bool> read_head(Exchange& exchange);
    Task<void> read_body(Exchange& exchange);
    Task<void> invite_body();
    Task<void> handle(Exchange& exchange);
    Task<void> send(Exchange& exchange);
    Task<bool> send_file(Remainder& rest);
    Task<void> send_channel(Exchange& exchange);
    Task<bool> send_said(std::string_view bytes);
    Task<void> news_of(Channel& channel);
    Task<bool> skip_body();
    Task<void> linger();
    bool client_left();
    void wait_at_most(std::chrono::seconds patience) { deadline_ = Clock::now() + patience; }
    void wait_freely() { deadline_ = Clock::time_point::max(); }

    Engine& engine_;
    Socket socket_;
    RequestReader reader_;
    std::string peer_;
    Clock::time_point deadline_ = Clock::time_point::max();
    bool timed_out_ = false;
    Channel* listening_ = nullptr;
    bool idle_ = false; // nothing of the next request has come
    bool first_ = true; // no request was answered yet
};

} // namespace limn::http
