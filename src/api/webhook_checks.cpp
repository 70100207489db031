#include "api/webhook_checks.h"

#include <algorithm>
#include <arpa/inet.h>
#include <set>

#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"
#include "events/webhook_events.h"

namespace limn::api {
namespace {

constexpr int64_t most_ports = 65535;
constexpr size_t longest_host = 253, longest_label = 63;

bool is_letter_or_digit(char ch) {
    const auto u = static_cast<unsigned char>(ch);
    return (u >= '0' && u <= '9') || ((u | 0x20) >= 'a' && (u | 0x20) <= 'z') || u >= 0x80; // names beyond ASCII
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= longest_label && is_letter_or_digit(label.front()) &&
           is_letter_or_digit(label.back()) &&
           std::all_of(label.begin(), label.end(), [](char ch) { return ch == '-' || is_letter_or_digit(ch); });
}

bool is_host(std::string_view host) {
    if (host == "localhost") return true;
    const std::string text(host);
    if (in_addr v4{}; inet_pton(AF_INET, text.c_str(), &v4) == 1) return true;
    if (host.ends_with('.')) host.remove_suffix(1);
    const auto labels = split(host, '.');
    if (labels.size() < 2 || host.size() > longest_host || !std::all_of(labels.begin(), labels.end(), is_label))
        return false;
    // The last one is a name, not a number: 1.2.3 is no host.
    return !std::all_of(labels.back().begin(), labels.back().end(), [](char ch) { return ch >= '0' && ch <= '9'; });
}

bool is_bracketed_address(std::string_view host) {
    in6_addr v6{};
    return host.size() > 2 && host.front() == '[' && host.back() == ']' &&
           inet_pton(AF_INET6, std::string(host.substr(1, host.size() - 2)).c_str(), &v6) == 1;
}

bool is_authority(std::string_view authority) {
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
    const auto colon = authority.rfind(':');
    const bool port = colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
    if (port) {
        const auto number = parse_int(authority.substr(colon + 1));
        if (!number || *number < 0 || *number > most_ports) return false;
        authority = authority.substr(0, colon);
    }
    return is_host(authority) || is_bracketed_address(authority);
}

} // namespace

std::optional<std::string> url_problem(std::string_view url) {
    const std::string problem = "Enter a valid URL.";
    const auto mark = url.find("://");
    if (mark == std::string_view::npos) return problem;
    const auto scheme = lower(url.substr(0, mark));
    if (scheme != "http" && scheme != "https" && scheme != "ftp" && scheme != "ftps") return problem;
    const auto rest = url.substr(mark + 3);
    if (rest.find_first_of(" \t\r\n") != std::string_view::npos || rest.find('\0') != std::string_view::npos)
        return problem;
    if (!is_authority(rest.substr(0, rest.find_first_of("/?#")))) return problem;
    return {};
}

std::vector<std::string> read_events(const boost::json::value& given, Problems& problems) {
    if (given.is_null()) return {}; // told already
    if (!given.is_array()) {
        const std::string_view kind = given.is_string()   ? "str"
                                      : given.is_object() ? "dict"
                                      : given.is_bool()   ? "bool"
                                      : given.is_double() ? "float"
                                                          : "int";
        problems.add("events", fmt::format("Expected a list of items but got type \"{}\".", kind));
        return {};
    }
    std::set<std::string> names;
    for (const auto& item : given.get_array()) {
        const auto name = item.is_string() ? std::string(item.get_string()) : to_json(item);
        for (auto& current : events::current_names(name)) {
            if (!events::find_webhook_event(current)) {
                problems.add("events", fmt::format("\"{}\" is not a valid choice.", name));
                return {};
            }
            names.insert(std::move(current));
        }
    }
    return {names.begin(), names.end()};
}

} // namespace limn::api
