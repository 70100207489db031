// Projects: tasks that share labels, staff and settings.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "db/database.h"
#include "tasks/label.h"
#include "tasks/storage.h"

namespace limn::tasks {

struct Project {
    int64_t id = 0;
    std::string name;
    std::optional<int64_t> owner_id, assignee_id;
    std::optional<Time> assignee_updated_date;
    std::optional<int64_t> organization_id;
    std::string bug_tracker, status;
    std::optional<int64_t> source_storage_id, target_storage_id;
    Time created_date, updated_date;
};

std::optional<Project> find_project(db::Connection& c, int64_t id);

struct NewProject {
    std::string name;
    std::optional<int64_t> owner_id, assignee_id, organization_id;
    std::string bug_tracker;
    std::optional<StorageLocation> source_storage, target_storage;
    std::vector<LabelChange> labels;
};
int64_t create_project(db::Connection& c, const NewProject& project);

// What a request asks for; members that are none stay as they are.
struct ResourceChange {
    std::optional<std::string> name, bug_tracker, subset; // subset: of tasks
    std::optional<int64_t> owner_id;
    std::optional<std::optional<int64_t>> assignee_id;
    std::optional<std::vector<LabelChange>> labels;
    std::optional<StorageLocation> source_storage, target_storage;
};
void update_project(db::Connection& c, const Project& project, const ResourceChange& change);

// Moves a project with its tasks to another workspace (none: the personal one of the caller). The caller becomes the
// owner of all, assignees are taken off. Storages of the project become their equivalents there, unless given in
// `storages`.
void transfer_project(db::Connection& c, const Project& project, std::optional<int64_t> organization_id,
                      int64_t caller_id, const ResourceChange& storages);

// Everything of the project goes; the answer is the folders in blob storage that nobody needs any more, to be removed
// when the transaction has become durable.
std::vector<std::string> delete_project(db::Connection& c, const Project& project);

void touch_project(db::Connection& c, int64_t id, Time when); // sets updated_date

} // namespace limn::tasks
