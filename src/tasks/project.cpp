#include "tasks/project.h"

#include <fmt/format.h>

#include "base/error.h"
#include "tasks/job.h"
#include "tasks/ownership.h"
#include "tasks/removal.h"

namespace limn::tasks {

void Assignments::put(std::string_view column, db::Arg value) {
    sql_.add(fmt::format("{}{} = ?", sql_.text.empty() ? "" : ", ", column));
    sql_.args.push_back(std::move(value));
}

void Assignments::execute(db::Connection& c, std::string_view table, int64_t id) const {
    if (empty()) return;
    db::Sql sql;
    c.execute(sql.add(fmt::format("UPDATE {} SET ", table)).add(sql_).add(" WHERE id = ?", id));
}

std::optional<Project> find_project(db::Connection& c, int64_t id) {
    auto rows =
        c.query("SELECT id, name, owner_id, assignee_id, assignee_updated_date, organization_id, bug_tracker, status,"
                " source_storage_id, target_storage_id, created_date, updated_date FROM project WHERE id = ?",
                id);
    if (!rows.next()) return {};
    Project project;
    project.id = rows.integer(0);
    project.name = rows.text(1);
    project.owner_id = rows.maybe_integer(2);
    project.assignee_id = rows.maybe_integer(3);
    project.assignee_updated_date = rows.maybe_time(4);
    project.organization_id = rows.maybe_integer(5);
    project.bug_tracker = rows.text(6);
    project.status = rows.text(7);
    project.source_storage_id = rows.maybe_integer(8);
    project.target_storage_id = rows.maybe_integer(9);
    project.created_date = rows.time(10);
    project.updated_date = rows.time(11);
    return project;
}

int64_t create_project(db::Connection& c, const NewProject& project) {
    const auto when = now();
    const auto storage = [&](const std::optional<StorageLocation>& location) {
        return location ? std::optional(save_storage_location(c, {}, *location)) : std::nullopt;
    };
    const auto source = storage(project.source_storage), target = storage(project.target_storage);
    const auto id = c.insert(
        "INSERT INTO project (name, owner_id, assignee_id, assignee_updated_date, organization_id, bug_tracker,"
        " source_storage_id, target_storage_id, created_date, updated_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "RETURNING id",
        project.name, project.owner_id, project.assignee_id, project.assignee_id ? std::optional(when) : std::nullopt,
        project.organization_id, project.bug_tracker, source, target, when, when);
    create_labels(c, LabelOwner::project(id), project.labels);
    c.execute("INSERT INTO quality_settings (project_id, created_date, updated_date) VALUES (?, ?, ?)", id, when, when);
    return id;
}

void update_project(db::Connection& c, const Project& project, const ResourceChange& change) {
    const auto when = now();
    Assignments changes;
    set_common(changes, project, change, when);
    if (change.labels) patch_labels(c, LabelOwner::project(project.id), *change.labels, when);
    const bool storages = set_storages(c, changes, project, change);
    if (storages || !changes.empty()) changes.put("updated_date", when);
    changes.execute(c, "project", project.id);
}

void transfer_project(db::Connection& c, const Project& project, std::optional<int64_t> organization_id,
                      int64_t caller_id, const ResourceChange& storages) {
    const auto when = now();
    move_storages(c, project, storages, organization_id, caller_id);
    Assignments changes;
    set_storages(c, changes, project, storages);
    changes.put("organization_id", organization_id);
    changes.put("owner_id", caller_id);
    if (project.assignee_id) {
        changes.put("assignee_id", nullptr);
        changes.put("assignee_updated_date", when);
    }
    changes.put("updated_date", when);
    changes.execute(c, "project", project.id);

    c.execute("UPDATE media SET cloud_storage_id = NULL WHERE id IN (SELECT media_id FROM task WHERE project_id = ?)",
              project.id);
    transfer_jobs(c, {"(SELECT id FROM task WHERE project_id = ?)", {project.id}}, organization_id, when);
    c.execute("UPDATE task SET organization_id = ?, owner_id = ?, assignee_id = NULL, assignee_updated_date = ?, "
              "updated_date = ?"
              " WHERE project_id = ?",
              organization_id, caller_id, when, when, project.id);
    c.execute("UPDATE webhook SET organization_id = ? WHERE project_id = ?", organization_id, project.id);
}

std::vector<std::string> delete_project(db::Connection& c, const Project& project) {
    std::vector<int64_t> tasks;
    auto rows = c.query("SELECT id FROM task WHERE project_id = ?", project.id);
    while (rows.next()) tasks.push_back(rows.integer(0));
    auto folders = remove_tasks(c, tasks);
    for (auto& folder : asset_folders_of_project(c, project.id)) folders.push_back(std::move(folder));
    c.execute("DELETE FROM project WHERE id = ?", project.id);
    std::vector<int64_t> storages;
    for (const auto id : {project.source_storage_id, project.target_storage_id})
        if (id) storages.push_back(*id);
    remove_storage_locations(c, storages);
    return folders;
}

void touch_project(db::Connection& c, int64_t id, Time when) {
    c.execute("UPDATE project SET updated_date = ? WHERE id = ?", when, id);
}

} // namespace limn::tasks
