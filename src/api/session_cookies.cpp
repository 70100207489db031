#include "api/session_cookies.h"

#include <algorithm>

#include <fmt/format.h>

#include "access/csrf.h"
#include "base/time.h"

namespace limn::api {
namespace {

constexpr int64_t csrf_seconds = int64_t{364} * 24 * 3600;

enum class Scripts { may_read, may_not_read };

void set_cookie(http::Response& response, const http::Request& request, std::string_view name, std::string_view value,
                int64_t seconds, Scripts scripts) {
    response.add_header("Set-Cookie", fmt::format("{}={}; expires={}; {}{}Max-Age={}; Path=/; SameSite=Lax", name,
                                                  value, to_http_date(now().plus_seconds(seconds)),
                                                  request.scheme() == "https" ? "Secure; " : "",
                                                  scripts == Scripts::may_not_read ? "HttpOnly; " : "", seconds));
}

void set_session_and_mark(http::Response& response, const http::Request& request, std::string_view key,
                          int64_t seconds) {
    set_cookie(response, request, session_cookie, key, seconds, Scripts::may_not_read);
    set_cookie(response, request, fresh_cookie, "1", std::min(access::session_renewal_seconds, seconds / 2),
               Scripts::may_not_read);
}

} // namespace

void set_session_cookies(http::Response& response, const http::Request& request, std::string_view key) {
    set_session_and_mark(response, request, key, access::session_seconds);
}

void set_csrf_cookie(http::Response& response, const http::Request& request) {
    set_cookie(response, request, csrf_cookie, access::new_csrf_token(), csrf_seconds, Scripts::may_read);
}

void remove_session_cookies(http::Response& response, const http::Request& request) {
    for (const auto name : {session_cookie, fresh_cookie})
        if (!request.cookie(name).empty())
            response.add_header("Set-Cookie",
                                fmt::format("{}=\"\"; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; "
                                            "SameSite=Lax",
                                            name));
}

void renew_session(db::Database& database, const http::Request& request, const access::Session& session,
                   http::Response& response) {
    const bool handled = std::any_of(response.headers.begin(), response.headers.end(), [](const auto& h) {
        return h.first == "Set-Cookie" && h.second.starts_with(session_cookie);
    });
    if (handled || response.status >= 500 || !request.cookie(fresh_cookie).empty()) return;
    const auto key = request.cookie(session_cookie);
    auto expires = session.expires;
    if (session.wants_renewal(now())) {
        database.write([&](db::Connection& c) { access::renew_session(c, key); });
        expires = now().plus_seconds(access::session_seconds);
    }
    set_session_and_mark(response, request, key, (expires.us - now().us) / 1'000'000);
}

} // namespace limn::api
