// What a cloud storage holds, one folder at a time and in pages: as the bucket lists it, or as one of its manifests
// says. A storage may have a default prefix, which nothing outside is shown of.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "media/manifest.h"
#include "storage/cache.h"
#include "tasks/cloud_storage.h"

namespace limn::tasks {

struct CloudEntry {
    std::string name; // below the last `/` of the prefix, without one of its own
    bool is_folder = false;
    auto operator<=>(const CloudEntry&) const = default;
};

struct CloudContent {
    std::vector<CloudEntry> entries; // folders first
    std::optional<std::string> next; // token of the next page
};

struct CloudQuery {
    std::string prefix; // need not end at a `/`
    std::string token;  // of the page before
    int page_size = 500;
};

// Throws storage::ObjectError.
CloudContent list_bucket(const Clouds::Opened& opened, const CloudQuery& query);

// `keys`: all that the manifest names. The token is the number of entries before; throws limn::Error 400 for another.
CloudContent list_keys(const std::vector<std::string>& keys, std::string_view default_prefix, const CloudQuery& query);

// Which prefix is to be listed, given the storage's own; or the one folder that leads to it; or nothing at all.
struct Narrowed {
    std::optional<std::string> prefix;
    std::string folder;
};
Narrowed narrow(std::string_view default_prefix, std::string_view asked);

// A manifest of the bucket, fetched again when it has changed there. Throws storage::ObjectError, media::MediaError.
media::Manifest cloud_manifest(const Clouds::Opened& opened, storage::Cache& cache, const std::string& key);

// The keys of the files that a manifest names: it speaks of them relative to itself.
std::vector<std::string> manifest_keys(const media::Manifest& manifest, std::string_view manifest_key);
std::string key_beside(std::string_view manifest_key, std::string_view name);

} // namespace limn::tasks
