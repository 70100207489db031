// Amazon S3 and the many services that speak like it (MinIO, Ceph, Backblaze B2, versitygw ...).
#include <algorithm>
#include <mutex>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <pugixml.hpp>

#include "base/text.h"
#include "storage/object_answers.h"

namespace limn::storage {
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr uint64_t single_put = 64ull << 20; // larger files go in parts of at least this size
constexpr uint64_t most_parts = 10000;
constexpr std::string_view default_region = "us-east-1";

std::string encode(std::string_view text) { return percent_encode(text, "-._~"); }
std::string encode_key(std::string_view key) { return percent_encode(key, "-._~/"); }

pugi::xml_document parse_xml(const std::string& text) {
    pugi::xml_document document;
    if (!document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8))
        throw ObjectError(ObjectError::Kind::failed, "the storage gave an answer that is not XML");
    return document;
}

// Buckets whose name can be the first part of a host name that a certificate of *.s3.region.amazonaws.com covers.
bool is_host_label(std::string_view bucket) {
    return bucket.size() >= 3 && bucket.size() <= 63 && bucket.find_first_of("._") == std::string_view::npos;
}

// What the service says in its error document, or the status.
std::string reason_of(const HttpAnswer& answer) {
    pugi::xml_document document;
    if (document.load_buffer(answer.body.data(), answer.body.size())) {
        const auto error = document.child("Error");
        const std::string_view code = error.child_value("Code"), message = error.child_value("Message");
        if (!code.empty()) return fmt::format("{}: {}", code, message);
    }
    return fmt::format("HTTP status {}", answer.status);
}

// In policies one item need not be in a list.
json::array as_list(const json::value& value) { return value.is_array() ? value.get_array() : json::array{value}; }

class S3Store : public ObjectStore {
  public:
    S3Store(S3Settings settings, std::shared_ptr<HttpClient> client)
        : settings_(std::move(settings)), client_(std::move(client)), region_(settings_.region) {
        while (settings_.endpoint.ends_with('/')) settings_.endpoint.pop_back();
        if (region_.empty()) region_ = default_region;
    }

    Reach reach(std::string_view key, std::string* why) override;
    std::optional<Permissions> permissions() override;
    ObjectPage list(const ListRequest& request) override;
    ObjectInfo info(std::string_view key) override;
    void read(std::string_view key, uint64_t offset, std::optional<uint64_t> length, const Sink& sink) override;
    void write(std::string_view key, const fs::path& file) override;

  private:
    std::string region() const {
        std::lock_guard lock(mutex_);
        return region_;
    }
    std::string address(std::string_view key, std::string_view query) const;
    HttpAnswer send(HttpRequest request, std::string_view key, std::string_view query);
    HttpAnswer ask(HttpRequest request, std::string_view key, std::string_view query); // throws unless it is 2xx
    void write_parts(std::string_view key, const fs::path& file, uint64_t size);

    S3Settings settings_;
    std::shared_ptr<HttpClient> client_;
    mutable std::mutex mutex_;
    std::string region_; // corrected when the service says that the bucket is elsewhere
};

// With an endpoint of its own the bucket is the first part of the path; at Amazon's it is part of the host where that
// is possible.
std::string S3Store::address(std::string_view key, std::string_view query) const {
    const auto& bucket = settings_.bucket;
    auto url = !settings_.endpoint.empty() ? fmt::format("{}/{}", settings_.endpoint, bucket)
               : is_host_label(bucket)     ? fmt::format("https://{}.s3.{}.amazonaws.com", bucket, region())
                                           : fmt::format("https://s3.{}.amazonaws.com/{}", region(), bucket);
    if (!key.empty() || (settings_.endpoint.empty() && is_host_label(bucket))) url += "/" + encode_key(key);
    return query.empty() ? url : url + "?" + std::string(query);
}

HttpAnswer S3Store::send(HttpRequest request, std::string_view key, std::string_view query) {
    for (int attempt = 0;; ++attempt) {
        request.url = address(key, query);
        if (!settings_.key.empty()) request.identity = AwsIdentity{settings_.key, settings_.secret, region()};
        auto answer = client_->send(request);
        const auto elsewhere = answer.header("x-amz-bucket-region");
        const bool moved = !answer.ok() && !elsewhere.empty() && elsewhere != region();
        if (!moved || attempt || elsewhere.find_first_of(":/.@?# ") != std::string::npos) return answer;
        std::lock_guard lock(mutex_);
        region_ = elsewhere;
    }
}

HttpAnswer S3Store::ask(HttpRequest request, std::string_view key, std::string_view query) {
    return ask_or_throw([&] { return send(std::move(request), key, query); }, reason_of);
}

Reach S3Store::reach(std::string_view key, std::string* why) {
    if (why) why->clear();
    try {
        return reach_of(send({.method = "HEAD"}, key, "").status);
    } catch (const HttpFailure& e) {
        if (why) *why = e.what();
        return Reach::not_found;
    }
}

std::optional<ObjectStore::Permissions> S3Store::permissions() {
    std::string text;
    try {
        text = ask({}, "", "policy=").body;
    } catch (const ObjectError& e) {
        if (e.kind == ObjectError::Kind::not_found) return Permissions{}; // no policy forbids nothing
        throw;
    }
    boost::system::error_code failure;
    const auto policy = json::parse(text, failure);
    const auto* statements = !failure && policy.is_object() ? policy.get_object().if_contains("Statement") : nullptr;
    if (!statements) throw ObjectError(ObjectError::Kind::failed, "the policy of the bucket cannot be understood");
    Permissions allowed{false, false};
    for (const auto& statement : as_list(*statements)) {
        const auto* object = statement.if_object();
        const auto* effect = object ? object->if_contains("Effect") : nullptr;
        const auto* action = object ? object->if_contains("Action") : nullptr;
        if (!effect || !action || *effect != json::value("Allow")) continue;
        for (const auto& name : as_list(*action)) {
            const std::string_view word = name.is_string() ? std::string_view(name.get_string()) : std::string_view();
            const bool all = word == "*" || word == "s3:*";
            allowed.read |= all || word == "s3:GetObject" || word == "s3:Get*";
            allowed.write |= all || word == "s3:PutObject" || word == "s3:Put*";
        }
    }
    return allowed;
}

ObjectPage S3Store::list(const ListRequest& r) {
    std::string query; // sorted by name, as the signature has it
    if (!r.token.empty()) query += "continuation-token=" + encode(r.token) + "&";
    if (r.one_level) query += "delimiter=%2F&";
    query += fmt::format("encoding-type=url&list-type=2&max-keys={}&prefix={}", r.limit, encode(r.prefix));
    const auto document = parse_xml(ask({}, "", query).body);
    const auto result = document.child("ListBucketResult");
    const bool encoded = std::string_view(result.child_value("EncodingType")) == "url";
    const auto text = [&](const pugi::xml_node& node, const char* name) {
        return encoded ? percent_decode(node.child_value(name), true) : std::string(node.child_value(name));
    };
    ObjectPage page;
    for (const auto& node : result.children("CommonPrefixes"))
        page.entries.push_back({{text(node, "Prefix"), 0, {}}, true});
    for (const auto& node : result.children("Contents")) {
        page.entries.push_back(
            {{text(node, "Key"), size_from(node.child_value("Size")), node.child_value("ETag")}, false});
    }
    std::ranges::stable_sort(page.entries, {}, [](const auto& e) -> const std::string& { return e.object.key; });
    if (std::string_view(result.child_value("IsTruncated")) == "true")
        page.next = result.child_value("NextContinuationToken");
    return page;
}

ObjectInfo S3Store::info(std::string_view key) {
    const auto answer = ask({.method = "HEAD"}, key, "");
    return {std::string(key), size_from(answer.header("content-length")), answer.header("etag")};
}

void S3Store::read(std::string_view key, uint64_t offset, std::optional<uint64_t> length, const Sink& sink) {
    if (length && !*length) return;
    ask(read_request("Range", offset, length, sink), key, "");
}

void S3Store::write(std::string_view key, const fs::path& file) {
    const auto size = fs::file_size(file);
    if (size > single_put) return write_parts(key, file, size);
    ask({.method = "PUT", .file = HttpRequest::FilePart{file, 0, size}}, key, "");
}

void S3Store::write_parts(std::string_view key, const fs::path& file, uint64_t size) {
    const auto begun = parse_xml(ask({.method = "POST"}, key, "uploads=").body);
    const std::string id = begun.child("InitiateMultipartUploadResult").child_value("UploadId");
    try {
        const auto part = std::max(single_put, size / most_parts + 1);
        std::string done = "<CompleteMultipartUpload>";
        for (uint64_t offset = 0, number = 1; offset < size; offset += part, ++number) {
            HttpRequest request{.method = "PUT"};
            request.file = HttpRequest::FilePart{file, offset, std::min(part, size - offset)};
            const auto query = fmt::format("partNumber={}&uploadId={}", number, encode(id));
            done += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>{}</ETag></Part>", number,
                                replace_all(ask(std::move(request), key, query).header("etag"), "\"", "&quot;"));
        }
        HttpRequest finish{.method = "POST"};
        finish.headers.emplace_back("Content-Type", "application/xml");
        finish.body = done + "</CompleteMultipartUpload>";
        const auto answer = ask(std::move(finish), key, "uploadId=" + encode(id));
        if (answer.body.find("<Error>") != std::string::npos) // it may fail after the status was sent
            throw ObjectError(ObjectError::Kind::failed, reason_of(answer));
    } catch (const ObjectError&) { // the parts would be kept, and paid for
        try {
            ask({.method = "DELETE"}, key, "uploadId=" + encode(id));
        } catch (const ObjectError&) { // the first error is the one to tell; the bucket's own rules clean up
        }
        throw;
    }
}

} // namespace

std::unique_ptr<ObjectStore> open_s3(S3Settings settings, std::shared_ptr<HttpClient> client) {
    return std::make_unique<S3Store>(std::move(settings), std::move(client));
}

} // namespace limn::storage
