// Google Cloud Storage: https://cloud.google.com/storage/docs/json_api/v1
#include <algorithm>
#include <ctime>
#include <memory>
#include <mutex>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/text.h"
#include "storage/object_answers.h"

namespace limn::storage {
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view scope = "https://www.googleapis.com/auth/devstorage.read_write";
constexpr int64_t token_life = 3600; // seconds
constexpr int64_t renewed_before = 120;

std::string encode(std::string_view text) { return percent_encode(text, "-._~"); }

std::string base64url(std::string_view bytes) {
    auto text = replace_all(replace_all(to_base64(bytes), "+", "-"), "/", "_");
    while (text.ends_with('=')) text.pop_back();
    return text;
}

std::string text_of(const json::object& object, std::string_view name) {
    const auto* found = object.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

json::object parse(const std::string& body) {
    boost::system::error_code failure;
    const auto value = json::parse(body, failure);
    if (failure || !value.is_object())
        throw ObjectError(ObjectError::Kind::failed, "the storage gave an answer that is not JSON");
    return value.get_object();
}

std::string reason_of(const HttpAnswer& answer) {
    boost::system::error_code failure;
    const auto body = json::parse(answer.body, failure);
    if (!failure && body.is_object())
        if (const auto* error = body.get_object().if_contains("error"); error && error->is_object())
            if (auto message = text_of(error->get_object(), "message"); !message.empty()) return message;
    return fmt::format("HTTP status {}", answer.status);
}

std::string rs256(const std::string& pem, std::string_view text) {
    const std::unique_ptr<BIO, int (*)(BIO*)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
        PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    size_t size = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (!key || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) != 1)
        throw ObjectError(ObjectError::Kind::forbidden, "the private key of the key file cannot be used");
    std::string signature(size, '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, text.size()) !=
        1)
        throw ObjectError(ObjectError::Kind::forbidden, "the private key of the key file cannot be used");
    signature.resize(size);
    return signature;
}

class GoogleStore : public ObjectStore {
  public:
    GoogleStore(GoogleSettings settings, std::shared_ptr<HttpClient> client)
        : settings_(std::move(settings)), client_(std::move(client)) {
        if (settings_.endpoint.empty()) settings_.endpoint = "https://storage.googleapis.com";
    }

    Reach reach(std::string_view key, std::string* why) override;
    ObjectPage list(const ListRequest& request) override;
    ObjectInfo info(std::string_view key) override;
    void read(std::string_view key, uint64_t offset, std::optional<uint64_t> length, const Sink& sink) override;
    void write(std::string_view key, const fs::path& file) override;

  private:
    std::string bucket() const { return fmt::format("/storage/v1/b/{}", encode(settings_.bucket)); }
    std::string object(std::string_view key) const { return fmt::format("{}/o/{}", bucket(), encode(key)); }
    HttpAnswer send(HttpRequest request, const std::string& path);
    HttpAnswer ask(HttpRequest request, const std::string& path); // throws unless it is 2xx
    std::string token();

    GoogleSettings settings_;
    std::shared_ptr<HttpClient> client_;
    std::mutex mutex_;
    std::string token_;
    int64_t valid_until_ = 0; // seconds
};

// https://developers.google.com/identity/protocols/oauth2/service-account#httprest
std::string GoogleStore::token() {
    std::lock_guard lock(mutex_);
    const auto now = static_cast<int64_t>(std::time(nullptr));
    if (now < valid_until_ - renewed_before) return token_;
    const auto key = parse(settings_.key_file);
    auto address = text_of(key, "token_uri");
    if (address.empty()) address = "https://oauth2.googleapis.com/token";
    const auto header =
        json::serialize(json::object{{"alg", "RS256"}, {"typ", "JWT"}, {"kid", text_of(key, "private_key_id")}});
    const auto claims = json::serialize(json::object{{"iss", text_of(key, "client_email")},
                                                     {"scope", scope},
                                                     {"aud", address},
                                                     {"iat", now},
                                                     {"exp", now + token_life}});
    const auto text = base64url(header) + "." + base64url(claims);
    HttpRequest request{.method = "POST", .url = address};
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request.body = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + text + "." +
                   base64url(rs256(text_of(key, "private_key"), text));
    const auto answer = client_->send(request);
    if (!answer.ok()) throw ObjectError(ObjectError::Kind::forbidden, reason_of(answer));
    const auto given = parse(answer.body);
    const auto* life = given.if_contains("expires_in");
    token_ = text_of(given, "access_token");
    valid_until_ = now + (life && life->is_int64() ? life->get_int64() : token_life);
    return token_;
}

HttpAnswer GoogleStore::send(HttpRequest request, const std::string& path) {
    request.url = settings_.endpoint + path;
    if (!settings_.key_file.empty()) request.headers.emplace_back("Authorization", "Bearer " + token());
    return client_->send(request);
}

HttpAnswer GoogleStore::ask(HttpRequest request, const std::string& path) {
    return ask_or_throw([&] { return send(std::move(request), path); }, reason_of);
}

Reach GoogleStore::reach(std::string_view key, std::string* why) {
    if (why) why->clear();
    try {
        if (!key.empty()) return reach_of(send({}, object(key) + "?fields=name").status);
        const auto reach = reach_of(send({}, bucket() + "?fields=name").status);
        if (reach != Reach::forbidden) return reach;
        // Whoever may only read objects, everybody in a public bucket, is not told about the bucket itself.
        return reach_of(send({}, bucket() + "/o?fields=nextPageToken&maxResults=1").status);
    } catch (const HttpFailure& e) {
        if (why) *why = e.what();
        return Reach::not_found;
    } catch (const ObjectError& e) {
        return e.kind == ObjectError::Kind::forbidden ? Reach::forbidden : Reach::not_found;
    }
}

ObjectInfo info_of(const json::object& item) {
    return {text_of(item, "name"), size_from(text_of(item, "size")), text_of(item, "generation")};
}

ObjectPage GoogleStore::list(const ListRequest& r) {
    auto path =
        fmt::format("{}/o?fields=items(name,size,generation),prefixes,nextPageToken&maxResults={}", bucket(), r.limit);
    if (r.one_level) path += "&delimiter=%2F";
    if (!r.token.empty()) path += "&pageToken=" + encode(r.token);
    if (!r.prefix.empty()) path += "&prefix=" + encode(r.prefix);
    const auto result = parse(ask({}, path).body);
    ObjectPage page;
    if (const auto* prefixes = result.if_contains("prefixes"); prefixes && prefixes->is_array())
        for (const auto& prefix : prefixes->get_array())
            if (prefix.is_string()) page.entries.push_back({{std::string(prefix.get_string()), 0, {}}, true});
    if (const auto* items = result.if_contains("items"); items && items->is_array())
        for (const auto& item : items->get_array())
            if (item.is_object()) page.entries.push_back({info_of(item.get_object()), false});
    std::ranges::stable_sort(page.entries, {}, [](const auto& e) -> const std::string& { return e.object.key; });
    page.next = text_of(result, "nextPageToken");
    return page;
}

ObjectInfo GoogleStore::info(std::string_view key) {
    return info_of(parse(ask({}, object(key) + "?fields=name,size,generation").body));
}

void GoogleStore::read(std::string_view key, uint64_t offset, std::optional<uint64_t> length, const Sink& sink) {
    if (length && !*length) return;
    ask(read_request("Range", offset, length, sink), object(key) + "?alt=media");
}

void GoogleStore::write(std::string_view key, const fs::path& file) {
    HttpRequest request{.method = "POST", .headers = {{"Content-Type", "application/octet-stream"}}};
    request.file = HttpRequest::FilePart{file, 0, fs::file_size(file)};
    ask(std::move(request),
        fmt::format("/upload/storage/v1/b/{}/o?name={}&uploadType=media", encode(settings_.bucket), encode(key)));
}

} // namespace

std::unique_ptr<ObjectStore> open_google(GoogleSettings settings, std::shared_ptr<HttpClient> client) {
    return std::make_unique<GoogleStore>(std::move(settings), std::move(client));
}

} // namespace limn::storage
