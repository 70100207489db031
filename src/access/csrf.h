// Cross-site request forgery: a request that a session authenticates must prove, unless its method is safe, that its
// sender can read this site's cookies.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limn::access {

struct CsrfFacts {
    std::string_view scheme, host;              // of this server, as the client named it
    std::optional<std::string> origin, referer; // headers
    std::string cookie;                         // csrftoken; empty: none
    std::optional<std::string> header;          // X-CSRFToken
};

// Why the request is refused; nothing: it passes. trusted_origins: other sites that may send requests
// ("https://a.example").
std::optional<std::string> csrf_problem(const CsrfFacts& facts, const std::vector<std::string>& trusted_origins);

std::string new_csrf_token(); // 32 letters and digits

} // namespace limn::access
