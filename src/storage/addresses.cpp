// Which addresses may be reached on behalf of users.
#include <arpa/inet.h>
#include <cstring>

#include <fmt/format.h>

#include "base/text.h"
#include "storage/http_client.h"

namespace limn::storage {
namespace {

bool is_public_v4(uint32_t a) { // host order
    const auto in = [&](uint32_t net, int bits) { return (a ^ net) >> (32 - bits) == 0; };
    return !(in(0x00000000, 8) || in(0x0a000000, 8) || in(0x64400000, 10) || in(0x7f000000, 8) || in(0xa9fe0000, 16) ||
             in(0xac100000, 12) || in(0xc0000000, 24) || in(0xc0000200, 24) || in(0xc0a80000, 16) ||
             in(0xc6120000, 15) || in(0xc6336400, 24) || in(0xcb007100, 24) || in(0xe0000000, 3));
}

bool is_public_v6(const in6_addr& a) {
    const auto* b = a.s6_addr;
    if (IN6_IS_ADDR_V4MAPPED(&a))
        return is_public_v4(uint32_t(b[12]) << 24 | uint32_t(b[13]) << 16 | uint32_t(b[14]) << 8 | b[15]);
    return (b[0] & 0xe0) == 0x20 && !(b[0] == 0x20 && b[1] == 0x02) // global unicast without 6to4
           && !(b[0] == 0x20 && b[1] == 0x01 && b[2] < 2);          // nor Teredo and its neighbours
}

// The bytes of a numeric address, 4 or 16; an IPv4 address in IPv6 form becomes IPv4. "" for other texts.
std::string address_bytes(std::string_view address) {
    const std::string text(address);
    in_addr v4{};
    in6_addr v6{};
    if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return {reinterpret_cast<const char*>(&v4), sizeof v4};
    if (inet_pton(AF_INET6, text.c_str(), &v6) != 1) return {};
    const std::string bytes(reinterpret_cast<const char*>(&v6), sizeof v6);
    return IN6_IS_ADDR_V4MAPPED(&v6) ? bytes.substr(12) : bytes;
}

bool same_prefix(std::string_view a, std::string_view b, int bits) {
    const auto whole = static_cast<size_t>(bits / 8);
    if (a.substr(0, whole) != b.substr(0, whole)) return false;
    const int rest = bits % 8;
    if (!rest) return true;
    const auto first = static_cast<unsigned char>(a[whole]), second = static_cast<unsigned char>(b[whole]);
    return (first ^ second) >> (8 - rest) == 0;
}

} // namespace

bool is_public_address(std::string_view address) {
    const std::string text(address);
    in_addr v4{};
    in6_addr v6{};
    if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return is_public_v4(ntohl(v4.s_addr));
    return inet_pton(AF_INET6, text.c_str(), &v6) == 1 && is_public_v6(v6);
}

AddressRules::AddressRules(const std::vector<std::string>& networks) {
    for (const auto& text : networks) {
        const auto slash = text.find('/');
        Network network{address_bytes(text.substr(0, slash)), 0};
        const auto most = static_cast<int64_t>(network.bytes.size() * 8);
        const auto bits = slash == std::string::npos ? most : parse_int(text.substr(slash + 1)).value_or(-1);
        if (network.bytes.empty() || bits < 0 || bits > most)
            throw std::runtime_error(fmt::format(
                "'{}' is no network: give an address like 10.1.2.3, or one with its length like 10.0.0.0/8", text));
        network.bits = static_cast<int>(bits);
        networks_.push_back(std::move(network));
    }
}

bool AddressRules::allows(std::string_view address) const {
    if (is_public_address(address)) return true;
    const auto bytes = address_bytes(address);
    if (bytes.empty()) return false;
    for (const auto& network : networks_)
        if (network.bytes.size() == bytes.size() && same_prefix(network.bytes, bytes, network.bits)) return true;
    return false;
}

} // namespace limn::storage
