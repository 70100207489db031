// Logging in and out, and registering.
#include "api/auth.h"

#include <boost/json.hpp>

#include "access/authentication.h"
#include "access/passwords.h"
#include "access/sessions.h"
#include "access/tokens.h"
#include "access/users.h"
#include "api/announcement.h"
#include "api/checks.h"
#include "api/email_confirmation.h"
#include "api/password_routes.h"
#include "api/session_cookies.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

namespace limn::api {
namespace json = boost::json;

namespace {

// Fields of other types count as not given: the answer to every incomplete login is the same.
std::string text_field(const json::value& body, std::string_view name) {
    const auto* field = body.is_object() ? body.get_object().if_contains(name) : nullptr;
    if (!field) return {};
    if (field->is_string()) return std::string(trim(field->get_string()));
    return field->is_number() ? to_json(*field) : std::string();
}

struct SignedIn {
    std::string session_key, token;
};

SignedIn sign_in(db::Connection& c, const Call& call, int64_t account_id) {
    const auto cookie = call.request.cookie(session_cookie);
    SignedIn signed_in;
    access::delete_expired_sessions(c);
    if (call.session && call.session->account_id == account_id) {
        signed_in.session_key = cookie;
        access::renew_session(c, cookie);
    } else {
        access::delete_session(c, cookie);
        signed_in.session_key = access::create_session(c, account_id);
    }
    access::note_login(c, account_id);
    signed_in.token = access::legacy_token(c, account_id);
    return signed_in;
}

http::Response with_session(http::Response response, const Call& call, const SignedIn& signed_in) {
    set_csrf_cookie(response, call.request);
    set_session_cookies(response, call.request, signed_in.session_key);
    return response;
}

http::Response login(Call& call) {
    const auto body = call.body();
    auto name = text_field(body, "username");
    const auto email = text_field(body, "email"), password = text_field(body, "password");
    if ((name.empty() && email.empty()) || password.empty())
        throw list_error("Must include either \"username\" or \"email\" and \"password\".");
    if (!email.empty()) {
        const auto user = call.database().read([&](db::Connection& c) {
            return access::email_is_shared(c, email) ? std::nullopt : access::find_user_by_email(c, email);
        });
        if (!user) throw list_error("Unable to login with provided credentials");
        name = user->username;
    }
    const auto user = access::check_password(call.database(), name, password);
    if (!user) throw record_error("Unable to log in with provided credentials.");
    if (must_confirm_email(call, *user)) {
        mail_confirmation(call, *user);
        throw text_error(400, unverified_email);
    }
    const auto signed_in = call.database().write([&](db::Connection& c) { return sign_in(c, call, user->id); });
    return with_session(call.json(200, to_json(json::object{{"key", signed_in.token}})), call, signed_in);
}

http::Response logout(Call& call) {
    const auto key = call.request.cookie(session_cookie);
    call.database().write([&](db::Connection& c) {
        if (!call.caller.anonymous()) access::delete_legacy_token(c, call.caller.id);
        access::delete_session(c, key);
    });
    auto response = call.json(200, R"({"detail":"Successfully logged out."})");
    remove_session_cookies(response, call.request);
    call.session.reset();
    return response;
}

struct Registration {
    Text<150> username;
    Given<BlankText<254>> email;
    std::string password1, password2;
    Given<Text<150>> first_name, last_name;
    Default<std::vector<Confirmation>> confirmations;
};
BOOST_DESCRIBE_STRUCT(Registration, (), (username, email, password1, password2, first_name, last_name, confirmations))

constexpr size_t shortest_username = 5;

std::string text_of(const auto& given) { return given ? given->value : std::string(); }

// The account that an invitation to this address has made, if there is one. Throws when the address is somebody's
// already.
std::optional<access::User> invited_user(db::Connection& c, const std::string& email) {
    auto user = access::find_user_by_email(c, email);
    if (user && !user->is_placeholder) throw list_error("A user is already registered with this e-mail address.");
    return user;
}

Registration read_registration(Call& call, const json::value& body) {
    Problems problems;
    auto given = problems.read<Registration>(body);
    const auto email = text_of(given.email);
    if (!problems.has("username")) {
        const auto taken = [&](db::Connection& c) {
            return access::username_taken(c, given.username.value, access::NameCase::ignored);
        };
        if (utf8_length(given.username.value) < shortest_username)
            problems.add("username", fmt::format("Ensure this field has at least {} characters.", shortest_username));
        else if (const auto problem = username_problem(given.username.value))
            problems.add("username", *problem);
        else if (call.database().read(taken))
            problems.add("username", "A user with that username already exists.");
    }
    if (!problems.has("email") && !email.empty())
        if (const auto problem = email_problem(email)) problems.add("email", *problem);
    if (!problems.has("email") && email.empty() && call.services.settings.verify_email)
        problems.add("email", "This field is required.");
    if (!problems.has("confirmations"))
        if (const auto problem = agreement_problem(call.services.settings.agreements, given.confirmations.value))
            problems.add("confirmations", *problem);
    if (!problems.has("password1")) problems.add("password1", access::password_strength_problems(given.password1));
    problems.throw_if_any();

    if (given.password1 != given.password2) throw record_error("The two password fields didn't match.");
    call.database().read([&](db::Connection& c) { invited_user(c, email); });
    const auto first_name = text_of(given.first_name), last_name = text_of(given.last_name);
    problems.add("non_field_errors", access::password_similarity_problems(
                                         given.password1, {given.username.value, first_name, last_name, email}));
    problems.throw_if_any();
    return given;
}

// A new account, or the invited one, which keeps its id and memberships. Somebody may have been faster since the fields
// were checked, so the checks that depend on others are made again.
int64_t register_user(db::Connection& c, const Registration& given, const std::string& hash) {
    const auto email = text_of(given.email);
    auto invited = invited_user(c, email);
    if (access::username_taken(c, given.username.value, access::NameCase::ignored, invited ? invited->id : 0))
        throw field_error("username", "A user with that username already exists.");
    if (!invited)
        return access::create_user(c, {.username = given.username.value,
                                       .email = email,
                                       .first_name = text_of(given.first_name),
                                       .last_name = text_of(given.last_name),
                                       .password_hash = hash});
    invited->username = given.username.value;
    invited->first_name = text_of(given.first_name);
    invited->last_name = text_of(given.last_name);
    invited->is_placeholder = false;
    access::update_user(c, *invited);
    access::set_password_hash(c, invited->id, hash);
    return invited->id;
}

http::Response register_account(Call& call) {
    const auto given = read_registration(call, call.body());
    const auto hash = access::hash_password(given.password1);
    std::optional<access::User> unconfirmed;
    const auto signed_in = call.database().write([&](db::Connection& c) -> std::optional<SignedIn> {
        const auto id = register_user(c, given, hash);
        Announcement announcement(call, c);
        announcement.created(Kind::user, {id});
        announcement.send();
        unconfirmed = access::find_user(c, id);
        if (must_confirm_email(call, *unconfirmed)) return {};
        return sign_in(c, call, id);
    });
    if (!signed_in) mail_confirmation(call, *unconfirmed);
    JsonWriter w;
    w.begin_object();
    w.member("username", given.username.value);
    w.member("email", text_of(given.email));
    w.member("first_name", text_of(given.first_name));
    w.member("last_name", text_of(given.last_name));
    w.member("email_verification_required", !signed_in);
    w.member("key", signed_in ? std::optional(signed_in->token) : std::nullopt);
    w.end_object();
    auto response = call.json(201, w.take());
    return signed_in ? with_session(std::move(response), call, *signed_in) : response;
}

} // namespace

void add_auth_routes(Routes& routes) {
    routes.post("/api/auth/login", login, Access::open)
        .describe({"Logs in with a user name or an e-mail address, and a password", {}, {}});
    routes.post("/api/auth/logout", logout, Access::open)
        .describe({"Ends the session and removes the legacy key", {}, {}});
    routes.post("/api/auth/register", register_account, Access::open)
        .describe({"Makes an account and logs in", record_schema<Registration>(), {}, 201});
    add_password_routes(routes);
    add_email_confirmation_routes(routes);
    add_user_agreement_routes(routes);
}

} // namespace limn::api
