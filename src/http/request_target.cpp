#include "http/request_target.h"

#include "base/text.h"

namespace limn::http {

std::string_view path_of(std::string_view target) {
    target = target.substr(0, target.find_first_of("?#"));
    if (target.starts_with('/')) return target;
    const auto authority = target.find("://");
    if (authority == std::string_view::npos) return target; // "*" of OPTIONS
    const auto path = target.find('/', authority + 3);
    return path == std::string_view::npos ? "/" : target.substr(path);
}

std::string_view query_of(std::string_view target) {
    const auto mark = target.find('?');
    if (mark == std::string_view::npos) return {};
    target.remove_prefix(mark + 1);
    return target.substr(0, target.find('#'));
}

namespace {

// Bytes that are no UTF-8 read as U+FFFD: databases take nothing else.
std::string readable(std::string text) {
    if (is_utf8(text)) return text;
    std::string out;
    for (size_t i = 0; i < text.size();) {
        size_t length = 1;
        while (length <= 4 && !is_utf8(std::string_view(text).substr(i, length))) ++length;
        if (length > 4) {
            out += "\xef\xbf\xbd";
            ++i;
        } else {
            out.append(text, i, length);
            i += length;
        }
    }
    return out;
}

} // namespace

Pairs parse_query(std::string_view query) {
    Pairs pairs;
    for (const auto item : split(query, '&')) {
        if (item.empty()) continue;
        const auto equals = item.find('=');
        const auto value = equals == std::string_view::npos ? std::string_view() : item.substr(equals + 1);
        pairs.emplace_back(readable(percent_decode(item.substr(0, equals), true)),
                           readable(percent_decode(value, true)));
    }
    return pairs;
}

std::optional<Method> parse_method(std::string_view name) {
    for (const auto method :
         {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::delete_, Method::options})
        if (to_string(method) == name) return method;
    return {};
}

} // namespace limn::http
