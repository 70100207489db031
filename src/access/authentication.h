// Who sends a request. The schemes are tried in this order, and the first that recognises its credentials decides:
//   Authorization: Token <key>     the legacy key
//   Authorization: Bearer <value>  a personal access token
//   the cookie sessionid           with the CSRF check for unsafe methods
//   Authorization: Basic <...>     user name or e-mail, and password
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/caller.h"
#include "access/csrf.h"
#include "access/sessions.h"
#include "access/users.h"
#include "db/database.h"

namespace limn::access {

struct Presented { // what the request carries
    std::string authorization;
    std::string session_key;
    CsrfFacts csrf;
    bool safe_method = true; // GET, HEAD or OPTIONS
};

struct Authenticated {
    Caller caller; // anonymous when there are no credentials
    std::optional<Session> session;
};

// Throws the contract's 401 (without WWW-Authenticate, which depends on the route) for bad credentials and 403 for
// CSRF.
Authenticated authenticate(db::Database& database, const Presented& presented,
                           const std::vector<std::string>& trusted_origins);

// The active account of a name (or e-mail) and password; none when they do not match. A hash of an older kind is
// replaced.
std::optional<User> check_password(db::Database& database, std::string_view login, std::string_view password);
bool check_password_of(db::Database& database, int64_t account_id, std::string_view password);

} // namespace limn::access
