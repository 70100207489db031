// Password hashes as Django writes them, of accounts and access tokens that moved in. The first word names the
// algorithm, the costs stand in the text, so hashes of every age verify:
//
//   pbkdf2_sha256$<iterations>$<salt>$<base64 of 32 bytes>; pbkdf2_sha1: 20 bytes
//   argon2$argon2id$v=19$m=..,t=..,p=..$<salt>$<hash>; also argon2i
//   bcrypt_sha256$$2b$12$...: of the hexadecimal SHA-256; bcrypt: of the text
//   scrypt$<N>$<salt>$<r>$<p>$<base64 of 64 bytes>
//   md5$<salt>$<32 hexadecimal digits>: of salt and text
//   sha512$$<128 hexadecimal digits>: of the text; access tokens only
#pragma once
#include <string_view>

namespace limn::access {

// Of a scheme that verify_django_hash knows. Text that begins with "!" is not: no password can match it.
bool is_django_hash(std::string_view stored);

// False for another password, for costs beyond reason, and for text that only looks like a hash.
bool verify_django_hash(std::string_view stored, std::string_view password);

} // namespace limn::access
