// Moments as integer microseconds since 1970-01-01 UTC: what the database stores and what the wire shows.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace limn {

struct Time {
    int64_t us = 0;
    auto operator<=>(const Time&) const = default;
    Time plus_seconds(int64_t seconds) const { return {us + seconds * 1'000'000}; }
};

Time now();
std::string to_iso(Time t);                     // 2025-12-24T10:00:00.123456Z, the fraction only when it is not zero
std::optional<Time> from_iso(std::string_view); // any offset; a naive value is UTC
std::string to_file_stamp(Time t);              // 2025_12_24_10_00_00
std::string to_http_date(Time t);               // Wed, 24 Dec 2025 10:00:00 GMT

} // namespace limn
