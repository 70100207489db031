// Clients of many releases talk to one server. Nearly everything is merged into one form of answers; the few places
// where releases contradict each other ask here which one is calling.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace limn::api {

inline constexpr int oldest_release = 54, newest_release = 79; // minor numbers of 2.x that are served

// The minor number of the SDK that the User-Agent names ("cvat_sdk/2.63.0"), within what is served; the newest for
// browsers and everybody else. Answers that depend on it carry "Vary: User-Agent".
int client_release(std::string_view user_agent);
std::optional<int> sdk_release(std::string_view user_agent); // none: not a Python SDK

// The version that `about` reports: the one that this client accepts without a warning. An SDK accepts its own release
// and the next, so everything from 2.78 on gets the newest.
std::string reported_version(std::string_view user_agent);

} // namespace limn::api
