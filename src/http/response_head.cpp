#include "http/response_head.h"

#include <array>
#include <cstring>
#include <ctime>
#include <random>

#include "base/text.h"
#include "base/time.h"

namespace limn::http {
namespace {

std::string_view reason(int status) {
    switch (status) {
    case 100: return "Continue";
    case 101: return "Switching Protocols";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Payload Too Large";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 422: return "Unprocessable Entity";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    case 460: return "Checksum Mismatch"; // of TUS
    default: return "Unknown";
    }
}

// Formatted once a second and thread.
const std::string& date_now() {
    thread_local std::time_t second = 0;
    thread_local std::string text;
    if (const auto now_second = std::time(nullptr); now_second != second) {
        second = now_second;
        text = to_http_date({now_second * 1'000'000});
    }
    return text;
}

void append_clean(std::string& out, std::string_view text) {
    const auto start = out.size();
    out += text;
    for (auto i = start; i < out.size(); ++i)
        if (out[i] == '\r' || out[i] == '\n' || out[i] == '\0') out[i] = ' ';
}

void append_line(std::string& out, std::string_view name, std::string_view value) {
    ((out += name) += ": ") += value;
    out += "\r\n";
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> defaults = {{
    {"Date", {}}, // the moment
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "strict-origin-when-cross-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
}};

bool is_ours(std::string_view name) {
    for (const std::string_view own : {"Content-Length", "Transfer-Encoding", "Connection", "X-Request-Id"})
        if (equal_ignoring_case(name, own)) return true;
    return false;
}

} // namespace

void vary_on(Response& response, std::string_view field) {
    std::string merged;
    for (const auto& [name, value] : response.headers) {
        if (!equal_ignoring_case(name, "Vary")) continue;
        for (const auto item : split(value, ','))
            if (trim(item) == "*" || equal_ignoring_case(trim(item), field)) return;
        merged += value + ", ";
    }
    response.header("Vary", merged += field);
}

void mark_compressed(Response& response) {
    response.header("Content-Encoding", "gzip");
    if (const std::string tag(response.find_header("ETag")); tag.starts_with('"')) response.header("ETag", "W/" + tag);
}

bool is_bodiless(int status) { return status < 200 || status == 204 || status == 304; }

std::string serialise_head(const Response& response, const Framing& framing, std::string_view request_id) {
    std::string out;
    out.reserve(768);
    out += framing.http11 ? "HTTP/1.1 " : "HTTP/1.0 ";
    out += std::to_string(response.status);
    out += ' ';
    out += reason(response.status);
    out += "\r\n";
    std::array<bool, defaults.size()> given{};
    for (const auto& [name, value] : response.headers) {
        if (is_ours(name)) continue;
        for (size_t i = 0; i < defaults.size(); ++i) given[i] |= equal_ignoring_case(name, defaults[i].first);
        append_clean(out, name);
        out += ": ";
        append_clean(out, value);
        out += "\r\n";
    }
    for (size_t i = 0; i < defaults.size(); ++i)
        if (!given[i]) append_line(out, defaults[i].first, i ? defaults[i].second : date_now());
    append_line(out, "X-Request-Id", request_id);
    if (framing.length) append_line(out, "Content-Length", std::to_string(*framing.length));
    if (framing.chunked) append_line(out, "Transfer-Encoding", "chunked");
    if (framing.close)
        append_line(out, "Connection", "close");
    else if (!framing.http11)
        append_line(out, "Connection", "keep-alive");
    return out += "\r\n";
}

std::string new_request_id() {
    // The system's generator costs a system call a time; it seeds one generator a thread instead.
    thread_local std::mt19937_64 generator = [] {
        const auto bytes = random_bytes(32);
        std::array<uint32_t, 8> words;
        std::memcpy(words.data(), bytes.data(), bytes.size());
        std::seed_seq seed(words.begin(), words.end());
        return std::mt19937_64(seed);
    }();
    uint64_t high = generator(), low = generator();
    high = (high & ~0xf000ull) | 0x4000;                   // version 4
    low = (low & 0x3fff'ffff'ffff'ffffull) | (1ull << 63); // variant 10
    std::string id(36, '-');
    size_t at = 0;
    const auto write = [&](uint64_t bits, int from, int to) {
        for (int shift = from; shift >= to; shift -= 4) id[at++] = "0123456789abcdef"[(bits >> shift) & 15];
        ++at;
    };
    write(high, 60, 32);
    write(high, 28, 16);
    write(high, 12, 0);
    write(low, 60, 48);
    write(low, 44, 0);
    return id;
}

} // namespace limn::http
