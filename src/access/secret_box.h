// Secrets of users at rest: credentials of cloud storages and the like are kept sealed (XChaCha20-Poly1305), so that a
// copy of the database alone gives nothing away. The key is not in the database: it comes from the configuration
// (LIMN_SECRET_KEY, the same for every process of an installation), or lies in the file secret.key of the data folder,
// made at the first start.
//
// A sealed text belongs to a place, e.g. "cloud_storage:7": it opens nowhere else, so that rows cannot be swapped.
#pragma once
#include <array>
#include <filesystem>
#include <string>
#include <string_view>

namespace limn::access {

class SecretBox {
  public:
    // `passphrase`: at least 16 characters; the key is derived from it. Throws std::runtime_error for a shorter one.
    static SecretBox from_text(std::string_view passphrase);
    // The file is made, readable by its owner only, when it is missing. Throws std::runtime_error when it cannot be
    // read or holds something else.
    static SecretBox from_file(const std::filesystem::path& file);
    ~SecretBox();
    SecretBox(const SecretBox&) = default;
    SecretBox& operator=(const SecretBox&) = default;

    std::string seal(std::string_view secret, std::string_view place) const; // bytes
    // Throws limn::Error 400 when the text was sealed with another key or for another place, or was altered.
    std::string open(std::string_view sealed, std::string_view place) const;

  private:
    using Key = std::array<unsigned char, 32>;
    explicit SecretBox(const Key& key) : key_(key) {}
    Key key_;
};

} // namespace limn::access
