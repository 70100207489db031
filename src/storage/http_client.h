// Requests that this program sends to other services, through libcurl: objects in buckets, files at addresses that
// users gave. Connections are kept and used again; one client may serve any number of threads.
//
// A user who names an address must not be able to reach with it what only this machine can reach. So a client has rules
// about addresses, and they are applied to the numeric address of every connection just before it is made, redirects
// included: no second look-up of a name can give another answer. Connections are never shared between clients.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace limn::storage {

// Not loopback, private, link-local, multicast or otherwise special. `address` is numeric, IPv4 or IPv6.
bool is_public_address(std::string_view address);

// Public addresses, and the networks that the operator allows besides.
class AddressRules {
  public:
    AddressRules() = default;
    // "10.0.0.0/8", "fd00::/8", "192.168.1.7". Throws std::runtime_error for anything else.
    explicit AddressRules(const std::vector<std::string>& networks);
    bool allows(std::string_view address) const; // numeric

  private:
    struct Network {
        std::string bytes; // 4 or 16
        int bits;
    };
    std::vector<Network> networks_;
};

// How Amazon's services know who asks (Signature Version 4, made by libcurl).
struct AwsIdentity {
    std::string key, secret, region;
};

struct HttpRequest {
    std::string method = "GET";
    std::string url; // percent-encoded; for a signed request the query is sorted by name
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body; // of POST and PUT

    struct FilePart {
        std::filesystem::path path;
        uint64_t offset = 0, length = 0;
    };
    std::optional<FilePart> file; // sent as the body instead

    std::optional<AwsIdentity> identity;
    // Takes the body of an answer with status 2xx piece by piece; false ends the transfer. Other bodies are kept.
    std::function<bool(std::string_view)> sink;
    bool follow = false;                                  // redirects, five at most
    uint64_t max_answer = 16 << 20;                       // bytes of a body that is kept
    bool drop_large = false;                              // a longer body counts as empty, the answer stays one
    uint64_t max_file = UINT64_MAX;                       // bytes that the sink may get
    std::chrono::seconds connect_timeout{20}, timeout{0}; // the latter for all of it; 0: as long as bytes come
    bool verify_tls = true;
    std::string connect_to; // "host:port" instead of that of the URL; for tests
};

struct HttpAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;
    std::string url; // of the last redirect

    std::string header(std::string_view name) const; // "" when there is none
    bool ok() const { return status >= 200 && status < 300; }
};

// No answer came.
class HttpFailure : public std::runtime_error {
  public:
    HttpFailure(const std::string& reason, bool refused, bool timed_out = false)
        : std::runtime_error(reason), refused(refused), timed_out(timed_out) {}
    bool refused; // by the rules about addresses
    bool timed_out;
};

class HttpClient {
  public:
    explicit HttpClient(AddressRules rules);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    // Throws HttpFailure; an answer of any status is an answer.
    HttpAnswer send(const HttpRequest& request);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace limn::storage
