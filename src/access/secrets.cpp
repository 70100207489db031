#include "access/secrets.h"

#include <sodium.h>

#include "base/text.h"

namespace limn::access {
namespace {

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

template <size_t N> std::string hex(const unsigned char (&digest)[N]) {
    return to_hex({reinterpret_cast<const char*>(digest), N});
}

} // namespace

std::string sha256_hex(std::string_view text) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, bytes(text), text.size());
    return hex(digest);
}

std::string sha512_hex(std::string_view text) {
    unsigned char digest[crypto_hash_sha512_BYTES];
    crypto_hash_sha512(digest, bytes(text), text.size());
    return hex(digest);
}

std::string hmac_sha256_hex(std::string_view key, std::string_view text) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes(text), text.size());
    unsigned char digest[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_final(&state, digest);
    return hex(digest);
}

std::string installation_key(db::Connection& c) {
    c.execute("INSERT INTO setting (name, value) VALUES ('secret_key', ?) ON CONFLICT (name) DO NOTHING",
              random_hex(64));
    auto rows = c.query("SELECT value FROM setting WHERE name = 'secret_key'");
    return rows.next() ? rows.text(0) : std::string();
}

} // namespace limn::access
