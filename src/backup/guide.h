// Guides of tasks and projects in backups: the text with links to "assets/<file>", and the files of its pictures.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "backup/backup.h"
#include "formats/archive_writer.h"

namespace limn::backup {

struct Guide {
    std::string markdown;
    struct Asset {
        std::string uuid, name; // name: below assets/, unique
    };
    std::vector<Asset> assets;
};

// None when there is no guide.
std::optional<Guide> load_guide(db::Connection& c, std::optional<int64_t> project_id, std::optional<int64_t> task_id);
// `prefix` is the folder of the task within the archive, "" or "task_0/".
void write_guide(const House& house, const Guide& guide, std::string_view prefix, formats::ArchiveWriter& archive);

// Of an unpacked archive: makes the guide with its pictures, which become blobs. `names` are the files below
// `folder`/assets. Throws queue::Failure for pictures that guides may not have; nothing is left behind then.
void restore_guide(const House& house, const std::filesystem::path& folder, const std::vector<std::string>& names,
                   std::optional<int64_t> project_id, std::optional<int64_t> task_id, int64_t owner_id);

} // namespace limn::backup
