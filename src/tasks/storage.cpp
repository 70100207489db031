#include "tasks/storage.h"

#include "base/error.h"
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
            " AND s.resource = o.resource AND s.credentials_type = o.credentials_type WHERE o.id = ?",
            cloud_storage_id);
    if (organization_id)
        sql.add(" AND s.organization_id = ?", *organization_id);
    else
        sql.add(" AND s.organization_id IS NULL AND s.owner_id = ?", caller_id);
    auto rows = c.query(sql);
    const auto found = rows.next() ? rows.maybe_integer(0) : std::nullopt;
    if (!found || rows.next()) throw list_error("Could not find a similar cloud storage in the new workspace");
    return *found;
}

} // namespace limn::tasks
