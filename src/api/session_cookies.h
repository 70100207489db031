// The cookies of a session: `sessionid`, the CSRF token for scripts, and `sessionfresh`, whose absence says that it is
// time to renew the session. Each ends with a name=value attribute, which simple cookie parsers of clients rely on.
#pragma once
#include <string_view>

#include "access/sessions.h"
#include "db/database.h"
#include "http/message.h"

namespace limn::api {

inline constexpr std::string_view session_cookie = "sessionid", csrf_cookie = "csrftoken",
                                  fresh_cookie = "sessionfresh";

void set_session_cookies(http::Response& response, const http::Request& request, std::string_view key); // for 14 days
void set_csrf_cookie(http::Response& response, const http::Request& request);                           // a new token
void remove_session_cookies(http::Response& response, const http::Request& request); // those that the request carries

// On answers to requests of a live session.
void renew_session(db::Database& database, const http::Request& request, const access::Session& session,
                   http::Response& response);

} // namespace limn::api
