// Digests, and the secret key of an installation.
#pragma once
#include <string>
#include <string_view>

#include "db/database.h"

namespace limn::access {

std::string sha256_hex(std::string_view text);
std::string sha512_hex(std::string_view text);
std::string hmac_sha256_hex(std::string_view key, std::string_view text);

// Made at the first use and kept in the database, so that every process of an installation has the same.
std::string installation_key(db::Connection& c); // inside a write

} // namespace limn::access
