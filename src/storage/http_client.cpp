#include "storage/http_client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <sys/socket.h>

#include <curl/curl.h>
#include <fmt/format.h>
#include <sodium.h>

#include "base/text.h"

namespace limn::storage {
namespace {

constexpr long max_redirects = 5;
constexpr size_t kept_handles = 32;

using Handle = std::unique_ptr<CURL, void (*)(CURL*)>;

// What the callbacks of one transfer work on.
struct Transfer {
    const HttpRequest& request;
    const AddressRules& rules;
    CURL* curl;
    HttpAnswer answer;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{nullptr, std::fclose};
    uint64_t left = 0; // of the file
    uint64_t taken = 0;
    bool refused = false;
    bool too_large = false;
    std::exception_ptr failure; // of the sink

    bool has_status_ok() const {
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        return status >= 200 && status < 300;
    }
};

Transfer& of(void* data) { return *static_cast<Transfer*>(data); }

curl_socket_t open_socket(void* data, curlsocktype, struct curl_sockaddr* address) {
    char text[INET6_ADDRSTRLEN] = {};
    if (address->family == AF_INET)
        inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in*>(&address->addr)->sin_addr, text, sizeof text);
    else if (address->family == AF_INET6)
        inet_ntop(AF_INET6, &reinterpret_cast<sockaddr_in6*>(&address->addr)->sin6_addr, text, sizeof text);
    if (of(data).rules.allows(text))
        return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    of(data).refused = true;
    return CURL_SOCKET_BAD;
}

size_t take_header(char* data, size_t size, size_t count, void* transfer) {
    const std::string_view line(data, size * count);
    auto& headers = of(transfer).answer.headers;
    if (line.starts_with("HTTP/")) headers.clear(); // of the answer after a redirect or 100 Continue
    if (const auto colon = line.find(':'); colon != std::string_view::npos)
        headers.emplace_back(lower(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1))));
    return size * count;
}

size_t take_body(char* data, size_t size, size_t count, void* transfer) {
    auto& t = of(transfer);
    const std::string_view piece(data, size * count);
    t.taken += piece.size();
    const bool to_sink = t.request.sink && t.has_status_ok();
    if (t.request.drop_large && t.taken > t.request.max_answer) {
        t.answer.body.clear();
        return piece.size();
    }
    if (t.taken > (to_sink ? t.request.max_file : t.request.max_answer)) {
        t.too_large = true;
        return 0;
    }
    if (!to_sink) {
        t.answer.body.append(piece);
        return piece.size();
    }
    try {
        return t.request.sink(piece) ? piece.size() : 0;
    } catch (...) { // not through libcurl's frames
        t.failure = std::current_exception();
        return 0;
    }
}

size_t give_body(char* data, size_t size, size_t count, void* transfer) {
    auto& t = of(transfer);
    const auto wanted = std::min<uint64_t>(size * count, t.left);
    const auto got = wanted ? std::fread(data, 1, wanted, t.file.get()) : 0;
    if (wanted && !got) return CURL_READFUNC_ABORT; // the file has become shorter
    t.left -= got;
    return got;
}

int seek_body(void* transfer, curl_off_t offset, int origin) { // when a request is sent again
    auto& t = of(transfer);
    if (origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
    const auto& part = *t.request.file;
    if (std::fseek(t.file.get(), static_cast<long>(part.offset) + static_cast<long>(offset), SEEK_SET) != 0)
        return CURL_SEEKFUNC_FAIL;
    t.left = part.length - static_cast<uint64_t>(offset);
    return CURL_SEEKFUNC_OK;
}

template <class V> void set(CURL* curl, CURLoption option, V value) {
    if (const auto code = curl_easy_setopt(curl, option, value); code != CURLE_OK)
        throw std::logic_error(fmt::format("libcurl refuses option {}: {}", int(option), curl_easy_strerror(code)));
}

void set_body(CURL* curl, Transfer& t) {
    const auto& r = t.request;
    if (r.file) {
        t.file.reset(std::fopen(r.file->path.c_str(), "rb"));
        if (!t.file) throw HttpFailure(fmt::format("cannot read {}", r.file->path.string()), false);
        seek_body(&t, 0, SEEK_SET);
        set(curl, CURLOPT_UPLOAD, 1L);
        if (r.method != "PUT") set(curl, CURLOPT_CUSTOMREQUEST, r.method.c_str());
        set(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(r.file->length));
        set(curl, CURLOPT_READFUNCTION, give_body);
        set(curl, CURLOPT_READDATA, &t);
        set(curl, CURLOPT_SEEKFUNCTION, seek_body);
        set(curl, CURLOPT_SEEKDATA, &t);
    } else if (r.method == "HEAD") {
        set(curl, CURLOPT_NOBODY, 1L);
    } else if (r.method != "GET" && r.method != "DELETE") {
        set(curl, CURLOPT_POST, 1L);
        set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(r.body.size()));
        set(curl, CURLOPT_POSTFIELDS, r.body.data());
    }
    if (r.method == "DELETE" || (r.method == "PUT" && !r.file)) set(curl, CURLOPT_CUSTOMREQUEST, r.method.c_str());
}

void set_identity(CURL* curl, const AwsIdentity& identity) {
    set(curl, CURLOPT_AWS_SIGV4, fmt::format("aws:amz:{}:s3", identity.region).c_str());
    set(curl, CURLOPT_USERNAME, identity.key.c_str());
    set(curl, CURLOPT_PASSWORD, identity.secret.c_str());
}

void set_options(CURL* curl, Transfer& t, char* reason) {
    const auto& r = t.request;
    set(curl, CURLOPT_URL, r.url.c_str());
    set(curl, CURLOPT_PATH_AS_IS, 1L); // a key may hold "..": it is a name, not a path
    set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    set(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    set(curl, CURLOPT_FOLLOWLOCATION, r.follow ? 1L : 0L);
    set(curl, CURLOPT_MAXREDIRS, max_redirects);
    set(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(r.connect_timeout.count()));
    set(curl, CURLOPT_TIMEOUT, static_cast<long>(r.timeout.count()));
    set(curl, CURLOPT_SSL_VERIFYPEER, r.verify_tls ? 1L : 0L);
    set(curl, CURLOPT_SSL_VERIFYHOST, r.verify_tls ? 2L : 0L);
    set(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(curl, CURLOPT_LOW_SPEED_TIME, 60L);
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_PROXY, ""); // a proxy would do the connecting, unchecked
    set(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(curl, CURLOPT_OPENSOCKETDATA, &t);
    set(curl, CURLOPT_HEADERFUNCTION, take_header);
    set(curl, CURLOPT_HEADERDATA, &t);
    set(curl, CURLOPT_WRITEFUNCTION, take_body);
    set(curl, CURLOPT_WRITEDATA, &t);
    set(curl, CURLOPT_ERRORBUFFER, reason);
    if (r.identity) set_identity(curl, *r.identity);
    set_body(curl, t);
}

// What the signature says of the body. Files over TLS go unsigned: nobody between can change them, and they need not be
// read twice.
std::string content_hash(const HttpRequest& r) {
    if (r.file && r.url.starts_with("https://")) return "UNSIGNED-PAYLOAD";
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    const auto add = [&](const char* data, size_t size) {
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(data), size);
    };
    if (r.file) {
        std::ifstream in(r.file->path, std::ios::binary);
        in.seekg(static_cast<std::streamoff>(r.file->offset));
        std::string buffer(1 << 18, '\0');
        for (uint64_t left = r.file->length; left && in;) {
            in.read(buffer.data(), static_cast<std::streamsize>(std::min<uint64_t>(left, buffer.size())));
            add(buffer.data(), static_cast<size_t>(in.gcount()));
            left -= static_cast<uint64_t>(in.gcount());
        }
    } else {
        add(r.body.data(), r.body.size());
    }
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&state, digest);
    return to_hex({reinterpret_cast<const char*>(digest), sizeof digest});
}

struct HeaderList {
    curl_slist* list = nullptr;
    explicit HeaderList(const HttpRequest& r) {
        for (const auto& [name, value] : r.headers) add(value.empty() ? name + ";" : name + ": " + value);
        if (r.identity) add("x-amz-content-sha256: " + content_hash(r)); // libcurl makes it only from 8.0 on
    }
    void add(const std::string& line) { list = curl_slist_append(list, line.c_str()); }
    ~HeaderList() { curl_slist_free_all(list); }
    HeaderList(const HeaderList&) = delete;
};

} // namespace

struct HttpClient::State {
    AddressRules rules;
    std::mutex mutex;
    std::vector<Handle> idle; // with their open connections

    Handle take() {
        {
            std::lock_guard lock(mutex);
            if (!idle.empty()) {
                auto handle = std::move(idle.back());
                idle.pop_back();
                return handle;
            }
        }
        Handle handle(curl_easy_init(), curl_easy_cleanup);
        if (!handle) throw HttpFailure("out of memory", false);
        return handle;
    }
    void put_back(Handle handle) {
        curl_easy_reset(handle.get());
        std::lock_guard lock(mutex);
        if (idle.size() < kept_handles) idle.push_back(std::move(handle));
    }
};

HttpClient::HttpClient(AddressRules rules) : state_(std::make_unique<State>()) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    state_->rules = std::move(rules);
}

HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::send(const HttpRequest& request) {
    auto handle = state_->take();
    auto* curl = handle.get();
    Transfer transfer{request, state_->rules, curl, {}};
    const HeaderList headers(request);
    std::unique_ptr<curl_slist, void (*)(curl_slist*)> connect_to(nullptr, curl_slist_free_all);
    char reason[CURL_ERROR_SIZE] = {};
    set_options(curl, transfer, reason);
    set(curl, CURLOPT_HTTPHEADER, headers.list);
    if (!request.connect_to.empty()) {
        connect_to.reset(curl_slist_append(nullptr, ("::" + request.connect_to).c_str()));
        set(curl, CURLOPT_CONNECT_TO, connect_to.get());
    }
    const auto code = curl_easy_perform(curl);
    if (transfer.failure) std::rethrow_exception(transfer.failure);
    if (code != CURLE_OK && transfer.refused) // none of the addresses of the name was allowed
        throw HttpFailure("addresses of this machine and of private networks are not allowed", true);
    if (transfer.too_large) throw HttpFailure("the answer is too large", false);
    if (code != CURLE_OK)
        throw HttpFailure(reason[0] ? reason : curl_easy_strerror(code), false, code == CURLE_OPERATION_TIMEDOUT);
    long status = 0;
    char* last = nullptr;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &last);
    transfer.answer.status = static_cast<int>(status);
    if (last) transfer.answer.url = last;
    state_->put_back(std::move(handle));
    return std::move(transfer.answer);
}

std::string HttpAnswer::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &std::pair<std::string, std::string>::first);
    return found == headers.end() ? std::string() : found->second;
}

} // namespace limn::storage
