// Where exports of a project or task go and imports come from by default.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/database.h"

namespace limn::tasks {

struct StorageLocation {
    int64_t id = 0;
    std::string location = "local"; // or cloud_storage
    std::optional<int64_t> cloud_storage_id;
};

std::unordered_map<int64_t, StorageLocation> load_storage_locations(db::Connection& c, const std::vector<int64_t>& ids);

// Writes into the row that is there, or into a new one; the id of the row.
int64_t save_storage_location(db::Connection& c, std::optional<int64_t> existing, const StorageLocation& value);

// The storage of another workspace that stands for the same place: same provider, resource, attributes and manifests.
// Throws the 400 of the contract when there is none, or more than one.
int64_t equivalent_cloud_storage(db::Connection& c, int64_t cloud_storage_id, std::optional<int64_t> organization_id,
                                 int64_t caller_id);

} // namespace limn::tasks
