#include "tasks/download.h"

#include <arpa/inet.h>
#include <cstring>
#include <memory>
#include <set>
#include <sys/socket.h>

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "queue/queue.h"
#include "storage/temp_file.h"

namespace limn::tasks {
namespace {

constexpr long max_redirects = 5;
constexpr curl_off_t max_file = 26843545600; // bytes, as for uploads

[[noreturn]] void fail(std::string_view message) { throw queue::Failure("ValueError", message); }

std::string_view scheme_of(std::string_view address) {
    const auto colon = address.find("://");
    return colon == std::string_view::npos ? std::string_view() : address.substr(0, colon);
}

std::string name_of(std::string_view address) {
    address = address.substr(0, address.find_first_of("?#"));
    const auto path = address.find('/', address.find("://") + 3);
    const auto name =
        path == std::string_view::npos ? std::string() : percent_decode(address.substr(address.rfind('/') + 1));
    if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos ||
        name.find('\0') != std::string::npos)
        fail(fmt::format("the address {} names no file", address));
    return name;
}

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

// Asked by libcurl for every connection, redirects included, when the name is resolved already: no second look-up can
// give another answer.
curl_socket_t open_public_socket(void* refused, curlsocktype, struct curl_sockaddr* address) {
    char text[INET6_ADDRSTRLEN] = {};
    if (address->family == AF_INET)
        inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in*>(&address->addr)->sin_addr, text, sizeof text);
    else if (address->family == AF_INET6)
        inet_ntop(AF_INET6, &reinterpret_cast<sockaddr_in6*>(&address->addr)->sin6_addr, text, sizeof text);
    if (is_public_address(text)) return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    *static_cast<bool*>(refused) = true;
    return CURL_SOCKET_BAD;
}

size_t write_piece(char* data, size_t size, size_t count, void* file) {
    try {
        static_cast<storage::TempFile*>(file)->write(std::string_view(data, size * count));
        return size * count;
    } catch (const Error&) { // the disk is full; libcurl reports the short write
        return 0;
    }
}

void fetch(const std::string& address, const std::filesystem::path& target) {
    const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
    if (!curl) throw std::runtime_error("downloads are not possible: out of memory");
    storage::TempFile file(target.parent_path());
    bool refused = false;
    char reason[CURL_ERROR_SIZE] = {};
    curl_easy_setopt(curl.get(), CURLOPT_URL, address.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_MAXREDIRS, max_redirects);
    curl_easy_setopt(curl.get(), CURLOPT_MAXFILESIZE_LARGE, max_file);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, 20L);
    curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_TIME, 60L);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, ""); // a proxy would do the connecting, unchecked
    curl_easy_setopt(curl.get(), CURLOPT_OPENSOCKETFUNCTION, open_public_socket);
    curl_easy_setopt(curl.get(), CURLOPT_OPENSOCKETDATA, &refused);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, write_piece);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &file);
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, reason);
    const auto code = curl_easy_perform(curl.get());
    if (refused)
        fail(fmt::format("Failed to download {}; addresses of this machine and of private networks are not allowed",
                         address));
    if (code != CURLE_OK)
        fail(fmt::format("Failed to download {}; {}", address, reason[0] ? reason : curl_easy_strerror(code)));
    long status = 0;
    char* last = nullptr;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl.get(), CURLINFO_EFFECTIVE_URL, &last);
    if (status != 200) {
        const auto from = last && address != last ? fmt::format("{} (redirected from {})", last, address) : address;
        fail(fmt::format("Failed to download {}; HTTP error {}", from, status));
    }
    file.move_to(target);
}

} // namespace

bool is_public_address(std::string_view address) {
    const std::string text(address);
    in_addr v4{};
    in6_addr v6{};
    if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return is_public_v4(ntohl(v4.s_addr));
    return inet_pton(AF_INET6, text.c_str(), &v6) == 1 && is_public_v6(v6);
}

std::vector<std::string> download(const std::vector<std::string>& addresses, const std::filesystem::path& folder,
                                  const std::function<void(double, std::string_view)>& progress) {
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (const auto& address : addresses) {
        const auto scheme = scheme_of(address);
        if (scheme != "http" && scheme != "https")
            fail(fmt::format("Unsupported URL scheme: {}. Only http and https are supported", scheme));
        names.push_back(name_of(address));
        if (!seen.insert(names.back()).second) throw queue::Failure("Exception", "filename collision: " + names.back());
    }
    for (size_t i = 0; i < addresses.size(); ++i) {
        progress(0.5 * static_cast<double>(i) / static_cast<double>(addresses.size()),
                 addresses[i] + " is being downloaded..");
        fetch(addresses[i], folder / names[i]);
    }
    return names;
}

} // namespace limn::tasks
