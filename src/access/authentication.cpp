#include "access/authentication.h"

#include "access/passwords.h"
#include "access/tokens.h"
#include "base/error.h"
#include "base/text.h"

namespace limn::access {
namespace {

Error refused(std::string_view message) { return detail_error(401, message); }

Caller active_caller(const std::optional<User>& user, Credential credential) {
    if (!user || !user->is_active) throw refused("User inactive or deleted.");
    return caller_of(*user, credential);
}

// The words of the header behind its scheme; throws when there is not exactly one.
std::string_view single_word(const std::vector<std::string_view>& words, std::string_view header,
                             std::string_view what) {
    if (words.size() == 1) throw refused(fmt::format("Invalid {} header. No credentials provided.", header));
    if (words.size() > 2)
        throw refused(fmt::format("Invalid {} header. {} string should not contain spaces.", header, what));
    return words[1];
}

std::string_view token_word(const std::vector<std::string_view>& words) {
    const auto word = single_word(words, "token", "Token");
    if (!is_utf8(word)) throw refused("Invalid token header. Token string should not contain invalid characters.");
    return word;
}

Caller by_legacy_token(db::Database& database, std::string_view token) {
    return database.read([&](db::Connection& c) {
        const auto account = find_legacy_token(c, token);
        if (!account) throw refused("Invalid token.");
        return active_caller(find_user(c, *account), Credential::legacy_token);
    });
}

Caller by_access_token(db::Database& database, std::string_view value) {
    std::optional<AccessToken> token;
    auto caller = database.read([&](db::Connection& c) {
        token = find_access_token(c, value);
        if (!token) throw refused("Invalid token.");
        return active_caller(find_user(c, token->owner_id), Credential::access_token);
    });
    caller.access_token_id = token->id;
    caller.read_only_token = token->read_only;
    if (!token->last_used_date || *token->last_used_date < now().plus_seconds(-use_noted_every_seconds))
        database.write([&](db::Connection& c) { note_token_use(c, token->id, value); });
    return caller;
}

// Live sessions of active accounts; anything else is nobody.
std::optional<Authenticated> by_session(db::Database& database, const Presented& presented,
                                        const std::vector<std::string>& trusted_origins) {
    if (presented.session_key.empty()) return {};
    auto found = database.read([&](db::Connection& c) -> std::optional<Authenticated> {
        const auto session = find_session(c, presented.session_key);
        const auto user = session ? find_user(c, session->account_id) : std::nullopt;
        if (!user || !user->is_active) return {};
        return Authenticated{caller_of(*user, Credential::session), session};
    });
    if (found && !presented.safe_method)
        if (const auto problem = csrf_problem(presented.csrf, trusted_origins))
            throw detail_error(403, "CSRF Failed: " + *problem);
    return found;
}

// Bytes that are not UTF-8 are read as Latin-1.
std::string as_utf8(std::string text) {
    if (is_utf8(text)) return text;
    std::string out;
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (u < 0x80)
            out += c;
        else
            (out += static_cast<char>(0xC0 | (u >> 6))) += static_cast<char>(0x80 | (u & 0x3F));
    }
    return out;
}

Caller by_basic(db::Database& database, const std::vector<std::string_view>& words) {
    const auto decoded = from_base64(single_word(words, "basic", "Credentials"));
    const auto colon = decoded ? decoded->find(':') : std::string::npos;
    if (colon == std::string::npos) throw refused("Invalid basic header. Credentials not correctly base64 encoded.");
    const auto pair = as_utf8(*decoded);
    const auto split_at = pair.find(':');
    const auto user = check_password(database, std::string_view(pair).substr(0, split_at),
                                     std::string_view(pair).substr(split_at + 1));
    if (!user) throw refused("Invalid username/password.");
    return caller_of(*user, Credential::basic);
}

// The words of an Authorization header, by any amount of blanks.
std::vector<std::string_view> words_of(std::string_view header) {
    std::vector<std::string_view> words;
    for (const auto word : split(header, ' '))
        if (!trim(word).empty()) words.push_back(trim(word));
    return words;
}

std::string stored_password(db::Connection& c, int64_t account_id) {
    auto rows = c.query("SELECT password FROM account WHERE id = ?", account_id);
    return rows.next() ? rows.text(0) : std::string();
}

// Verifies outside of any transaction: it takes long.
bool verify_and_refresh(db::Database& database, int64_t account_id, const std::string& stored,
                        std::string_view password) {
    const auto verdict = verify_password(stored, password);
    if (verdict == Verdict::right_but_old) {
        const auto fresh = hash_password(password);
        database.write([&](db::Connection& c) {
            c.execute("UPDATE account SET password = ? WHERE id = ? AND password = ?", fresh, account_id, stored);
        });
    }
    return verdict != Verdict::wrong;
}

} // namespace

Authenticated authenticate(db::Database& database, const Presented& presented,
                           const std::vector<std::string>& trusted_origins) {
    const auto words = words_of(presented.authorization);
    const auto scheme = words.empty() ? std::string() : lower(words[0]);
    Authenticated result;
    if (scheme == "token")
        result.caller = by_legacy_token(database, token_word(words));
    else if (scheme == "bearer")
        result.caller = by_access_token(database, token_word(words));
    else if (auto session = by_session(database, presented, trusted_origins))
        result = std::move(*session);
    else if (scheme == "basic")
        result.caller = by_basic(database, words);
    result.caller.safe_method = presented.safe_method;
    return result;
}

std::optional<User> check_password(db::Database& database, std::string_view login, std::string_view password) {
    std::string stored;
    const auto user = database.read([&](db::Connection& c) {
        auto found = find_user_by_login(c, login);
        if (found) stored = stored_password(c, found->id);
        return found;
    });
    const bool right = verify_and_refresh(database, user ? user->id : 0, user ? stored : std::string(), password);
    return right && user->is_active ? user : std::nullopt;
}

bool check_password_of(db::Database& database, int64_t account_id, std::string_view password) {
    const auto stored = database.read([&](db::Connection& c) { return stored_password(c, account_id); });
    return verify_and_refresh(database, account_id, stored, password);
}

} // namespace limn::access
