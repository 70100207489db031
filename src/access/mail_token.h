// The one-time token of a link in a mail: the moment it was made, and a digest that the installation's key binds to
// what it is for and to the account as it is. It stops working when the password, the e-mail or the last login changes,
// and after three days.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "db/database.h"

namespace limn::access {

inline constexpr int64_t mail_token_seconds = 3 * 24 * 3600;

enum class MailTokenUse { password_reset, email_confirmation };

std::string mail_token(db::Connection& c, MailTokenUse use, int64_t account_id, Time at); // inside a write
bool is_mail_token(db::Connection& c, MailTokenUse use, int64_t account_id, std::string_view token, Time at);

std::string to_base36(int64_t number);
std::optional<int64_t> from_base36(std::string_view text);

} // namespace limn::access
