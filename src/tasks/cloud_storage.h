// Buckets that users have connected: rows, their credentials (sealed at rest), and the way to the objects in them.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/secret_box.h"
#include "base/error.h"
#include "base/time.h"
#include "db/database.h"
#include "storage/object_store.h"

namespace limn::tasks {

namespace provider {
inline constexpr std::string_view s3 = "AWS_S3_BUCKET", azure = "AZURE_CONTAINER", google = "GOOGLE_CLOUD_STORAGE";
}
namespace credentials_type {
inline constexpr std::string_view key_pair = "KEY_SECRET_KEY_PAIR", account_token = "ACCOUNT_NAME_TOKEN_PAIR",
                                  key_file = "KEY_FILE_PATH", anonymous = "ANONYMOUS_ACCESS",
                                  connection_string = "CONNECTION_STRING";
}

// What is secret of a storage. Which members count depends on the credentials type.
struct CloudCredentials {
    std::string key, secret_key;   // key_pair
    std::string account_name;      // account_token; of an anonymous Azure container, too
    std::string session_token;     // account_token: the SAS token
    std::string connection_string; // connection_string
    std::string key_file;          // key_file: the content
    bool operator==(const CloudCredentials&) const = default;
};

struct CloudStorage {
    int64_t id = 0;
    std::string provider_type, resource, display_name, credentials_type;
    std::optional<int64_t> owner_id, organization_id;
    std::string specific_attributes; // "region=x&endpoint_url=https%3A%2F%2Fy&prefix=z"
    std::string description;
    Time created_date, updated_date;
    std::vector<std::string> manifests; // keys
    CloudCredentials credentials;       // only after open_credentials, and in what is to be saved

    std::string attribute(std::string_view name) const; // of specific_attributes, decoded; "" when there is none
    std::string prefix() const { return attribute("prefix"); }
};

// Those that count with the storage's credentials type; only they are kept.
CloudCredentials relevant_credentials(const CloudStorage& storage);

// Without credentials, ascending by id.
std::vector<CloudStorage> load_cloud_storages(db::Connection& c, const std::vector<int64_t>& ids);
std::optional<CloudStorage> find_cloud_storage(db::Connection& c, int64_t id);

// Throws limn::Error when the secret key is another than when they were saved.
void open_credentials(db::Connection& c, const access::SecretBox& box, CloudStorage& storage);

// A new row; the id given is kept when it is not 0. Dates, too.
int64_t insert_cloud_storage(db::Connection& c, const access::SecretBox& box, CloudStorage storage);
// Everything but owner, organisation and the date of creation.
void update_cloud_storage(db::Connection& c, const access::SecretBox& box, const CloudStorage& storage);
// Projects and tasks that had it as their default place have none then; frames in it can no longer be had.
void delete_cloud_storage(db::Connection& c, int64_t id);

// The storage is another place now: every chunk of the media in it is to be made anew. The ids of these media, of which
// the frame server is to forget everything.
std::vector<int64_t> renew_media_of(db::Connection& c, int64_t cloud_storage_id);

// --- the way to the objects

// Opens stores and keeps them, so that connections and tokens are used again. One for the whole program.
class Clouds {
  public:
    struct Options {
        std::vector<std::string> networks; // private networks where storages may be: see storage::AddressRules
        std::string google_endpoint;       // of an emulator; empty: Google's
    };
    Clouds(db::Database& database, access::SecretBox box, Options options);

    const access::SecretBox& box() const { return box_; }

    // Not for the kept ones: what is being created or changed. Throws limn::Error (text "Insufficient data for
    // authentication" and its like) when the credentials are incomplete.
    std::shared_ptr<storage::ObjectStore> connect(const CloudStorage& storage) const;

    struct Opened {
        CloudStorage storage; // without credentials
        std::shared_ptr<storage::ObjectStore> objects;
    };
    // Throws limn::Error 404 when there is no such storage. Reads the database.
    Opened open(int64_t id);

  private:
    struct Kept {
        Time updated_date;
        std::shared_ptr<storage::ObjectStore> objects;
    };
    db::Database& database_;
    access::SecretBox box_;
    Options options_;
    std::shared_ptr<storage::HttpClient> client_;
    std::mutex mutex_;
    std::map<int64_t, Kept> kept_;
};

// The contract's error for a failed call: that the storage or the object is gone or closed, else the store's own words.
// Asks the store which of them it is.
Error cloud_error(const Clouds::Opened& opened, std::string_view key, const storage::ObjectError& error);

} // namespace limn::tasks
