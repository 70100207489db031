// What projects and tasks have in common when they change hands: parts of SQL statements for both tables.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "db/database.h"
#include "tasks/project.h"

namespace limn::tasks {

// Collects "column = ?" of what really becomes different.
class Assignments {
  public:
    template <class T> void set(std::string_view column, const T& before, const T& after) {
        if (before != after) put(column, db::Arg(after));
    }
    void put(std::string_view column, db::Arg value);
    bool empty() const { return sql_.text.empty(); }
    // UPDATE table SET ... WHERE id = ?
    void execute(db::Connection& c, std::string_view table, int64_t id) const;

  private:
    db::Sql sql_;
};

// Name, owner, assignee and bug tracker of a project or task.
template <class Resource>
void set_common(Assignments& out, const Resource& before, const ResourceChange& change, Time when) {
    out.set("name", before.name, change.name.value_or(before.name));
    out.set("bug_tracker", before.bug_tracker, change.bug_tracker.value_or(before.bug_tracker));
    if (change.owner_id) out.set("owner_id", before.owner_id, change.owner_id);
    if (change.assignee_id && *change.assignee_id != before.assignee_id) {
        out.put("assignee_id", db::Arg(*change.assignee_id));
        out.put("assignee_updated_date", when);
    }
}

// Storages given in the change are written; a new row is put into the assignments.
template <class Resource>
bool set_storages(db::Connection& c, Assignments& out, const Resource& before, const ResourceChange& change) {
    if (change.source_storage)
        out.set("source_storage_id", before.source_storage_id,
                std::optional(save_storage_location(c, before.source_storage_id, *change.source_storage)));
    if (change.target_storage)
        out.set("target_storage_id", before.target_storage_id,
                std::optional(save_storage_location(c, before.target_storage_id, *change.target_storage)));
    return change.source_storage || change.target_storage;
}

// Cloud storages of the project or task that the request did not replace become their equivalents in the new workspace.
template <class Resource>
void move_storages(db::Connection& c, const Resource& before, const ResourceChange& change,
                   std::optional<int64_t> organization_id, int64_t caller_id) {
    const auto move = [&](std::optional<int64_t> id, bool replaced) {
        if (!id || replaced) return;
        auto rows = c.query("SELECT cloud_storage_id FROM storage_location WHERE id = ?", *id);
        if (!rows.next() || rows.is_null(0)) return;
        const auto cloud = rows.integer(0);
        c.execute("UPDATE storage_location SET cloud_storage_id = ? WHERE id = ?",
                  equivalent_cloud_storage(c, cloud, organization_id, caller_id), *id);
    };
    move(before.source_storage_id, change.source_storage.has_value());
    move(before.target_storage_id, change.target_storage.has_value());
}

} // namespace limn::tasks
