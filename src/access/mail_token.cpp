#include "access/mail_token.h"

#include <charconv>

#include "access/secrets.h"
#include "base/text.h"

namespace limn::access {
namespace {

constexpr int64_t second = 1'000'000;

std::string_view name_of(MailTokenUse use) {
    return use == MailTokenUse::password_reset ? "password reset" : "email confirmation";
}

std::string digest(db::Connection& c, MailTokenUse use, int64_t account_id, std::string_view stamp) {
    auto rows = c.query("SELECT password, email, coalesce(last_login, 0) FROM account WHERE id = ?", account_id);
    if (!rows.next()) return {};
    const auto facts = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", name_of(use), account_id, stamp, rows.view(0),
                                   rows.view(1), rows.integer(2));
    return hmac_sha256_hex(installation_key(c), facts);
}

} // namespace

std::string to_base36(int64_t number) {
    char out[16];
    return {out, std::to_chars(out, out + sizeof out, number, 36).ptr};
}

std::optional<int64_t> from_base36(std::string_view text) {
    int64_t number = 0;
    const auto end = text.data() + text.size();
    const auto [at, problem] = std::from_chars(text.data(), end, number, 36);
    if (text.empty() || problem != std::errc() || at != end || number < 0) return {};
    return number;
}

std::string mail_token(db::Connection& c, MailTokenUse use, int64_t account_id, Time at) {
    const auto stamp = to_base36(at.us / second);
    return stamp + "-" + digest(c, use, account_id, stamp);
}

bool is_mail_token(db::Connection& c, MailTokenUse use, int64_t account_id, std::string_view token, Time at) {
    const auto dash = token.find('-');
    if (dash == std::string_view::npos) return false;
    const auto stamp = token.substr(0, dash);
    const auto made = from_base36(stamp);
    if (!made || *made > at.us / second || at.us / second - *made > mail_token_seconds) return false;
    const auto expected = digest(c, use, account_id, stamp);
    return !expected.empty() && equal_secret(expected, token.substr(dash + 1));
}

} // namespace limn::access
