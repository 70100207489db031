// Azure Blob Storage: https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api
#include <algorithm>
#include <ctime>
#include <map>

#include <fmt/format.h>
#include <pugixml.hpp>
#include <sodium.h>

#include "base/text.h"
#include "storage/object_answers.h"

namespace limn::storage {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view api_version = "2021-08-06";
constexpr uint64_t single_put = 64ull << 20; // larger files go in blocks of at least this size
constexpr uint64_t most_blocks = 50000;

std::string encode(std::string_view text) { return percent_encode(text, "-._~"); }

std::string http_date() {
    const auto now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[utc.tm_wday], utc.tm_mday, months[utc.tm_mon],
                       utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

std::string reason_of(const HttpAnswer& answer) {
    const auto code = answer.header("x-ms-error-code");
    return code.empty() ? fmt::format("HTTP status {}", answer.status) : code;
}

// What a connection string says, or an account with its token.
struct Account {
    std::string name, key, token, endpoint;
};

Account account_of(const AzureSettings& settings) {
    std::map<std::string, std::string> parts;
    for (const auto part : split(settings.connection_string, ';'))
        if (const auto at = part.find('='); at != std::string_view::npos)
            parts[std::string(trim(part.substr(0, at)))] = trim(part.substr(at + 1));
    Account account{settings.account, parts["AccountKey"], settings.token, parts["BlobEndpoint"]};
    if (account.name.empty()) account.name = parts["AccountName"];
    if (account.token.empty()) account.token = parts["SharedAccessSignature"];
    if (account.token.starts_with('?')) account.token.erase(0, 1);
    const auto protocol = parts["DefaultEndpointsProtocol"], suffix = parts["EndpointSuffix"];
    if (account.endpoint.empty())
        account.endpoint = fmt::format("{}://{}.blob.{}", protocol.empty() ? "https" : protocol, account.name,
                                       suffix.empty() ? "core.windows.net" : suffix);
    while (account.endpoint.ends_with('/')) account.endpoint.pop_back();
    return account;
}

class AzureStore : public ObjectStore {
  public:
    AzureStore(AzureSettings settings, std::shared_ptr<HttpClient> client)
        : container_(settings.container), account_(account_of(settings)), client_(std::move(client)) {}

    Reach reach(std::string_view key, std::string* why) override {
        if (why) why->clear();
        try {
            return reach_of(send({.method = "HEAD"}, key, key.empty() ? "restype=container" : "").status);
        } catch (const HttpFailure& e) {
            if (why) *why = e.what();
            return Reach::not_found;
        }
    }
    ObjectPage list(const ListRequest& request) override;
    ObjectInfo info(std::string_view key) override {
        const auto answer = ask({.method = "HEAD"}, key, "");
        return {std::string(key), size_from(answer.header("content-length")), answer.header("etag")};
    }
    void read(std::string_view key, uint64_t offset, std::optional<uint64_t> length, const Sink& sink) override;
    void write(std::string_view key, const fs::path& file) override;

  private:
    HttpAnswer send(HttpRequest request, std::string_view key, std::string_view query);
    HttpAnswer ask(HttpRequest request, std::string_view key, std::string_view query); // throws unless it is 2xx
    void sign(HttpRequest& request, std::string_view query) const;

    std::string container_;
    Account account_;
    std::shared_ptr<HttpClient> client_;
};

// "Shared Key" of https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
void AzureStore::sign(HttpRequest& request, std::string_view query) const {
    const auto path_at = request.url.find('/', request.url.find("://") + 3);
    const auto path = request.url.substr(path_at, request.url.find('?') - path_at);
    request.headers.emplace_back("Authorization",
                                 azure_authorization(account_.name, account_.key, request, path, query));
}

HttpAnswer AzureStore::send(HttpRequest request, std::string_view key, std::string_view query) {
    request.url = fmt::format("{}/{}", account_.endpoint, container_);
    if (!key.empty()) request.url += "/" + percent_encode(key, "-._~/");
    request.headers.emplace_back("x-ms-date", http_date());
    request.headers.emplace_back("x-ms-version", api_version);
    std::string whole(query);
    if (!account_.token.empty()) whole += (whole.empty() ? "" : "&") + account_.token;
    if (!whole.empty()) request.url += "?" + whole;
    if (account_.token.empty() && !account_.key.empty()) sign(request, query);
    return client_->send(request);
}

HttpAnswer AzureStore::ask(HttpRequest request, std::string_view key, std::string_view query) {
    return ask_or_throw([&] { return send(std::move(request), key, query); }, reason_of);
}

ObjectPage AzureStore::list(const ListRequest& r) {
    std::string query = "comp=list";
    if (r.one_level) query += "&delimiter=%2F";
    if (!r.token.empty()) query += "&marker=" + encode(r.token);
    query += fmt::format("&maxresults={}", r.limit);
    if (!r.prefix.empty()) query += "&prefix=" + encode(r.prefix);
    const auto answer = ask({}, "", query + "&restype=container");
    pugi::xml_document document;
    if (!document.load_buffer(answer.body.data(), answer.body.size()))
        throw ObjectError(ObjectError::Kind::failed, "the storage gave an answer that is not XML");
    const auto result = document.child("EnumerationResults");
    ObjectPage page;
    for (const auto& node : result.child("Blobs").children()) {
        const auto properties = node.child("Properties");
        // Names with characters that XML does not know come encoded.
        const auto name_node = node.child("Name");
        const std::string name = name_node.attribute("Encoded").as_bool() ? percent_decode(name_node.child_value())
                                                                          : name_node.child_value();
        page.entries.push_back(
            {{name, size_from(properties.child_value("Content-Length")), properties.child_value("Etag")},
             std::string_view(node.name()) == "BlobPrefix"});
    }
    page.next = result.child_value("NextMarker");
    return page;
}

void AzureStore::read(std::string_view key, uint64_t offset, std::optional<uint64_t> length, const Sink& sink) {
    if (length && !*length) return;
    ask(read_request("x-ms-range", offset, length, sink), key, "");
}

void AzureStore::write(std::string_view key, const fs::path& file) {
    const auto size = fs::file_size(file);
    const auto put = [&](uint64_t offset, uint64_t length, std::string_view query) {
        HttpRequest request{.method = "PUT", .headers = {{"Content-Type", "application/octet-stream"}}};
        if (query.empty()) request.headers.emplace_back("x-ms-blob-type", "BlockBlob");
        request.file = HttpRequest::FilePart{file, offset, length};
        ask(std::move(request), key, query);
    };
    if (size <= single_put) return put(0, size, "");
    const auto block = std::max(single_put, size / most_blocks + 1);
    HttpRequest finish{.method = "PUT", .headers = {{"Content-Type", "application/xml"}}};
    finish.body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>";
    for (uint64_t offset = 0, number = 0; offset < size; offset += block, ++number) {
        const auto id = to_base64(fmt::format("{:08}", number)); // all of one length
        put(offset, std::min(block, size - offset), fmt::format("blockid={}&comp=block", encode(id)));
        finish.body += fmt::format("<Latest>{}</Latest>", id);
    }
    finish.body += "</BlockList>"; // blocks without a list are thrown away by the service after a week
    ask(std::move(finish), key, "comp=blocklist");
}

} // namespace

std::string azure_authorization(std::string_view account, std::string_view key, const HttpRequest& request,
                                std::string_view path, std::string_view query) {
    std::map<std::string, std::string> service; // the x-ms- headers, sorted
    std::string type;
    for (const auto& [name, value] : request.headers) {
        const auto small = lower(name);
        if (small.starts_with("x-ms-")) service[small] = value;
        if (small == "content-type") type = value;
    }
    const auto length = request.file ? request.file->length : request.body.size();
    // Verb, encoding, language, length, MD5, type, date and the four conditions, range.
    auto text =
        fmt::format("{}\n\n\n{}\n\n{}\n\n\n\n\n\n\n", request.method, length ? std::to_string(length) : "", type);
    for (const auto& [name, value] : service) text += fmt::format("{}:{}\n", name, value);
    text += fmt::format("/{}{}", account, path);
    std::map<std::string, std::string> arguments;
    for (const auto part : split(query, '&'))
        if (const auto at = part.find('='); at != std::string_view::npos)
            arguments[lower(part.substr(0, at))] = percent_decode(part.substr(at + 1));
    for (const auto& [name, value] : arguments) text += fmt::format("\n{}:{}", name, value);

    const auto secret = from_base64(key).value_or("");
    unsigned char digest[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    crypto_auth_hmacsha256_final(&state, digest);
    return fmt::format("SharedKey {}:{}", account,
                       to_base64(std::string_view(reinterpret_cast<const char*>(digest), sizeof digest)));
}

std::unique_ptr<ObjectStore> open_azure(AzureSettings settings, std::shared_ptr<HttpClient> client) {
    return std::make_unique<AzureStore>(std::move(settings), std::move(client));
}

} // namespace limn::storage
