// Changing a password, and a new one for somebody who has forgotten theirs.
#include "api/password_routes.h"

#include <fmt/format.h>

#include "access/authentication.h"
#include "access/mail_token.h"
#include "access/passwords.h"
#include "access/sessions.h"
#include "access/users.h"
#include "api/checks.h"
#include "api/mailer.h"
#include "api/session_cookies.h"
#include "base/error.h"
#include "base/text.h"

namespace limn::api {
namespace {

constexpr auto reset_use = access::MailTokenUse::password_reset;

struct PasswordChange {
    std::string old_password;
    Text<128> new_password1, new_password2;
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (old_password, new_password1, new_password2))

struct PasswordReset {
    std::string email;
};
BOOST_DESCRIBE_STRUCT(PasswordReset, (), (email))

struct PasswordResetConfirm {
    Text<128> new_password1, new_password2;
    std::string uid, token;
};
BOOST_DESCRIBE_STRUCT(PasswordResetConfirm, (), (new_password1, new_password2, uid, token))

void check_new_password(const std::string& one, const std::string& two, const access::User& user) {
    if (one != two) throw field_error("new_password2", "The two password fields didn’t match.");
    Problems problems;
    problems.add("new_password2", access::password_similarity_problems(
                                      one, {user.username, user.first_name, user.last_name, user.email}));
    problems.add("new_password2", access::password_strength_problems(one));
    problems.throw_if_any();
}

http::Response change(Call& call) {
    const auto given = read_record<PasswordChange>(call.body());
    if (!access::check_password_of(call.database(), call.caller.id, given.old_password))
        throw field_error("old_password", "Your old password was entered incorrectly. Please enter it again.");
    const auto user = call.database().read([&](db::Connection& c) { return access::find_user(c, call.caller.id); });
    if (!user) throw not_found("User");
    check_new_password(given.new_password1, given.new_password2, *user);
    const auto hash = access::hash_password(given.new_password1.value);
    const auto key = call.session ? call.request.cookie(session_cookie) : std::string();
    const auto session =
        call.database().write([&](db::Connection& c) { return access::set_password_hash(c, user->id, hash, key); });
    auto response = call.json(200, R"({"detail":"New password has been saved."})");
    if (!session.empty()) set_session_cookies(response, call.request, session);
    return response;
}

Mail reset_mail(const Call& call, const access::User& user, const std::string& token) {
    const auto link =
        call.link(fmt::format("/auth/password/reset/confirm?uid={}&token={}", access::to_base36(user.id), token));
    return {
        user.email, "A new password for Limn",
        fmt::format(
            "Hello {},\n\nsomebody, hopefully you, asked for a new password of your account. Choose one here, within "
            "three days:\n\n{}\n\nIf it was not you, there is nothing to do.\n",
            user.username, link)};
}

// The answer is the same whether the address is known or not.
http::Response reset(Call& call) {
    const auto given = read_record<PasswordReset>(call.body());
    if (const auto problem = email_problem(given.email)) throw field_error("email", *problem);
    const auto user =
        call.database().read([&](db::Connection& c) { return access::find_user_by_email(c, given.email); });
    if (user && user->is_active && !user->is_placeholder) {
        const auto token =
            call.database().write([&](db::Connection& c) { return access::mail_token(c, reset_use, user->id, now()); });
        send_mail(call.services.mailer, reset_mail(call, *user, token));
    }
    return call.json(200, R"({"detail":"Password reset e-mail has been sent."})");
}

http::Response confirm(Call& call) {
    const auto given = read_record<PasswordResetConfirm>(call.body());
    const auto id = access::from_base36(given.uid);
    const auto user =
        call.database().read([&](db::Connection& c) { return id ? access::find_user(c, *id) : std::nullopt; });
    if (!user) throw field_error("uid", "Invalid value");
    const auto require_token = [&](db::Connection& c) {
        if (!access::is_mail_token(c, reset_use, user->id, given.token, now()))
            throw field_error("token", "Invalid value");
    };
    call.database().write(require_token);
    check_new_password(given.new_password1, given.new_password2, *user);
    const auto hash = access::hash_password(given.new_password1.value);
    call.database().write([&](db::Connection& c) {
        require_token(c); // it may have been used in the meantime
        access::set_password_hash(c, user->id, hash);
        access::confirm_email(c, user->id); // the mail with the token has arrived
    });
    return call.json(200, R"({"detail":"Password has been reset with the new password."})");
}

} // namespace

void add_password_routes(Routes& routes) {
    routes.post("/api/auth/password/change", change, Access::without_access_token)
        .describe({"Changes the caller's password; other sessions end", record_schema<PasswordChange>(), {}});
    routes.post("/api/auth/password/reset", reset, Access::open)
        .describe({"Mails a link for choosing a new password", record_schema<PasswordReset>(), {}});
    routes.post("/api/auth/password/reset/confirm", confirm, Access::open)
        .describe({"Sets a new password with the token of a mail", record_schema<PasswordResetConfirm>(), {}});
}

} // namespace limn::api
