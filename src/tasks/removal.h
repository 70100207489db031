// What goes with projects and tasks beyond the rows that the schema takes along: media, default storages, files.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"

namespace limn::tasks {

// Where the files of a guide's picture lie in blob storage.
std::string asset_folder(std::string_view uuid);
std::string asset_key(std::string_view uuid); // the picture itself

// Deletes the tasks with their media. The answer is the folders in blob storage that nobody needs any more.
std::vector<std::string> remove_tasks(db::Connection& c, const std::vector<int64_t>& ids);

// Folders of the pictures of a guide, of a project's guide, and of comments; the rows stay.
std::vector<std::string> asset_folders_of_guide(db::Connection& c, int64_t guide_id);
std::vector<std::string> asset_folders_of_project(db::Connection& c, int64_t project_id);
std::vector<std::string> asset_folders_of_job(db::Connection& c, int64_t job_id);
std::vector<std::string> asset_folders_of_issue(db::Connection& c, int64_t issue_id);
std::vector<std::string> asset_folders_of_comment(db::Connection& c, int64_t comment_id);

void remove_storage_locations(db::Connection& c, const std::vector<int64_t>& ids);

} // namespace limn::tasks
