// Reading the archives of backups.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "backup/backup.h"
#include "storage/temp_file.h"

namespace limn::backup {

// An archive on its way in: unpacked into a folder that is gone when this is. Only what belongs to backups is unpacked.
class UnpackedBackup {
  public:
    // Throws queue::Failure for what is no zip, media::MediaError for a broken or hostile one.
    UnpackedBackup(const House& house, const std::filesystem::path& file, const Progress& progress);

    std::filesystem::path path() const { return folder_.path(); }
    bool has(std::string_view name) const { return names_.contains(name); }
    // Names below a folder ("task_0/data"), relative to it.
    std::vector<std::string> below(std::string_view folder) const;
    // Names of the folders at the top.
    std::vector<std::string> folders() const;
    // A member of at most 1 GiB. Throws queue::Failure when it is missing: `what` is what the archive then is not.
    std::string read(std::string_view name, std::string_view what) const;

  private:
    storage::TempFolder folder_;
    std::set<std::string, std::less<>> names_;
};

} // namespace limn::backup
