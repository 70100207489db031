#include "api/email_confirmation.h"

#include <fmt/format.h>

#include "access/mail_token.h"
#include "api/mailer.h"
#include "base/error.h"

namespace limn::api {
namespace {

constexpr auto confirmation = access::MailTokenUse::email_confirmation;

// The account whose link has this key: <account>-<token>.
std::optional<int64_t> account_of(db::Connection& c, std::string_view key) {
    const auto dash = key.find('-');
    if (dash == std::string_view::npos) return {};
    const auto id = access::from_base36(key.substr(0, dash));
    return id && access::is_mail_token(c, confirmation, *id, key.substr(dash + 1), now()) ? id : std::nullopt;
}

http::Response confirm(Call& call) {
    if (!call.services.settings.verify_email) throw not_found("EmailConfirmation");
    const bool known = call.database().write([&](db::Connection& c) {
        const auto id = account_of(c, call.request.parameters.at(0));
        if (id) access::confirm_email(c, *id);
        return id.has_value();
    });
    http::Response elsewhere;
    elsewhere.status = 302;
    return elsewhere.header("Location", known ? "/auth/email-confirmation" : "/auth/incorrect-email-confirmation");
}

} // namespace

bool must_confirm_email(const Call& call, const access::User& user) {
    return call.services.settings.verify_email && access::email_unconfirmed(user);
}

void mail_confirmation(Call& call, const access::User& user) {
    const auto token =
        call.database().write([&](db::Connection& c) { return access::mail_token(c, confirmation, user.id, now()); });
    const auto link =
        call.link(fmt::format("/api/auth/account-confirm-email/{}-{}/", access::to_base36(user.id), token));
    send_mail(
        call.services.mailer,
        {user.email, "Confirm your address for Limn",
         fmt::format("Hello {},\n\nan account of Limn was made with this address. If it was you, confirm the address "
                     "here, within three days, and then log in:\n\n{}\n\nIf it was not you, there is nothing to do.\n",
                     user.username, link)});
}

void add_email_confirmation_routes(Routes& routes) {
    routes.get("/api/auth/account-confirm-email/{key:any}/", confirm, Access::unchecked)
        .describe({"Confirms the address of an account with the link of a mail, and leads to the page", {}, {}, 302});
}

} // namespace limn::api
