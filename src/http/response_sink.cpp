#include "http/response_sink.h"

#include <stdexcept>

#include <fmt/format.h>

#include "http/socket_io.h"

namespace limn::http {
namespace {

constexpr size_t piece = 64 * 1024;

} // namespace

ResponseSink::ResponseSink(int socket, std::chrono::milliseconds patience, Response& response, Framing framing,
                           std::string_view request_id, bool compress)
    : socket_(socket), patience_(patience), response_(response), framing_(framing), request_id_(request_id) {
    if (compress) gzip_.emplace();
}

void ResponseSink::write(std::string_view bytes) {
    written_ += bytes.size();
    if (framing_.length && written_ > *framing_.length)
        throw std::logic_error(
            fmt::format("an answer of {} bytes was announced, and more were written", *framing_.length));
    if (pending_.size() + bytes.size() < piece)
        pending_ += bytes;
    else
        flush(bytes);
}

// Sends what is pending, then more.
void ResponseSink::flush(std::string_view more) {
    if (gzip_) {
        compressed_.clear();
        gzip_->add(pending_, compressed_);
        gzip_->add(more, compressed_);
        pending_.clear();
        if (!compressed_.empty()) send(compressed_, {}, false);
    } else {
        send(pending_, more, false);
        pending_.clear();
    }
}

void ResponseSink::finish() {
    if (framing_.length && written_ != *framing_.length)
        throw std::logic_error(
            fmt::format("an answer of {} bytes was announced, and {} were written", *framing_.length, written_));
    if (gzip_ && (started_ || pending_.size() >= gzip_from)) {
        compressed_.clear();
        gzip_->add(pending_, compressed_);
        gzip_->finish(compressed_);
        pending_.swap(compressed_);
    } else if (gzip_) {
        gzip_.reset();
    }
    if (!started_) framing_.length = pending_.size();
    send(pending_, {}, true);
}

void ResponseSink::send(std::string_view a, std::string_view b, bool last) {
    std::string head;
    if (!started_) {
        framing_.chunked = !framing_.length && framing_.http11;
        if (gzip_) mark_compressed(response_);
        head = serialise_head(response_, framing_, request_id_);
        started_ = true;
    }
    const auto size = a.size() + b.size();
    const auto chunk = framing_.chunked && size ? fmt::format("{:x}\r\n", size) : std::string();
    std::string_view end;
    if (framing_.chunked) end = last ? (size ? "\r\n0\r\n\r\n" : "0\r\n\r\n") : "\r\n";
    send_all(socket_, {head, chunk, a, b, end}, patience_);
    sent_ += size;
}

} // namespace limn::http
