// Waiting reads and writes on a non-blocking socket. A pool thread that runs a handler owns its connection's socket for
// that while and uses these; the asynchronous threads do not touch the socket meanwhile.
#pragma once
#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace limn::http {

// Bytes received; 0: the other side has ended. None: nothing came for `patience` (zero: without waiting).
// Throws ClientGone when the connection broke.
std::optional<size_t> receive_some(int socket, char* buffer, size_t size, std::chrono::milliseconds patience);

// Sends what the socket takes without waiting; 0 when it is broken, which the next attempt finds out.
size_t send_now(int socket, std::initializer_list<std::string_view> parts);

// Sends everything; throws ClientGone when the connection broke or took nothing for `patience`.
void send_all(int socket, std::initializer_list<std::string_view> parts, std::chrono::milliseconds patience);

} // namespace limn::http
