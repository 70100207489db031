// Backups of tasks and projects: one zip that holds everything of them, in the layout that CVAT has (version "1.0"), so
// that archives go both ways.
//
//   task.json            what the task is: labels, media parameters, jobs
//   annotations.json     a list parallel to the jobs; labels and attributes by name
//   data/manifest.jsonl  the source files in order, with their sizes
//   data/<file>          the source files under the names that their users know
//   annotation_guide.md, assets/<file>   when there is a guide
//
// A project has project.json, its guide, and each task in a folder of its own: task_0/, task_1/ ... by id, without
// those that have no data.
//
// Members are stored, not packed: media are packed already. Memory does not grow with the size of a backup, only with
// the annotations of its largest job.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "db/database.h"
#include "storage/blob_store.h"
#include "tasks/cloud_storage.h"

namespace limn::backup {

// What backups are made from and restored into.
struct House {
    db::Database& database;
    storage::BlobStore& blobs;
    tasks::Clouds* clouds;         // none: media in buckets cannot be copied
    std::filesystem::path share;   // folder of server files; empty: none
    std::filesystem::path scratch; // folder for temporary files, on the file system of the blobs
};

using Progress = std::function<void(double)>; // share done, 0 to 1; may throw to cancel, and may use the database

struct ExportOptions {
    bool lightweight = false; // without the media that lie in a cloud storage
    Progress progress = {};
};

// Whether a lightweight backup differs from a full one: the media, or those of one of the project's tasks, lie in a
// cloud storage.
bool can_be_lightweight(db::Connection& c, std::optional<int64_t> project_id, std::optional<int64_t> task_id);

// Write the archive; a file that is there is replaced. Rows are read in one snapshot. Throw limn::Error: 404 when the
// object is gone, 507 when the disk is full.
void export_task(const House& house, int64_t task_id, const ExportOptions& options, const std::filesystem::path& file);
void export_project(const House& house, int64_t project_id, const ExportOptions& options,
                    const std::filesystem::path& file);

struct RestoreOptions {
    int64_t owner_id = 0;
    std::optional<int64_t> organization_id;
    Progress progress = {};
    // Inside the transaction that makes the object, with its id: whoever restores again after a crash removes it first.
    std::function<void(db::Connection&, int64_t)> made = {};
    // Inside a transaction of its own, when everything of the object is in place.
    std::function<void(db::Connection&, int64_t)> complete = {};
};

// Make a task or project out of an archive and give its id. All or nothing: when they throw, what was made is gone
// again. They throw queue::Failure or limn::Error with the reason for the user.
int64_t restore_task(const House& house, const std::filesystem::path& file, const RestoreOptions& options);
int64_t restore_project(const House& house, const std::filesystem::path& file, const RestoreOptions& options);

// Take away what an interrupted restoration left; nothing happens when it is gone already.
void remove_restored_task(const House& house, int64_t task_id);
void remove_restored_project(const House& house, int64_t project_id);

} // namespace limn::backup
