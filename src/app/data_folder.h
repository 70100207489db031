// The folder of everything that Limn keeps. One program at a time works in it: two would not see each other's caches
// and uploads.
#pragma once
#include <filesystem>

namespace limn::app {

class DataFolder {
  public:
    // Makes the folder when it is missing. Throws std::runtime_error while another Limn works in it.
    explicit DataFolder(const std::filesystem::path& folder);
    ~DataFolder();
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;

  private:
    int descriptor_;
};

} // namespace limn::app
