// The one-time token of a password reset mail: the moment it was made, and a digest that the installation's key binds
// to the account as it is. It stops working when the password, the e-mail or the last login changes, and after three
// days.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "db/database.h"

namespace limn::access {

inline constexpr int64_t reset_seconds = 3 * 24 * 3600;

std::string reset_token(db::Connection& c, int64_t account_id, Time at); // inside a write
bool is_reset_token(db::Connection& c, int64_t account_id, std::string_view token, Time at);

std::string to_base36(int64_t number);
std::optional<int64_t> from_base36(std::string_view text);

} // namespace limn::access
