#include "api/negotiation.h"

#include <vector>

#include "base/error.h"
#include "base/text.h"

namespace limn::api {
namespace {

constexpr std::string_view api_version = "2.0";
// Browsers ask for streams of events by their type alone; refusals, and what is no stream, they get as JSON.
constexpr std::pair<std::string_view, Rendering> renderings[] = {
    {json_content_type, Rendering::json}, {"text/html", Rendering::page}, {"text/event-stream", Rendering::json}};

struct MediaRange {
    std::string type, subtype;
    std::vector<std::pair<std::string, std::string>> parameters;

    bool matches(std::string_view media_type) const {
        const auto slash = media_type.find('/');
        return (type == "*" || type == media_type.substr(0, slash)) &&
               (subtype == "*" || subtype == media_type.substr(slash + 1));
    }
    // More specific ranges are tried first.
    int precedence() const {
        if (type == "*") return 0;
        if (subtype == "*") return 1;
        return parameters.empty() || (parameters.size() == 1 && parameters[0].first == "q") ? 2 : 3;
    }
};

MediaRange read_range(std::string_view text) {
    MediaRange range;
    bool first = true;
    for (const auto part : split(text, ';')) {
        if (std::exchange(first, false)) {
            const auto name = trim(part);
            const auto slash = name.find('/');
            range.type = lower(name.substr(0, slash));
            range.subtype = slash == std::string_view::npos ? "" : lower(name.substr(slash + 1));
        } else if (const auto equals = part.find('='); equals != std::string_view::npos) {
            auto value = trim(part.substr(equals + 1));
            if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
                value = value.substr(1, value.size() - 2);
            range.parameters.emplace_back(lower(trim(part.substr(0, equals))), value);
        }
    }
    return range;
}

void check_version(const MediaRange& range) {
    for (const auto& [name, value] : range.parameters)
        if (name == "version" && api_version.find(value) == std::string_view::npos)
            throw detail_error(406, "Invalid version in \"Accept\" header.");
}

} // namespace

Rendering negotiate(std::string_view accept, const std::optional<std::string>& scheme) {
    std::optional<Rendering> forced;
    if (scheme && !scheme->empty()) {
        if (*scheme == "json")
            forced = Rendering::json;
        else if (*scheme == "api")
            forced = Rendering::page;
        else
            throw detail_error(404, "Not found.");
    }
    std::vector<MediaRange> ranges;
    for (const auto part : split(trim(accept).empty() ? "*/*" : accept, ',')) ranges.push_back(read_range(part));
    for (int precedence = 3; precedence >= 0; --precedence)
        for (const auto& [media_type, rendering] : renderings)
            for (const auto& range : ranges) {
                if (range.precedence() != precedence || !range.matches(media_type)) continue;
                if (forced && *forced != rendering) continue;
                check_version(range);
                return rendering;
            }
    if (forced) return *forced;
    throw detail_error(406, "Could not satisfy the request Accept header.");
}

std::string page_of(std::string_view json) {
    std::string escaped;
    for (const char c : json) {
        if (c == '<')
            escaped += "&lt;";
        else if (c == '>')
            escaped += "&gt;";
        else if (c == '&')
            escaped += "&amp;";
        else
            escaped += c;
    }
    return "<!doctype html><html><head><meta charset=\"utf-8\"><title>Limn API</title></head><body><pre "
           "style=\"white-space:"
           "pre-wrap;word-break:break-word\">" +
           escaped + "</pre></body></html>";
}

} // namespace limn::api
