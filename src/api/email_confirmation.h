// Showing that the address of a new account is its owner's: a mail with a link, which leads back to the page. Only
// where the server asks for it (--verify-email).
#pragma once
#include <string_view>

#include "access/users.h"
#include "api/call.h"

namespace limn::api {

// What is said to somebody whose address is not confirmed.
inline constexpr std::string_view unverified_email = "Unverified email";

// Accounts without an address have nothing to confirm.
bool must_confirm_email(const Call& call, const access::User& user);

// Sends the link, which works for three days. Throws when no mail can be sent.
void mail_confirmation(Call& call, const access::User& user);

void add_email_confirmation_routes(Routes& routes);

} // namespace limn::api
