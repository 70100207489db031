// Sessions of browsers and of the SDK. The cookie holds a random key, the database only its hash. A session lives for
// 14 days after it was last used; using it moves its end at most once a day.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "db/database.h"

namespace limn::access {

inline constexpr int64_t session_seconds = 14 * 24 * 3600;
inline constexpr int64_t session_renewal_seconds = 24 * 3600;

struct Session {
    int64_t account_id = 0;
    Time expires;
    bool wants_renewal(Time at) const { return expires < at.plus_seconds(session_seconds - session_renewal_seconds); }
};

std::string create_session(db::Connection& c, int64_t account_id);            // the new key
std::optional<Session> find_session(db::Connection& c, std::string_view key); // live ones only
void renew_session(db::Connection& c, std::string_view key);
void delete_session(db::Connection& c, std::string_view key);

// A new password (passwords.h makes the hash): the session of `key` goes on under a new key, which is returned; all
// others of the account end. With an empty key all end, and nothing is returned.
std::string set_password_hash(db::Connection& c, int64_t account_id, std::string_view hash, std::string_view key = {});

void delete_expired_sessions(db::Connection& c);

} // namespace limn::access
