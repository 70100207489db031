#include "app/data_folder.h"

#include <fcntl.h>
#include <stdexcept>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

namespace limn::app {

DataFolder::DataFolder(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    const auto path = folder / "limn.lock";
    descriptor_ = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor_ < 0) throw std::runtime_error(fmt::format("cannot write to the data folder {}", folder.string()));
    if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor_);
        throw std::runtime_error(fmt::format("another Limn is running on the data folder {}", folder.string()));
    }
}

DataFolder::~DataFolder() { ::close(descriptor_); }

} // namespace limn::app
