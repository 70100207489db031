#include "http/request_body.h"

#include <array>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "http/socket_io.h"

namespace limn::http {
namespace {

constexpr size_t receive_size = 128 * 1024;
constexpr uint64_t most_to_drain = 256 * 1024; // more unread bytes than this cost more than a new connection

} // namespace

size_t MemoryBody::read(char* buffer, size_t size) {
    const auto count = std::min(size, bytes_.size() - at_);
    std::memcpy(buffer, bytes_.data() + at_, count);
    at_ += count;
    return count;
}

SocketBody::SocketBody(int socket, RequestReader& reader, const ServerOptions& options)
    : socket_(socket), reader_(&reader), options_(options), length_(reader.head().length),
      must_invite_(reader.head().expects_continue) {}

size_t SocketBody::read(char* buffer, size_t size) {
    if (!reader_) throw detail_error(400, "The request body can only be read before its request is answered.");
    if (broken_) throw detail_error(400, "The request body broke off.");
    if (!size) return 0;
    try {
        invite();
        for (;;) {
            const auto count = reader_->read_body(buffer, size);
            if (reader_->body_received() > options_.max_body)
                throw detail_error(413, fmt::format("The request body is larger than {} bytes.", options_.max_body));
            if (count) return count;
            if (const auto& refusal = reader_->refusal()) throw detail_error(refusal->status, refusal->detail);
            if (reader_->body_done()) return 0;
            fetch();
        }
    } catch (const Error&) {
        broken_ = true;
        throw;
    } catch (const ClientGone& e) {
        broken_ = true;
        throw detail_error(400, fmt::format("The connection broke while the request body was sent: {}.", e.what()));
    }
}

size_t SocketBody::fetch() {
    const auto room = reader_->room(receive_size);
    const auto got = receive_some(socket_, room.data(), room.size(), options_.body_timeout);
    if (!got)
        throw detail_error(
            408, fmt::format("No byte of the request body came for {} seconds.", options_.body_timeout.count()));
    if (!*got) {
        const auto expected = length_ ? fmt::format(" of {}", *length_) : std::string();
        throw detail_error(
            400, fmt::format("The request body ended early, after {}{} bytes.", reader_->body_received(), expected));
    }
    reader_->filled(*got);
    return *got;
}

void SocketBody::invite() {
    if (!std::exchange(must_invite_, false) || reader_->buffered()) return;
    send_all(socket_, {"HTTP/1.1 100 Continue\r\n\r\n"}, options_.write_timeout);
}

bool SocketBody::settle() {
    auto* reader = std::exchange(reader_, nullptr);
    if (broken_) return false;
    if (reader->body_done()) return true;
    if (must_invite_) return false; // the client may send the body or not
    std::array<char, 16 * 1024> scratch;
    try {
        for (uint64_t drained = 0; drained <= most_to_drain;) {
            drained += reader->read_body(scratch.data(), scratch.size());
            if (reader->body_done()) return true;
            if (reader->refusal()) return false;
            const auto room = reader->room(receive_size);
            const auto got = receive_some(socket_, room.data(), room.size(), {});
            if (!got) break;
            if (!*got) return false;
            reader->filled(*got);
        }
    } catch (const ClientGone&) {
        return false;
    }
    if (!length_) return false;
    remaining_ = *length_ - reader->body_received();
    return remaining_ <= most_to_drain;
}

} // namespace limn::http
