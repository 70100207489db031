#include "access/sessions.h"

#include "access/secrets.h"
#include "base/text.h"

namespace limn::access {

std::string create_session(db::Connection& c, int64_t account_id) {
    auto key = lower(random_text(32));
    c.execute("INSERT INTO session (key_hash, account_id, created, expires) VALUES (?, ?, ?, ?)", sha256_hex(key),
              account_id, now(), now().plus_seconds(session_seconds));
    return key;
}

std::optional<Session> find_session(db::Connection& c, std::string_view key) {
    if (key.empty()) return {};
    auto rows =
        c.query("SELECT account_id, expires FROM session WHERE key_hash = ? AND expires > ?", sha256_hex(key), now());
    if (!rows.next()) return {};
    return Session{rows.integer(0), rows.time(1)};
}

void renew_session(db::Connection& c, std::string_view key) {
    c.execute("UPDATE session SET expires = ? WHERE key_hash = ?", now().plus_seconds(session_seconds),
              sha256_hex(key));
}

void delete_session(db::Connection& c, std::string_view key) {
    if (!key.empty()) c.execute("DELETE FROM session WHERE key_hash = ?", sha256_hex(key));
}

std::string set_password_hash(db::Connection& c, int64_t account_id, std::string_view hash, std::string_view key) {
    c.execute("UPDATE account SET password = ? WHERE id = ?", hash, account_id);
    const auto current = find_session(c, key);
    c.execute("DELETE FROM session WHERE account_id = ?", account_id);
    return current && current->account_id == account_id ? create_session(c, account_id) : std::string();
}

void delete_expired_sessions(db::Connection& c) { c.execute("DELETE FROM session WHERE expires <= ?", now()); }

} // namespace limn::access
