#include "http/request_reader.h"

#include <cstring>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include "base/text.h"

namespace limn::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;
using beast::string_view;

constexpr size_t least_room = 4096;
constexpr size_t idle_memory = 64 * 1024;    // a connection keeps no larger buffer between requests
constexpr size_t max_chunk_head = 16 * 1024; // a chunk's size line and the trailer; body bytes never wait here

std::string text(string_view s) { return {s.data(), s.size()}; }

// Beast's parser with our own containers at its end.
class Parser final : public beast::http::basic_parser<true> {
  public:
    Parser(Head& head, size_t max_head) : head_(head) {
        body_limit(boost::none); // judged by the connection, which can still answer
        header_limit(static_cast<uint32_t>(max_head));
        head_.headers.reserve(16);
    }

    void body_into(char* out, size_t size) {
        out_ = out;
        size_ = size;
    }
    size_t body_room() const { return size_; }
    uint64_t body_received() const { return received_; }

  private:
    void on_request_impl(beast::http::verb, string_view method, string_view target, int version, error_code&) override {
        head_.method = text(method);
        head_.target = text(target);
        head_.http11 = version >= 11;
    }
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_field_impl(beast::http::field, string_view name, string_view value, error_code&) override {
        if (!is_header_done()) head_.headers.emplace_back(text(name), text(value)); // trailers are not kept
    }
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<uint64_t>&, error_code&) override {}
    size_t on_body_impl(string_view bytes, error_code&) override { return take(bytes); }
    void on_chunk_header_impl(uint64_t, string_view, error_code&) override {}
    size_t on_chunk_body_impl(uint64_t, string_view bytes, error_code&) override { return take(bytes); }
    void on_finish_impl(error_code&) override {}

    size_t take(string_view bytes) {
        const auto count = std::min(bytes.size(), size_);
        std::memcpy(out_, bytes.data(), count);
        out_ += count;
        size_ -= count;
        received_ += count;
        return count;
    }

    Head& head_;
    char* out_ = nullptr;
    size_t size_ = 0;
    uint64_t received_ = 0;
};

} // namespace

struct RequestReader::State {
    explicit State(size_t limit) : max_head(limit) { next(); }

    void next() {
        head = {};
        refusal.reset();
        head_bytes = 0;
        if (begin == end && buffer.size() > idle_memory) {
            buffer = std::string();
            begin = end = 0;
        }
        parser.emplace(head, max_head);
    }

    // One step of the parser; false when it cannot go on with what is here.
    bool step() {
        if (begin == end) return false;
        error_code failure;
        const auto used = parser->put(boost::asio::buffer(buffer.data() + begin, end - begin), failure);
        begin += used;
        if (!failure) return true;
        if (failure != beast::http::error::need_more) refuse(failure);
        return false;
    }

    void refuse(error_code failure) {
        using beast::http::error;
        if (failure == error::header_limit)
            refusal = {431, "The request's headers are too large."};
        else if (failure == error::bad_version)
            refusal = {505, "Only HTTP/1.0 and HTTP/1.1 are spoken here."};
        else
            refusal = {400, "The request is not well-formed HTTP: " + failure.message() + "."};
    }

    void check_head() {
        head.keep_alive = parser->keep_alive();
        head.chunked = parser->chunked();
        bool host = false, encoded = false;
        for (const auto& [name, value] : head.headers) {
            host |= equal_ignoring_case(name, "Host");
            encoded |= equal_ignoring_case(name, "Transfer-Encoding");
            if (equal_ignoring_case(name, "Expect"))
                head.expects_continue |= head.http11 && equal_ignoring_case(value, "100-continue");
        }
        if (const auto length = parser->content_length())
            head.length = *length;
        else if (!head.chunked)
            head.length = 0;
        // An encoding that is not understood leaves the body's end unknown, and its bytes must not pass for requests.
        if (encoded && !(head.chunked && head.http11))
            refusal = {501, "The only transfer encoding understood here is chunked."};
        if (head.http11 && !host) refusal = {400, "The request has no Host header."};
    }

    size_t max_head;
    Head head;
    std::optional<Refusal> refusal;
    std::optional<Parser> parser;
    size_t head_bytes = 0;
    std::string buffer;
    size_t begin = 0, end = 0; // of what is received and not understood yet
};

RequestReader::RequestReader(size_t max_head) : state_(std::make_unique<State>(max_head)) {}
RequestReader::~RequestReader() = default;

std::span<char> RequestReader::room(size_t wanted) {
    auto& s = *state_;
    wanted = std::max(wanted, least_room);
    if (s.begin == s.end) s.begin = s.end = 0;
    if (s.buffer.size() - s.end < wanted) {
        std::memmove(s.buffer.data(), s.buffer.data() + s.begin, s.end - s.begin);
        s.end -= s.begin;
        s.begin = 0;
        if (s.buffer.size() - s.end < wanted) s.buffer.resize(s.end + wanted);
    }
    return {s.buffer.data() + s.end, s.buffer.size() - s.end};
}

void RequestReader::filled(size_t count) { state_->end += count; }
size_t RequestReader::buffered() const { return state_->end - state_->begin; }

void RequestReader::next() { state_->next(); }

bool RequestReader::read_head() {
    auto& s = *state_;
    const auto before = s.begin;
    while (!s.parser->is_header_done() && s.step()) {
    }
    s.head_bytes += s.begin - before;
    if (s.head_bytes + (s.parser->is_header_done() ? 0 : buffered()) > s.max_head && !s.refusal)
        s.refusal = {431, "The request's headers are too large."};
    if (s.refusal || !s.parser->is_header_done()) return false;
    s.check_head();
    return !s.refusal;
}

Head& RequestReader::head() { return state_->head; }

size_t RequestReader::read_body(char* out, size_t size) {
    auto& s = *state_;
    if (s.refusal) return 0;
    s.parser->body_into(out, size);
    while (s.parser->body_room() && !s.parser->is_done() && s.step()) {
    }
    if (!s.refusal && s.parser->body_room() == size && !s.parser->is_done() && buffered() > max_chunk_head)
        s.refusal = {400, "The request is not well-formed HTTP: a chunk's size line or the trailer is too long."};
    return size - s.parser->body_room();
}

bool RequestReader::body_done() const { return state_->parser->is_done(); }
uint64_t RequestReader::body_received() const { return state_->parser->body_received(); }
const std::optional<Refusal>& RequestReader::refusal() const { return state_->refusal; }

} // namespace limn::http
