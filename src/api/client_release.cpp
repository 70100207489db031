#include "api/client_release.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace limn::api {

std::optional<int> sdk_release(std::string_view user_agent) {
    constexpr std::string_view mark = "cvat_sdk/2.";
    const auto at = user_agent.find(mark);
    if (at == std::string_view::npos) return {};
    const auto rest = user_agent.substr(at + mark.size());
    const auto minor = parse_int(rest.substr(0, rest.find_first_not_of("0123456789")));
    if (!minor || *minor < oldest_release || *minor > newest_release) return newest_release;
    return static_cast<int>(*minor);
}

int client_release(std::string_view user_agent) { return sdk_release(user_agent).value_or(newest_release); }

std::string reported_version(std::string_view user_agent) {
    const int release = client_release(user_agent);
    return fmt::format("2.{}.0", release >= newest_release - 1 ? newest_release : release);
}

} // namespace limn::api
