// BLAKE2s (RFC 7693) without a key, for digests of 1 to 32 bytes. The length is part of the parameters, so a short
// digest is not the beginning of a long one.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace limn::tasks {

std::string blake2s(std::string_view data, size_t digest_size);

} // namespace limn::tasks
