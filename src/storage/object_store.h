// Buckets of other services: S3 and what speaks like it, Azure Blob Storage, Google Cloud Storage. They are read and
// written for users, with their credentials; what Limn keeps for itself is in blob_store.h.
//
// Keys are any text of at most 1024 bytes, `/` between folders by convention. Every call is one or a few requests; a
// store may be used by several threads at once.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "storage/http_client.h"

namespace limn::storage {

enum class Reach { available, forbidden, not_found }; // of a bucket, or of an object in it

struct ObjectInfo {
    std::string key;
    uint64_t size = 0;
    std::string version; // changes with the content: an ETag or a generation; may be empty
};

// One page of a listing, in the order of the keys.
struct ObjectPage {
    struct Entry {
        ObjectInfo object;
        bool is_folder = false; // then object.key ends in the delimiter and there is no size
    };
    std::vector<Entry> entries;
    std::string next; // token of the next page; "" after the last
};

struct ListRequest {
    std::string prefix;
    bool one_level = false; // what follows the prefix up to the next `/` is one entry
    std::string token;      // of the page before
    int limit = 1000;       // entries of a page, at most 1000
};

// Why a call did not work. The text is for users.
class ObjectError : public std::runtime_error {
  public:
    enum class Kind { forbidden, not_found, failed };
    ObjectError(Kind kind, const std::string& text) : std::runtime_error(text), kind(kind) {}
    Kind kind;
};

class ObjectStore {
  public:
    virtual ~ObjectStore() = default;

    // Of the bucket, or of an object (any key but ""). Never throws: a service that cannot be reached counts as not
    // found; `why`, if given, gets the reason then, and "" when there was an answer.
    virtual Reach reach(std::string_view key = {}, std::string* why = nullptr) = 0;

    // What its policy lets this caller do with objects; none: the service does not tell.
    struct Permissions {
        bool read = true, write = true;
    };
    virtual std::optional<Permissions> permissions() { return {}; }

    // All below throw ObjectError.
    virtual ObjectPage list(const ListRequest& request) = 0;
    virtual ObjectInfo info(std::string_view key) = 0;

    // Bytes of the object from `offset`, at most `length`, piece by piece; fewer at its end.
    using Sink = std::function<void(std::string_view)>;
    virtual void read(std::string_view key, uint64_t offset, std::optional<uint64_t> length, const Sink& sink) = 0;

    // Sends a local file; an object of this key is replaced. Large files go in pieces.
    virtual void write(std::string_view key, const std::filesystem::path& file) = 0;

    // --- made of the above

    std::string read_head(std::string_view key, uint64_t length);
    // Into a file that exists already or not; throws limn::Error 507 when the disk is full.
    void download(std::string_view key, const std::filesystem::path& file);
    // Every object below the prefix, in the order of the keys, folders' own empty objects left out. Throws ObjectError
    // when there are more than `most`.
    std::vector<ObjectInfo> list_all(std::string_view prefix, size_t most = 2'000'000);
};

struct S3Settings {
    std::string bucket;
    std::string endpoint;    // "https://minio.example:9000"; empty: Amazon's
    std::string region;      // empty: us-east-1, or what the service says it is
    std::string key, secret; // both empty: requests are not signed
};
std::unique_ptr<ObjectStore> open_s3(S3Settings settings, std::shared_ptr<HttpClient> client);

// Either an account (with a SAS token, or without for public containers), or a connection string.
struct AzureSettings {
    std::string container, account, token, connection_string;
};
std::unique_ptr<ObjectStore> open_azure(AzureSettings settings, std::shared_ptr<HttpClient> client);

// The Authorization header of a request to an Azure account whose key is known. `path` and `query` as in the URL.
std::string azure_authorization(std::string_view account, std::string_view key, const HttpRequest& request,
                                std::string_view path, std::string_view query);

struct GoogleSettings {
    std::string bucket;
    std::string key_file; // of a service account, JSON; empty: nobody in particular asks
    std::string endpoint; // empty: Google's
};
std::unique_ptr<ObjectStore> open_google(GoogleSettings settings, std::shared_ptr<HttpClient> client);

} // namespace limn::storage
