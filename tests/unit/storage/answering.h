// A server on a free port of this machine that gives prepared answers, one a request, and keeps what it was asked.
#pragma once
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace limn::storage::test {

class Answering {
  public:
    // Each answer is all that is sent: status line, headers, body. After the last one it is repeated.
    explicit Answering(std::vector<std::string> answers) : answers_(std::move(answers)) {
        socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
        listen(socket_, 8);
        socklen_t size = sizeof address;
        getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        port = ntohs(address.sin_port);
        thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }
    ~Answering() {
        thread_.request_stop();
        shutdown(socket_, SHUT_RDWR);
        thread_.join();
        close(socket_);
    }

    std::string address() const { return "127.0.0.1:" + std::to_string(port); }
    std::vector<std::string> requests() { // whole, head and body
        std::lock_guard lock(mutex_);
        return requests_;
    }

    int port = 0;

  private:
    static size_t length_of(const std::string& head) {
        const auto at = head.find("Content-Length: ");
        return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
    }

    void serve(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            const int connection = accept(socket_, nullptr, nullptr);
            if (connection < 0) return;
            std::string text;
            char buffer[4096];
            size_t whole = std::string::npos;
            while (text.size() < whole) {
                const auto got = read(connection, buffer, sizeof buffer);
                if (got <= 0) break;
                text.append(buffer, static_cast<size_t>(got));
                if (const auto end = text.find("\r\n\r\n"); whole == std::string::npos && end != std::string::npos)
                    whole = end + 4 + length_of(text.substr(0, end));
            }
            size_t number;
            {
                std::lock_guard lock(mutex_);
                number = requests_.size();
                requests_.push_back(text);
            }
            const auto& answer = answers_[std::min(number, answers_.size() - 1)];
            [[maybe_unused]] const auto sent = send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
            close(connection);
        }
    }

    std::vector<std::string> answers_;
    int socket_;
    std::mutex mutex_;
    std::vector<std::string> requests_;
    std::jthread thread_;
};

inline std::string answer(int status, const std::string& body, const std::string& headers = "") {
    return "HTTP/1.1 " + std::to_string(status) + " x\r\nConnection: close\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

} // namespace limn::storage::test
