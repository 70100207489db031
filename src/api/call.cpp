#include "api/call.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/form.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "http/multipart.h"

namespace limn::api {
namespace json = boost::json;

namespace {

constexpr size_t most_field_bytes = 16 << 20; // of one field of a form

// "application/json; charset=utf-8" -> "application/json"
std::string media_type_of(std::string_view content_type) {
    return lower(trim(content_type.substr(0, content_type.find(';'))));
}

Error unsupported(std::string_view content_type) {
    return detail_error(415, fmt::format("Unsupported media type \"{}\" in request.", content_type));
}

// The "url" at the top of an object, which 201 answers repeat as Location.
std::string url_of(std::string_view text) {
    boost::system::error_code failure;
    const auto v = json::parse(text, failure);
    if (failure || !v.is_object()) return {};
    const auto* url = v.get_object().if_contains("url");
    return url && url->is_string() ? std::string(url->get_string()) : std::string();
}

// The query with `page` replaced (or left out), by name, as the contract writes it.
std::string page_link(const http::Request& request, std::optional<int64_t> page) {
    auto query = request.query;
    std::erase_if(query, [](const auto& q) { return q.first == "page"; });
    if (page) query.emplace_back("page", std::to_string(*page));
    std::stable_sort(query.begin(), query.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto encode = [](std::string_view text) { return replace_all(percent_encode(text, "-._~"), "%20", "+"); };
    std::string link = request.base_url() + request.target.substr(0, request.target.find('?'));
    char separator = '?';
    for (const auto& [name, value] : query) {
        link += separator + encode(name) + "=" + encode(value);
        separator = '&';
    }
    return link;
}

} // namespace

int64_t Call::id(size_t parameter) const {
    const auto id = parse_int(trim(request.parameters.at(parameter)));
    if (!id) throw malformed_id();
    return *id;
}

std::optional<std::string> Call::argument(std::string_view name) const {
    std::optional<std::string> found;
    for (const auto& [key, value] : request.query)
        if (key == name) found = value;
    return found;
}

json::value Call::body(std::optional<uint64_t> most) {
    if (!request.body) return json::object();
    const auto text = request.body->read_all(most.value_or(services.settings.json_limit));
    if (text.empty()) return json::object();
    const auto content_type = request.header("Content-Type");
    if (media_type_of(content_type) != "application/json") throw unsupported(content_type);
    return parse_json(text);
}

json::value Call::body_or_form() {
    const auto content_type = request.header("Content-Type");
    if (media_type_of(content_type) != "multipart/form-data" || !request.body) return body();
    Form form;
    http::read_multipart(*request.body, content_type, [&](const http::Part& part, http::PartReader& reader) {
        if (!part.is_file) form.add(part.name, reader.read_all(most_field_bytes));
    });
    return form.value();
}

std::string Call::link(std::string_view path) const {
    auto link = request.base_url() + std::string(path);
    // A form that was asked for by name is asked for in the links of objects, too.
    if (const auto scheme = argument("scheme"); scheme && path.find('?') == std::string_view::npos)
        link += "?scheme=" + percent_encode(*scheme);
    return link;
}

http::Response Call::json(int status, std::string text) const {
    const auto location = status == 201 ? url_of(text) : std::string();
    auto response = http::make_response(status, std::move(text), json_content_type);
    if (!location.empty()) response.header("Location", location);
    return response;
}

http::Response Call::no_content() const {
    http::Response response;
    response.status = 204;
    return response;
}

http::Response Call::text(int status, std::string_view message) const {
    return http::make_response(status, std::string(message), "text/html; charset=utf-8");
}

http::Response Call::string(int status, std::string_view message) const {
    std::string text;
    append_json_string(text, message);
    return json(status, std::move(text));
}

http::Response page_response(Call& call, const db::Page& page, const std::vector<std::string>& items) {
    JsonWriter w;
    size_t bytes = 200;
    for (const auto& item : items) bytes += item.size() + 1;
    w.reserve(bytes);
    w.begin_object();
    w.member("count", page.count);
    w.key("next");
    page.has_next() ? w.value(page_link(call.request, page.number + 1)) : w.value(nullptr);
    w.key("previous");
    page.number > 1 ? w.value(page_link(call.request, page.number > 2 ? std::optional(page.number - 1) : std::nullopt))
                    : w.value(nullptr);
    w.key("results");
    w.begin_array();
    for (const auto& item : items) w.raw(item);
    w.end_array();
    w.end_object();
    return call.json(200, w.take());
}

} // namespace limn::api
