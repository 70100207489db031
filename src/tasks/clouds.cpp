// From the row of a cloud storage to its objects.
#include <fmt/format.h>

#include "base/text.h"
#include "tasks/cloud_storage.h"

namespace limn::tasks {

using storage::ObjectError;
using storage::Reach;

namespace {

constexpr size_t most_kept = 256;

storage::S3Settings s3_settings(const CloudStorage& s) {
    const auto& secret = s.credentials;
    if (secret.key.empty() != secret.secret_key.empty()) throw text_error(400, "Insufficient data for authentication");
    return {s.resource, s.attribute("endpoint_url"), s.attribute("region"), secret.key, secret.secret_key};
}

} // namespace

Clouds::Clouds(db::Database& database, access::SecretBox box, Options options)
    : database_(database), box_(std::move(box)), options_(std::move(options)),
      client_(std::make_shared<storage::HttpClient>(storage::AddressRules(options_.networks))) {}

std::shared_ptr<storage::ObjectStore> Clouds::connect(const CloudStorage& s) const {
    if (s.provider_type == provider::s3) return storage::open_s3(s3_settings(s), client_);
    const auto& secret = s.credentials;
    if (s.provider_type == provider::azure) {
        if (s.credentials_type == credentials_type::account_token && secret.session_token.empty())
            throw text_error(400, "Insufficient data for authentication");
        return storage::open_azure({s.resource, secret.account_name, secret.session_token, secret.connection_string},
                                   client_);
    }
    if (s.provider_type == provider::google) {
        if (s.credentials_type == credentials_type::key_file && secret.key_file.empty())
            throw text_error(400, "Insufficient data for authentication");
        return storage::open_google({s.resource, secret.key_file, options_.google_endpoint}, client_);
    }
    throw list_error("Unsupported type of cloud provider");
}

Clouds::Opened Clouds::open(int64_t id) {
    auto found = database_.read([&](db::Connection& c) { return find_cloud_storage(c, id); });
    if (!found) throw not_found("CloudStorage");
    {
        std::lock_guard lock(mutex_);
        if (const auto kept = kept_.find(id); kept != kept_.end() && kept->second.updated_date == found->updated_date)
            return {std::move(*found), kept->second.objects};
    }
    auto secret = *found;
    database_.read([&](db::Connection& c) { open_credentials(c, box_, secret); });
    auto objects = connect(secret);
    std::lock_guard lock(mutex_);
    if (kept_.size() >= most_kept) kept_.erase(kept_.begin());
    kept_[id] = {found->updated_date, objects};
    return {std::move(*found), std::move(objects)};
}

Error cloud_error(const Clouds::Opened& opened, std::string_view key, const ObjectError& error) {
    const auto& name = opened.storage.resource;
    const auto say = [](int status, const std::string& text) { return detail_error(status, text); };
    switch (opened.objects->reach()) {
    case Reach::forbidden:
        return say(403, fmt::format("The resource {} is no longer available. Access forbidden.", name));
    case Reach::not_found: return say(404, fmt::format("The resource {} not found. It may have been deleted.", name));
    case Reach::available: break;
    }
    if (key.empty()) return say(400, fmt::format("The cloud storage '{}' does not answer: {}", name, error.what()));
    switch (opened.objects->reach(key)) {
    case Reach::forbidden:
        return say(403, fmt::format("Access to the file '{}' on the '{}' cloud storage is denied", key, name));
    case Reach::not_found: return say(404, fmt::format("The file '{}' not found on the cloud storage '{}'", key, name));
    case Reach::available: break;
    }
    return say(400,
               fmt::format("The file '{}' cannot be had from the cloud storage '{}': {}", key, name, error.what()));
}

} // namespace limn::tasks
