#include "access/csrf.h"

#include <algorithm>

#include "base/text.h"

namespace limn::access {
namespace {

constexpr size_t secret_length = 32;
constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

// What is wrong with the form of a token; empty: nothing.
std::string_view form_problem(std::string_view token) {
    if (token.size() != secret_length && token.size() != 2 * secret_length) return "has incorrect length";
    if (token.find_first_not_of(alphabet) != std::string_view::npos) return "has invalid characters";
    return {};
}

// A token of double length is a mask followed by the secret, each character moved on by the mask's.
std::string secret_of(std::string_view token) {
    if (token.size() == secret_length) return std::string(token);
    std::string secret;
    for (size_t i = 0; i < secret_length; ++i) {
        const auto mask = alphabet.find(token[i]), masked = alphabet.find(token[secret_length + i]);
        secret += alphabet[(masked + alphabet.size() - mask) % alphabet.size()];
    }
    return secret;
}

struct Place {
    std::string_view scheme, host;
};

// "https://host:1/path" -> https, host:1
std::optional<Place> place_of(std::string_view url) {
    const auto colon = url.find("://");
    if (colon == std::string_view::npos || colon == 0) return {};
    const auto rest = url.substr(colon + 3);
    const auto host = rest.substr(0, rest.find_first_of("/?#"));
    if (host.empty()) return {};
    return Place{url.substr(0, colon), host};
}

bool trusts(const std::vector<std::string>& origins, std::string_view origin) {
    return std::find(origins.begin(), origins.end(), origin) != origins.end();
}

std::optional<std::string> referer_problem(const CsrfFacts& facts, const std::vector<std::string>& trusted_origins) {
    const auto failed = [](std::string_view why) { return fmt::format("Referer checking failed - {}", why); };
    if (!facts.referer) return failed("no Referer.");
    const auto place = place_of(*facts.referer);
    if (!place) return failed("Referer is malformed.");
    if (place->scheme != "https") return failed("Referer is insecure while host is secure.");
    if (place->host == facts.host || trusts(trusted_origins, fmt::format("https://{}", place->host))) return {};
    return failed(*facts.referer + " does not match any trusted origins.");
}

} // namespace

std::optional<std::string> csrf_problem(const CsrfFacts& facts, const std::vector<std::string>& trusted_origins) {
    if (facts.origin) {
        if (*facts.origin != fmt::format("{}://{}", facts.scheme, facts.host) &&
            !trusts(trusted_origins, *facts.origin))
            return fmt::format("Origin checking failed - {} does not match any trusted origins.", *facts.origin);
    } else if (facts.scheme == "https") {
        if (auto problem = referer_problem(facts, trusted_origins)) return problem;
    }
    if (facts.cookie.empty()) return "CSRF cookie not set.";
    if (const auto why = form_problem(facts.cookie); !why.empty()) return fmt::format("CSRF cookie {}.", why);
    if (!facts.header) return "CSRF token missing.";
    constexpr std::string_view sent = "CSRF token from the 'X-Csrftoken' HTTP header";
    if (const auto why = form_problem(*facts.header); !why.empty()) return fmt::format("{} {}.", sent, why);
    if (!equal_secret(secret_of(*facts.header), secret_of(facts.cookie))) return fmt::format("{} incorrect.", sent);
    return {};
}

std::string new_csrf_token() { return random_text(secret_length); }

} // namespace limn::access
