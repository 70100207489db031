#include "http/exchange.h"

#include <cerrno>
#include <cmath>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "http/gzip.h"
#include "http/metrics.h"
#include "http/request_target.h"
#include "http/response_sink.h"
#include "http/socket_io.h"

namespace limn::http {
namespace {

Response error_response(const Error& error) {
    auto response = make_response(error.status(), error.body(), error.content_type());
    for (const auto& [name, value] : error.headers()) response.header(name, value);
    return response;
}

std::optional<uint64_t> announced_length(const Response& response) {
    const auto length = parse_int(response.find_header("Content-Length"));
    return length && *length >= 0 ? std::optional<uint64_t>(*length) : std::nullopt;
}

bool may_compress(const Response& response) {
    return response.find_header("Content-Encoding").empty() && response.status != 206 &&
           is_compressible(response.find_header("Content-Type"));
}

} // namespace

OpenFile::~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Exchange::Exchange(Engine& engine, int socket, RequestReader& reader, std::string peer)
    : engine_(engine), socket_(socket), reader_(reader) {
    request_.peer = std::move(peer);
    request_.id = new_request_id();
    request_.body = std::make_shared<MemoryBody>(std::string());
}

Exchange::~Exchange() {
    if (response_.file && response_.file->delete_after) {
        std::error_code ignored; // somebody else may have removed it: it is gone either way
        std::filesystem::remove(response_.file->path, ignored);
    }
}

bool Exchange::open() {
    began_ = std::chrono::steady_clock::now();
    auto& head = reader_.head();
    method_ = head.method;
    http11_ = head.http11;
    keep_ = head.keep_alive;
    request_.target = std::move(head.target);
    request_.path = percent_decode(path_of(request_.target));
    request_.query = parse_query(query_of(request_.target));
    request_.headers = std::move(head.headers);
    const auto method = parse_method(method_);
    if (method) request_.method = *method;
    return method.has_value();
}

void Exchange::body_is_here(std::string bytes) { request_.body = std::make_shared<MemoryBody>(std::move(bytes)); }

void Exchange::body_is_coming() {
    fetched_ = std::make_shared<SocketBody>(socket_, reader_, engine_.options);
    request_.body = fetched_;
}

bool Exchange::start(std::function<void()> done) {
    done_ = std::move(done);
    return (fetched_ ? engine_.transfers : engine_.requests).submit([this] { run(); });
}

void Exchange::refuse(const Refusal& refusal) {
    auto response = error_response(detail_error(refusal.status, refusal.detail));
    if (refusal.status == 503) response.header("Retry-After", "1");
    if (refusal.status == 405) response.header("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    keep_ = false;
    prepare(std::move(response));
}

void Exchange::run() {
    auto response = answer();
    if (fetched_) {
        keep_ &= fetched_->settle();
        unread_ = fetched_->remaining();
    }
    keep_ &= !engine_.stopping && !response.channel; // the end of the connection is the end of the channel
    prepare(std::move(response));
    if (!response_.stream) {
        if (!response_.file) remainder.sent = send_now(socket_, {remainder.head, remainder.body});
        return end();
    }
    const auto stream = [this] {
        run_stream();
        end();
    };
    if (fetched_ || !engine_.transfers.submit(stream)) stream();
}

// The connection may destroy this object as soon as done is called.
void Exchange::end() {
    const auto done = std::move(done_);
    done();
}

Response Exchange::answer() {
    try {
        if (engine_.abandoned)
            throw detail_error(503, "The server is stopping; nothing was done. Send the request again.");
        return engine_.answer(request_);
    } catch (const Error& e) {
        return error_response(e);
    } catch (const std::exception& e) {
        return failure(e.what());
    } catch (...) {
        return failure("something that is no std::exception was thrown");
    }
}

Response Exchange::failure(std::string_view what) const {
    log_error("request failed", {{"id", request_.id}, {"method", method_}, {"path", request_.path}, {"error", what}});
    return error_response(detail_error(
        500, fmt::format("The server failed to answer this request. Its log names the cause under the request id {}.",
                         request_.id)));
}

// Makes response_ ready to be sent; if it is streamed, only its headers.
void Exchange::prepare(Response response) {
    response_ = std::move(response);
    try {
        prepare_body();
    } catch (const std::exception& e) {
        response_ = failure(e.what());
        prepare_body();
    }
}

void Exchange::prepare_body() {
    const bool nothing = is_bodiless(response_.status);
    const bool head_only = request_.method == Method::head;
    if (nothing) response_.stream = nullptr;
    if (nothing || head_only) response_.channel = nullptr;
    if (response_.file && !nothing && !open_file()) response_ = failure("the file to be sent cannot be opened");

    auto frame = framing();
    if (response_.stream) {
        if (may_compress(response_)) vary_on(response_, "Accept-Encoding");
        if (!head_only) return;
        frame.length = announced_length(response_);
        frame.chunked = !frame.length && http11_;
        response_.stream = nullptr;
    } else if (response_.file) {
        frame.length = remainder.file_left;
    } else if (!nothing && !response_.channel) {
        if (response_.view.empty()) response_.view = response_.body;
        if (compresses()) {
            response_.body = gzip(response_.view);
            response_.view = response_.body;
            mark_compressed(response_);
        }
        frame.length = response_.view.size();
        // The handler of a HEAD may know the length without having the body.
        if (head_only && response_.view.empty()) frame.length = announced_length(response_).value_or(0);
    }
    if (nothing) frame.length.reset();
    remainder.head = serialise_head(response_, frame, request_.id);
    remainder.body = response_.view;
    if (head_only || nothing) {
        remainder.body = {};
        remainder.file_left = 0;
    }
}

bool Exchange::open_file() {
    const auto& wanted = *response_.file;
    remainder.file = OpenFile(::open(wanted.path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat about {};
    if (remainder.file.get() < 0 || ::fstat(remainder.file.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
        log_error("file not readable",
                  {{"id", request_.id}, {"file", wanted.path.string()}, {"error", std::strerror(errno)}});
        return false;
    }
    const auto size = static_cast<uint64_t>(about.st_size);
    if (wanted.offset > size || (wanted.length && *wanted.length > size - wanted.offset)) return false;
    remainder.file_at = wanted.offset;
    remainder.file_left = wanted.length.value_or(size - wanted.offset);
    return true;
}

// Whether the prepared string body is to be compressed; says so to caches.
bool Exchange::compresses() {
    if (response_.view.size() < gzip_from || !may_compress(response_)) return false;
    vary_on(response_, "Accept-Encoding");
    return accepts_gzip(request_.header("Accept-Encoding"));
}

Framing Exchange::framing() const { return {.http11 = http11_, .close = !keep_, .length = {}, .chunked = false}; }

void Exchange::run_stream() {
    auto frame = framing();
    frame.length = announced_length(response_);
    if (!http11_ && !frame.length) frame.close = !(keep_ = false); // the end of the connection ends the body
    const bool compress = !frame.length && may_compress(response_) && accepts_gzip(request_.header("Accept-Encoding"));
    const auto stream = std::exchange(response_.stream, nullptr);
    ResponseSink sink(socket_, engine_.options.write_timeout, response_, frame, request_.id, compress);
    std::optional<Response> instead;
    try {
        stream(sink);
        sink.finish();
    } catch (const ClientGone&) {
        cut_ = true;
    } catch (const Error& e) {
        instead = error_response(e);
    } catch (const std::exception& e) {
        instead = failure(e.what());
    } catch (...) {
        instead = failure("something that is no std::exception was thrown");
    }
    streamed_ = sink.sent();
    if (!instead || cut_) return;
    if (sink.started()) {
        log_error("answer broken off", {{"id", request_.id}, {"path", request_.path}, {"answer", instead->body}});
        cut_ = true;
    } else {
        prepare(std::move(*instead));
    }
}

void Exchange::finish() {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
    const auto body = remainder.sent > remainder.head.size() ? remainder.sent - remainder.head.size() : 0;
    const auto file = response_.file && remainder.file.get() >= 0 ? remainder.file_at - response_.file->offset : 0;
    log_info("request", {{"method", method_},
                         {"path", request_.path},
                         {"status", response_.status},
                         {"ms", std::round(took.count() * 1e6) / 1e3},
                         {"bytes", static_cast<int64_t>(body + file + streamed_)},
                         {"peer", request_.peer},
                         {"id", request_.id},
                         {"complete", !cut_}});
    count_request(parse_method(method_) ? method_ : "other", request_.pattern, response_.status, took.count());
}

} // namespace limn::http
