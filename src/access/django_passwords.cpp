#include "access/django_passwords.h"

#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <crypt.h>
#include <openssl/evp.h>
#include <sodium.h>

#include "access/secrets.h"
#include "base/text.h"

namespace limn::access {
namespace {

using Parts = std::vector<std::string_view>;

// Costs that no setting of Django comes near; a forged hash must not hold a thread for minutes.
constexpr int64_t most_iterations = 10'000'000;
constexpr uint64_t most_memory = 1ull << 30; // bytes

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

bool verify_pbkdf2(const Parts& parts, std::string_view password, const EVP_MD* digest, size_t size) {
    if (parts.size() != 4) return false;
    const auto iterations = parse_int(parts[1]);
    const auto expected = from_base64(parts[3]);
    if (!iterations || *iterations < 1 || *iterations > most_iterations || !expected || expected->size() != size)
        return false;
    std::string computed(size, '\0');
    if (PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), bytes_of(parts[2]),
                          static_cast<int>(parts[2].size()), static_cast<int>(*iterations), digest,
                          static_cast<int>(size), reinterpret_cast<unsigned char*>(computed.data())) != 1)
        throw std::runtime_error("OpenSSL cannot compute PBKDF2");
    return equal_secret(computed, *expected);
}

bool verify_scrypt(const Parts& parts, std::string_view password) {
    if (parts.size() != 6) return false;
    const auto n = parse_int(parts[1]), r = parse_int(parts[3]), p = parse_int(parts[4]);
    const auto expected = from_base64(parts[5]);
    if (!n || !r || !p || *n < 2 || *r < 1 || *p < 1 || *n > 1 << 24 || *r > 64 || *p > 64) return false;
    if (!expected || expected->empty()) return false;
    std::string computed(expected->size(), '\0');
    if (EVP_PBE_scrypt(password.data(), password.size(), bytes_of(parts[2]), parts[2].size(), static_cast<uint64_t>(*n),
                       static_cast<uint64_t>(*r), static_cast<uint64_t>(*p), most_memory,
                       reinterpret_cast<unsigned char*>(computed.data()), computed.size()) != 1)
        return false; // not a power of two, or more memory than allowed
    return equal_secret(computed, *expected);
}

bool verify_argon2(std::string_view encoded, std::string_view password) {
    const std::string text(encoded);
    if (text.starts_with("$argon2id$"))
        return crypto_pwhash_argon2id_str_verify(text.c_str(), password.data(), password.size()) == 0;
    return text.starts_with("$argon2i$") &&
           crypto_pwhash_argon2i_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

// bcrypt sees no more than 72 bytes, and no zero among them.
bool verify_bcrypt(std::string_view encoded, std::string_view password) {
    if (!encoded.starts_with("$2") || password.find('\0') != std::string_view::npos) return false;
    const std::string setting(encoded), text(password);
    crypt_data data{};
    const char* computed = crypt_r(text.c_str(), setting.c_str(), &data);
    return computed && equal_secret(computed, setting);
}

bool verify_hex_digest(std::string_view expected, std::string_view text, const EVP_MD* digest) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> computed{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), computed.data(), &size, digest, nullptr) != 1)
        throw std::runtime_error("OpenSSL cannot compute a digest");
    return equal_secret(to_hex({reinterpret_cast<const char*>(computed.data()), size}), lower(expected));
}

// What follows "<algorithm>$".
std::string_view rest_of(std::string_view stored) { return stored.substr(stored.find('$') + 1); }

} // namespace

bool is_django_hash(std::string_view stored) {
    constexpr std::string_view schemes[] = {"pbkdf2_sha256$", "pbkdf2_sha1$", "argon2$", "bcrypt_sha256$",
                                            "bcrypt$",        "scrypt$",      "md5$",    "sha512$"};
    for (const auto scheme : schemes)
        if (stored.starts_with(scheme)) return true;
    return false;
}

bool verify_django_hash(std::string_view stored, std::string_view password) {
    const auto parts = split(stored, '$');
    const auto scheme = parts.front();
    if (scheme == "pbkdf2_sha256") return verify_pbkdf2(parts, password, EVP_sha256(), 32);
    if (scheme == "pbkdf2_sha1") return verify_pbkdf2(parts, password, EVP_sha1(), 20);
    if (scheme == "scrypt") return verify_scrypt(parts, password);
    if (scheme == "argon2") return verify_argon2(stored.substr(scheme.size()), password);
    if (scheme == "bcrypt_sha256") return verify_bcrypt(rest_of(stored), sha256_hex(password));
    if (scheme == "bcrypt") return verify_bcrypt(rest_of(stored), password);
    if (parts.size() != 3) return false;
    if (scheme == "md5") return verify_hex_digest(parts[2], std::string(parts[1]) + std::string(password), EVP_md5());
    if (scheme == "sha512")
        return verify_hex_digest(parts[2], std::string(parts[1]) + std::string(password), EVP_sha512());
    return false;
}

} // namespace limn::access
