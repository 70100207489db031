#include "http/message.h"

#include <array>

#include "base/error.h"
#include "base/text.h"

namespace limn::http {
namespace {

std::string_view find_value(const Pairs& pairs, std::string_view name) {
    for (const auto& [key, value] : pairs)
        if (equal_ignoring_case(key, name)) return value;
    return {};
}

// Of "a, b" the first: the proxy nearest to the client.
std::string first_of_list(std::string_view list) { return std::string(trim(list.substr(0, list.find(',')))); }

} // namespace

std::string_view to_string(Method method) {
    static constexpr std::array<std::string_view, 7> names = {"GET",   "HEAD",   "POST",   "PUT",
                                                              "PATCH", "DELETE", "OPTIONS"};
    return names[static_cast<size_t>(method)];
}

std::string Body::read_all(uint64_t limit) {
    const auto too_large = [] { return detail_error(413, "The request body is larger than this address accepts."); };
    constexpr size_t piece = 1 << 16;
    // The length is the client's word: it is checked, but memory is only taken as bytes arrive.
    const auto announced = length();
    if (announced && *announced > limit) throw too_large();
    std::string text;
    for (;;) {
        const auto have = text.size();
        const uint64_t wanted = announced ? std::min<uint64_t>(*announced - have + 1, std::max<size_t>(have, piece))
                                          : std::max(have, piece);
        text.resize(have + wanted);
        const auto got = read(text.data() + have, wanted);
        text.resize(have + got);
        if (!got) return text;
        if (text.size() > limit) throw too_large();
    }
}

std::string_view Request::header(std::string_view name) const { return find_value(headers, name); }

bool Request::has_header(std::string_view name) const {
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto& h) { return equal_ignoring_case(h.first, name); });
}

std::optional<std::string> Request::argument(std::string_view name) const {
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return {};
}

bool Request::has_argument(std::string_view name) const {
    return std::any_of(query.begin(), query.end(), [&](const auto& q) { return q.first == name; });
}

std::string Request::cookie(std::string_view name) const {
    for (const auto& [key, list] : headers) {
        if (!equal_ignoring_case(key, "Cookie")) continue;
        for (auto pair : split(list, ';')) {
            pair = trim(pair);
            const auto equals = pair.find('=');
            if (equals == std::string_view::npos || trim(pair.substr(0, equals)) != name) continue;
            auto value = trim(pair.substr(equals + 1));
            if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
                value = value.substr(1, value.size() - 2);
            return std::string(value);
        }
    }
    return {};
}

std::string Request::scheme() const {
    const auto forwarded = lower(first_of_list(header("X-Forwarded-Proto")));
    return forwarded == "https" ? forwarded : "http";
}

std::string Request::host() const {
    auto forwarded = first_of_list(header("X-Forwarded-Host"));
    return forwarded.empty() ? std::string(header("Host")) : forwarded;
}

std::string Request::base_url() const { return scheme() + "://" + host(); }

Response& Response::header(std::string name, std::string value) {
    std::erase_if(headers, [&](const auto& h) { return equal_ignoring_case(h.first, name); });
    return add_header(std::move(name), std::move(value));
}

Response& Response::add_header(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

std::string_view Response::find_header(std::string_view name) const { return find_value(headers, name); }

Response make_response(int status, std::string body, std::string_view content_type) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    if (!content_type.empty()) response.add_header("Content-Type", std::string(content_type));
    return response;
}

} // namespace limn::http
