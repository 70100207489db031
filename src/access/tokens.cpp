#include "access/tokens.h"

#include "access/django_passwords.h"
#include "access/passwords.h"
#include "access/secrets.h"
#include "base/text.h"

namespace limn::access {
namespace {

constexpr size_t prefix_length = 8, secret_length = 32;

constexpr std::string_view columns = "SELECT t.id, t.name, t.owner_id, t.read_only, t.expiry_date, t.created_date, "
                                     "t.updated_date, t.last_used_date, t.secret_hash FROM access_token t ";

AccessToken read_token(const db::Rows& rows) {
    return {rows.integer(0),    rows.text(1), rows.integer(2), rows.boolean(3),
            rows.maybe_time(4), rows.time(5), rows.time(6),    rows.maybe_time(7)};
}

// A random value of this length needs no slow hash; tokens that moved in may have one until they are used.
bool is_hash_of(std::string_view stored, std::string_view value) {
    if (is_django_hash(stored)) return verify_password(stored, value) != Verdict::wrong;
    return equal_secret(stored, sha512_hex(value));
}

} // namespace

std::string legacy_token(db::Connection& c, int64_t account_id) {
    c.execute(
        "INSERT INTO legacy_token (token, account_id, created) VALUES (?, ?, ?) ON CONFLICT (account_id) DO NOTHING",
        random_hex(40), account_id, now());
    auto rows = c.query("SELECT token FROM legacy_token WHERE account_id = ?", account_id);
    return rows.next() ? rows.text(0) : std::string();
}

std::optional<int64_t> find_legacy_token(db::Connection& c, std::string_view token) {
    return c.value("SELECT account_id FROM legacy_token WHERE token = ?", token);
}

void delete_legacy_token(db::Connection& c, int64_t account_id) {
    c.execute("DELETE FROM legacy_token WHERE account_id = ?", account_id);
}

db::Sql usable_tokens(Time at) {
    db::Sql sql;
    sql.add("t.revoked = 0 AND (t.expiry_date IS NULL OR t.expiry_date > ?)", at);
    return sql.add(" AND coalesce(t.last_used_date, t.created_date) > ?", at.plus_seconds(-stale_after_seconds));
}

std::optional<AccessToken> find_access_token(db::Connection& c, int64_t id) {
    auto rows = c.query(db::Sql().add(columns).add("WHERE t.id = ?", id));
    return rows.next() ? std::optional(read_token(rows)) : std::nullopt;
}

std::optional<AccessToken> find_access_token(db::Connection& c, std::string_view value) {
    if (value.size() != prefix_length + 1 + secret_length || value[prefix_length] != '.') return {};
    db::Sql sql;
    sql.add(columns).add("WHERE t.prefix = ? AND ", value.substr(0, prefix_length)).add(usable_tokens(now()));
    auto rows = c.query(sql);
    if (!rows.next() || !is_hash_of(rows.view(8), value)) return {};
    return read_token(rows);
}

NewAccessToken create_access_token(db::Connection& c, int64_t owner_id, std::string_view name, bool read_only,
                                   std::optional<Time> expiry_date) {
    const auto long_dead = now().plus_seconds(-purged_after_seconds);
    c.execute("DELETE FROM access_token WHERE owner_id = ? AND ((revoked = 1 AND updated_date < ?) OR expiry_date < ?)",
              owner_id, long_dead, long_dead);
    const auto prefix = random_text(prefix_length);
    NewAccessToken made;
    made.value = prefix + "." + random_text(secret_length);
    made.id =
        c.insert("INSERT INTO access_token (prefix, secret_hash, name, owner_id, read_only, expiry_date, created_date, "
                 "updated_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                 prefix, sha512_hex(made.value), name, owner_id, read_only, expiry_date, now(), now());
    return made;
}

void note_token_use(db::Connection& c, int64_t id, std::string_view value) {
    c.execute("UPDATE access_token SET last_used_date = ?, secret_hash = ? WHERE id = ?", now(), sha512_hex(value), id);
}

} // namespace limn::access
