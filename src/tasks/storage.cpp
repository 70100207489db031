#include "tasks/storage.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "tasks/cloud_storage.h"
#include "tasks/ids.h"

namespace limn::tasks {

std::unordered_map<int64_t, StorageLocation> load_storage_locations(db::Connection& c,
                                                                    const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, StorageLocation> result;
    in_batches(ids, [&](auto batch) {
        auto rows = query_ids(c, "SELECT id, location, cloud_storage_id FROM storage_location WHERE id IN ", batch);
        while (rows.next())
            result.emplace(rows.integer(0), StorageLocation{rows.integer(0), rows.text(1), rows.maybe_integer(2)});
    });
    return result;
}

int64_t save_storage_location(db::Connection& c, std::optional<int64_t> existing, const StorageLocation& value) {
    if (existing && c.execute("UPDATE storage_location SET location = ?, cloud_storage_id = ? WHERE id = ?",
                              value.location, value.cloud_storage_id, *existing))
        return *existing;
    return c.insert("INSERT INTO storage_location (location, cloud_storage_id) VALUES (?, ?) RETURNING id",
                    value.location, value.cloud_storage_id);
}

int64_t equivalent_cloud_storage(db::Connection& c, int64_t cloud_storage_id, std::optional<int64_t> organization_id,
                                 int64_t caller_id) {
    db::Sql sql;
    sql.add("SELECT s.id FROM cloud_storage o JOIN cloud_storage s ON s.provider_type = o.provider_type"
            " AND s.resource = o.resource AND s.specific_attributes = o.specific_attributes WHERE o.id = ?",
            cloud_storage_id);
    if (organization_id)
        sql.add(" AND s.organization_id = ?", *organization_id);
    else
        sql.add(" AND s.organization_id IS NULL AND s.owner_id = ?", caller_id);
    std::vector<int64_t> ids{cloud_storage_id};
    for (auto rows = c.query(sql); rows.next();)
        if (rows.integer(0) != cloud_storage_id) ids.push_back(rows.integer(0));
    const auto manifests = [](const CloudStorage& s) { return std::set(s.manifests.begin(), s.manifests.end()); };
    const auto storages = load_cloud_storages(c, ids);
    const auto original = std::ranges::find(storages, cloud_storage_id, &CloudStorage::id);
    std::vector<int64_t> found;
    for (const auto& s : storages)
        if (s.id != cloud_storage_id && manifests(s) == manifests(*original)) found.push_back(s.id);
    if (found.size() != 1) throw list_error("Could not find a similar cloud storage in the new workspace");
    return found.front();
}

} // namespace limn::tasks
