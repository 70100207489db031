#include "base/time.h"

#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace limn {
namespace {

std::tm calendar(Time t, int64_t& fraction) {
    int64_t seconds = t.us / 1'000'000;
    fraction = t.us % 1'000'000;
    if (fraction < 0) {
        fraction += 1'000'000;
        --seconds;
    }
    std::time_t moment = seconds;
    std::tm parts{};
    gmtime_r(&moment, &parts);
    return parts;
}

// Reads exactly `width` digits.
bool digits(std::string_view& text, size_t width, int& out) {
    if (text.size() < width) return false;
    out = 0;
    for (size_t i = 0; i < width; ++i) {
        if (text[i] < '0' || text[i] > '9') return false;
        out = out * 10 + (text[i] - '0');
    }
    text.remove_prefix(width);
    return true;
}

bool skip(std::string_view& text, std::string_view any_of) {
    if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

bool read_fraction(std::string_view& text, int64_t& us) {
    int64_t scale = 100'000;
    bool any = false;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        us += (text.front() - '0') * scale;
        scale /= 10;
        any = true;
        text.remove_prefix(1);
    }
    return any;
}

// "Z", "+02:00", "+0200", "+02" or nothing: seconds east of UTC.
bool read_offset(std::string_view& text, int64_t& seconds) {
    if (text.empty() || skip(text, "Zz")) return text.empty();
    const bool west = text.front() == '-';
    int hours = 0, minutes = 0;
    if (!skip(text, "+-") || !digits(text, 2, hours)) return false;
    skip(text, ":");
    if (!text.empty() && !digits(text, 2, minutes)) return false;
    seconds = (hours * 3600 + minutes * 60) * (west ? -1 : 1);
    return text.empty() && hours < 24 && minutes < 60;
}

} // namespace

Time now() {
    using namespace std::chrono;
    return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

std::string to_iso(Time t) {
    int64_t fraction = 0;
    const auto parts = calendar(t, fraction);
    auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", parts.tm_year + 1900, parts.tm_mon + 1,
                            parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
    if (fraction) text += fmt::format(".{:06}", fraction);
    return text + "Z";
}

std::optional<Time> from_iso(std::string_view text) {
    int year, month, day, hour = 0, minute = 0, second = 0;
    int64_t fraction = 0, offset = 0;
    if (!digits(text, 4, year) || !skip(text, "-") || !digits(text, 2, month) || !skip(text, "-") ||
        !digits(text, 2, day))
        return {};
    if (!text.empty()) {
        if (!skip(text, "Tt ") || !digits(text, 2, hour) || !skip(text, ":") || !digits(text, 2, minute)) return {};
        if (skip(text, ":") && !digits(text, 2, second)) return {};
        if (skip(text, ".,") && !read_fraction(text, fraction)) return {};
        if (!read_offset(text, offset)) return {};
    }
    if (hour > 23 || minute > 59 || second > 59) return {};
    using namespace std::chrono;
    const year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                              std::chrono::day(unsigned(day))};
    if (!date.ok()) return {};
    const int64_t days = sys_days(date).time_since_epoch().count();
    return Time{((days * 24 + hour) * 3600 + minute * 60 + second - offset) * 1'000'000 + fraction};
}

std::string to_file_stamp(Time t) {
    int64_t fraction = 0;
    return fmt::format("{:%Y_%m_%d_%H_%M_%S}", calendar(t, fraction));
}

std::string to_http_date(Time t) {
    int64_t fraction = 0;
    return fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", calendar(t, fraction));
}

} // namespace limn
