// BLAKE2b-256 of what passes by.
#pragma once

#include <string>
#include <string_view>

#include <sodium.h>

namespace limn::backup {

class Checksum {
  public:
    Checksum() { crypto_generichash_init(&state_, nullptr, 0, size); }
    void add(std::string_view piece) {
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(piece.data()), piece.size());
    }
    std::string hex(); // once, at the end

  private:
    static constexpr size_t size = 32;
    crypto_generichash_state state_;
};

} // namespace limn::backup
