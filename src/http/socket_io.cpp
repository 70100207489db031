#include "http/socket_io.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "http/message.h"

namespace limn::http {
namespace {

// True when the socket became ready (or broke: the next call tells).
bool wait_for(int socket, short events, std::chrono::milliseconds patience) {
    pollfd entry{socket, events, 0};
    for (;;) {
        const int ready = ::poll(&entry, 1, static_cast<int>(patience.count()));
        if (ready >= 0) return ready > 0;
        if (errno != EINTR) throw ClientGone(std::strerror(errno));
    }
}

// One gathering write of what follows the first `skip` bytes; -1 when nothing can be taken now.
ssize_t send_once(int socket, std::initializer_list<std::string_view> parts, size_t skip) {
    std::array<iovec, 8> pieces;
    size_t count = 0;
    for (const auto part : parts) {
        const auto left_out = std::min(skip, part.size());
        skip -= left_out;
        if (left_out < part.size() && count < pieces.size())
            pieces[count++] = {const_cast<char*>(part.data()) + left_out, part.size() - left_out};
    }
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = count;
    for (;;) {
        const auto sent = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) return sent;
        if (errno == EAGAIN || errno == EWOULDBLOCK) return -1;
        if (errno != EINTR) throw ClientGone(std::strerror(errno));
    }
}

size_t total(std::initializer_list<std::string_view> parts) {
    size_t sum = 0;
    for (const auto part : parts) sum += part.size();
    return sum;
}

} // namespace

std::optional<size_t> receive_some(int socket, char* buffer, size_t size, std::chrono::milliseconds patience) {
    for (;;) {
        const auto got = ::recv(socket, buffer, size, MSG_DONTWAIT);
        if (got >= 0) return static_cast<size_t>(got);
        if (errno == EINTR) continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) throw ClientGone(std::strerror(errno));
        if (patience.count() == 0 || !wait_for(socket, POLLIN, patience)) return {};
    }
}

size_t send_now(int socket, std::initializer_list<std::string_view> parts) {
    const auto size = total(parts);
    size_t sent = 0;
    while (sent < size) {
        ssize_t step = -1;
        try {
            step = send_once(socket, parts, sent);
        } catch (const ClientGone&) {
            return sent;
        }
        if (step < 0) break;
        sent += static_cast<size_t>(step);
    }
    return sent;
}

void send_all(int socket, std::initializer_list<std::string_view> parts, std::chrono::milliseconds patience) {
    const auto size = total(parts);
    for (size_t sent = 0; sent < size;) {
        const auto step = send_once(socket, parts, sent);
        if (step >= 0)
            sent += static_cast<size_t>(step);
        else if (!wait_for(socket, POLLOUT, patience))
            throw ClientGone("the client took nothing for too long");
    }
}

} // namespace limn::http
