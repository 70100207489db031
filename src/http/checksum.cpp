#include "http/checksum.h"

#include <new>

#include <openssl/evp.h>

#include "base/text.h"

namespace limn::http {
namespace {

EVP_MD_CTX* context_in(void* context) { return static_cast<EVP_MD_CTX*>(context); }

const EVP_MD* algorithm_called(std::string_view name) {
    if (name == "sha256") return EVP_sha256();
    if (name == "sha1") return EVP_sha1();
    return nullptr;
}

} // namespace

void Checksum::Free::operator()(void* context) const { EVP_MD_CTX_free(context_in(context)); }

Checksum::Checksum(std::string expected, const void* algorithm)
    : expected_(std::move(expected)), context_(EVP_MD_CTX_new()) {
    if (!context_ || EVP_DigestInit_ex(context_in(context_.get()), static_cast<const EVP_MD*>(algorithm), nullptr) != 1)
        throw std::bad_alloc();
}

std::optional<Checksum> Checksum::parse(std::string_view text) {
    text = trim(text);
    const auto space = text.find(' ');
    const auto* algorithm = algorithm_called(text.substr(0, space));
    if (!algorithm || space == std::string_view::npos) return {};
    auto digest = from_base64(trim(text.substr(space)));
    if (!digest || digest->size() != static_cast<size_t>(EVP_MD_get_size(algorithm))) return {};
    return Checksum(std::move(*digest), algorithm);
}

void Checksum::update(std::string_view bytes) {
    EVP_DigestUpdate(context_in(context_.get()), bytes.data(), bytes.size());
}

bool Checksum::matches() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_in(context_.get()), digest, &size);
    return std::string_view(reinterpret_cast<const char*>(digest), size) == expected_;
}

} // namespace limn::http
