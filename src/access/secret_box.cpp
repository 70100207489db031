#include "access/secret_box.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

#include <fmt/format.h>
#include <sodium.h>

#include "base/error.h"
#include "base/text.h"

namespace limn::access {
namespace fs = std::filesystem;

namespace {

constexpr char form = 1; // the first byte of a sealed text; another way of sealing would have another
constexpr size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr size_t least_passphrase = 16;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// Of two processes that start at once one makes the file, and both read it.
void make_key_file(const fs::path& file) {
    const auto part = file.string() + "." + random_hex(8);
    const int fd = ::open(part.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0) throw std::runtime_error(fmt::format("cannot write {}: {}", part, std::strerror(errno)));
    const auto text = random_hex(64) + "\n";
    const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(fd) == 0;
    const int failure = errno;
    ::close(fd);
    const bool linked = written && (::link(part.c_str(), file.c_str()) == 0 || errno == EEXIST);
    const int reason = written ? errno : failure;
    ::unlink(part.c_str());
    if (!linked) throw std::runtime_error(fmt::format("cannot write {}: {}", file.string(), std::strerror(reason)));
}

} // namespace

SecretBox SecretBox::from_text(std::string_view passphrase) {
    if (passphrase.size() < least_passphrase)
        throw std::runtime_error(fmt::format("the secret key must have at least {} characters; a good one is made by "
                                             "`openssl rand -hex 32`",
                                             least_passphrase));
    static constexpr std::string_view purpose = "limn secret box 1";
    Key key;
    crypto_generichash(key.data(), key.size(), bytes(passphrase), passphrase.size(), bytes(purpose), purpose.size());
    return SecretBox(key);
}

SecretBox SecretBox::from_file(const fs::path& file) {
    if (!fs::exists(file)) make_key_file(file);
    std::ifstream in(file, std::ios::binary);
    std::string text;
    Key key;
    size_t size = 0;
    if (!std::getline(in, text) || text.size() != 64 ||
        sodium_hex2bin(key.data(), key.size(), text.data(), text.size(), nullptr, &size, nullptr) != 0 ||
        size != key.size())
        throw std::runtime_error(
            fmt::format("{} cannot be read as a secret key. Restore it from a backup; without it the credentials of "
                        "cloud storages cannot be opened and have to be entered again (then remove the file first).",
                        file.string()));
    sodium_memzero(text.data(), text.size());
    return SecretBox(key);
}

SecretBox::~SecretBox() { sodium_memzero(key_.data(), key_.size()); }

std::string SecretBox::seal(std::string_view secret, std::string_view place) const {
    std::string sealed(1 + nonce_size + secret.size() + tag_size, '\0');
    sealed[0] = form;
    auto* nonce = bytes(sealed) + 1;
    randombytes_buf(nonce, nonce_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_size, nullptr, bytes(secret), secret.size(), bytes(place),
                                               place.size(), nullptr, nonce, key_.data());
    return sealed;
}

std::string SecretBox::open(std::string_view sealed, std::string_view place) const {
    const auto refuse = [] {
        return list_error(
            "The credentials cannot be opened with the secret key of this server. They are kept; have the "
            "operator restore the key, or enter the credentials again.");
    };
    if (sealed.size() < 1 + nonce_size + tag_size || sealed[0] != form) throw refuse();
    const auto* nonce = bytes(sealed) + 1;
    std::string secret(sealed.size() - 1 - nonce_size - tag_size, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(secret), nullptr, nullptr, nonce + nonce_size,
                                                   sealed.size() - 1 - nonce_size, bytes(place), place.size(), nonce,
                                                   key_.data()) != 0)
        throw refuse();
    return secret;
}

} // namespace limn::access
