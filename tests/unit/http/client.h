// A raw HTTP client for tests: what is sent and what comes back can be wrong in every way.
#pragma once
#include <cstdlib>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/text.h"
#include "http/message.h"

namespace limn::http::test {

struct Answer {
    int status = 0;
    Pairs headers;
    std::string body;
    std::string header(std::string_view name) const {
        for (const auto& [key, value] : headers)
            if (equal_ignoring_case(key, name)) return value;
        return {};
    }
};

class Client {
  public:
    explicit Client(uint16_t port, int receive_buffer = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        if (receive_buffer) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("no connection");
    }
    ~Client() { close(); }
    Client(const Client&) = delete;

    void close() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }
    void reset() { // with RST
        linger now{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        close();
    }
    int socket() const { return socket_; }
    void end_sending() { ::shutdown(socket_, SHUT_WR); }

    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) throw std::runtime_error("the server does not take bytes");
            bytes.remove_prefix(static_cast<size_t>(sent));
        }
    }

    static constexpr int patience = 60'000; // milliseconds: only a failure waits so long

    bool readable(int milliseconds) const {
        pollfd entry{socket_, POLLIN, 0};
        return ::poll(&entry, 1, milliseconds) > 0;
    }

    // Whether the server has not closed its side yet. What a client does not take keeps it from seeing that by itself.
    bool established() const {
        sockaddr_in own{}, other{};
        socklen_t size = sizeof own;
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&own), &size);
        ::getpeername(socket_, reinterpret_cast<sockaddr*>(&other), &size);
        std::ifstream table("/proc/net/tcp");
        const auto wanted =
            fmt::format("0100007F:{:04X} 0100007F:{:04X} 01", ntohs(other.sin_port), ntohs(own.sin_port));
        for (std::string row; std::getline(table, row);)
            if (row.find(wanted) != std::string::npos) return true;
        return false;
    }

    // False at the end of the connection.
    bool receive() {
        if (!readable(patience)) throw std::runtime_error("no answer for a minute");
        char buffer[65536];
        const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
        if (got <= 0) return false;
        pending.append(buffer, static_cast<size_t>(got));
        return true;
    }

    bool ended() { // the server closes the connection without another byte
        return pending.empty() && !receive();
    }

    std::string take(size_t count) {
        while (pending.size() < count)
            if (!receive()) throw std::runtime_error("the connection ended early");
        auto bytes = pending.substr(0, count);
        pending.erase(0, count);
        return bytes;
    }

    std::string line() {
        size_t at;
        while ((at = pending.find("\r\n")) == std::string::npos)
            if (!receive()) throw std::runtime_error("the connection ended early");
        auto text = pending.substr(0, at);
        pending.erase(0, at + 2);
        return text;
    }

    // bodiless: the answer to a HEAD. Chunks are put together.
    Answer read(bool bodiless = false) {
        Answer answer;
        answer.status = std::atoi(line().substr(9, 3).c_str());
        for (std::string header; !(header = line()).empty();) {
            const auto colon = header.find(':');
            answer.headers.emplace_back(header.substr(0, colon),
                                        std::string(trim(std::string_view(header).substr(colon + 1))));
        }
        if (bodiless || answer.status < 200 || answer.status == 204 || answer.status == 304) return answer;
        if (answer.header("Transfer-Encoding") == "chunked") {
            while (const auto size = std::strtoul(line().c_str(), nullptr, 16)) {
                answer.body += take(size);
                line();
            }
            line();
        } else if (const auto length = answer.header("Content-Length"); !length.empty()) {
            answer.body = take(std::strtoull(length.c_str(), nullptr, 10));
        } else {
            while (receive()) {
            }
            answer.body = std::exchange(pending, {});
        }
        return answer;
    }

    Answer get(std::string_view path, std::string_view more_headers = {}) {
        send("GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(more_headers) + "\r\n");
        return read();
    }

    std::string pending; // received and not read yet

  private:
    int socket_;
};

} // namespace limn::http::test
