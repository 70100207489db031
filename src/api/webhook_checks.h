// What the fields of a webhook may hold.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "api/checks.h"

namespace limn::api {

// http, https or ftp, and a host that is an address, localhost or a name with dots. The message of the contract; none:
// the address is fine.
std::optional<std::string> url_problem(std::string_view url);

// Names of events, sorted, each once, names of older releases replaced. What is wrong goes to `problems`.
std::vector<std::string> read_events(const boost::json::value& given, Problems& problems);

} // namespace limn::api
