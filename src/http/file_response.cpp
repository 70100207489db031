// Conditional and partial answers from files: RFC 9110, sections 13 and 14.
#include <ctime>

#include <fmt/format.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/text.h"
#include "base/time.h"
#include "http/message.h"

namespace limn::http {
namespace {

std::string_view opaque(std::string_view tag) { // without the mark of weakness
    tag = trim(tag);
    return tag.starts_with("W/") ? tag.substr(2) : tag;
}

std::optional<std::time_t> parse_http_date(std::string_view text) {
    std::tm parts{};
    const auto* end = ::strptime(std::string(trim(text)).c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    if (!end) return {};
    return ::timegm(&parts);
}

struct Span {
    uint64_t first, length;
};

enum class RangeKind { whole, part, impossible };

// "bytes=0-99", "bytes=100-", "bytes=-20". Several ranges at once and other units are answered with the whole file, as
// the RFC allows.
RangeKind parse_range(std::string_view header, uint64_t size, Span& span) {
    if (!equal_ignoring_case(header.substr(0, 6), "bytes=")) return RangeKind::whole;
    const auto range = trim(header.substr(6));
    const auto dash = range.find('-');
    if (dash == std::string_view::npos || range.find(',') != std::string_view::npos) return RangeKind::whole;
    const auto number = [](std::string_view digits) -> std::optional<uint64_t> {
        if (digits.find_first_not_of("0123456789") != std::string_view::npos) return {};
        const auto value = parse_int(digits);
        return value ? std::optional<uint64_t>(*value) : std::nullopt;
    };
    const auto from = number(range.substr(0, dash)), to = number(range.substr(dash + 1));
    if (dash == 0) {
        if (!to) return RangeKind::whole;
        span.length = std::min(*to, size);
        span.first = size - span.length;
        return span.length ? RangeKind::part : RangeKind::impossible;
    }
    if (!from || (!to && dash + 1 < range.size()) || (to && *to < *from)) return RangeKind::whole;
    if (*from >= size) return RangeKind::impossible;
    span.first = *from;
    span.length = std::min(to.value_or(size - 1), size - 1) - *from + 1;
    return RangeKind::part;
}

bool range_still_valid(const Request& request, std::string_view etag, std::time_t modified) {
    const auto condition = trim(request.header("If-Range"));
    if (condition.empty()) return true;
    if (condition.find('"') != std::string_view::npos) return condition == etag; // a weak tag never matches
    return parse_http_date(condition) == modified;
}

} // namespace

bool matches_tag(std::string_view if_none_match, std::string_view etag) {
    for (const auto item : split(if_none_match, ','))
        if (trim(item) == "*" || opaque(item) == opaque(etag)) return true;
    return false;
}

Response file_response(const Request& request, const std::filesystem::path& path, std::string content_type,
                       std::string_view download_name) {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) throw detail_error(404, "Not found.");
    const auto size = static_cast<uint64_t>(about.st_size);
    const auto modified = about.st_mtim.tv_sec;
    const auto etag = fmt::format("\"{:x}-{:x}-{:x}\"", modified, about.st_mtim.tv_nsec, size);

    Response response;
    response.add_header("ETag", etag);
    response.add_header("Last-Modified", to_http_date({modified * 1'000'000}));
    response.add_header("Accept-Ranges", "bytes");
    const auto if_none_match = request.header("If-None-Match");
    const auto since = parse_http_date(request.header("If-Modified-Since"));
    if (if_none_match.empty() ? since && modified <= *since : matches_tag(if_none_match, etag)) {
        response.status = 304;
        return response;
    }

    response.add_header("Content-Type",
                        content_type.empty() ? std::string(content_type_of(path.native())) : std::move(content_type));
    if (!download_name.empty()) response.add_header("Content-Disposition", content_disposition(download_name));
    Span span{0, size};
    const auto range = request.header("Range");
    const bool may_be_partial = request.method == Method::get && range_still_valid(request, etag, modified);
    switch (may_be_partial ? parse_range(range, size, span) : RangeKind::whole) {
    case RangeKind::whole: break;
    case RangeKind::part:
        response.status = 206;
        response.add_header("Content-Range",
                            fmt::format("bytes {}-{}/{}", span.first, span.first + span.length - 1, size));
        break;
    case RangeKind::impossible:
        throw detail_error(416, fmt::format("The file has {} bytes; the range asked for lies outside.", size))
            .with_header("Content-Range", fmt::format("bytes */{}", size));
    }
    response.file = FileRange{.path = path, .offset = span.first, .length = span.length};
    return response;
}

} // namespace limn::http
