#include "storage/file_ops.h"

#include "base/error.h"
#include "base/log.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace limn::storage {
namespace fs = std::filesystem;

bool is_full(int code) { return code == ENOSPC || code == EDQUOT; }

void throw_io_error(int code, std::string_view doing, const fs::path& path) {
    const std::string reason = std::generic_category().message(code);
    log_error("storage failure", {{"doing", doing}, {"path", path.native()}, {"errno", code}, {"reason", reason}});
    const std::string name = path.filename().native();
    if (is_full(code)) {
        throw detail_error(507, "The server's disk is full. What was stored before is intact; nothing of this file was "
                                "kept. Free some space and try again.");
    }
    if (code == ENOENT) throw detail_error(404, fmt::format("There is no file '{}'.", name));
    if (code == ENOTDIR || code == EISDIR || code == EEXIST || code == ENOTEMPTY) {
        throw detail_error(409, fmt::format("'{}' is the name of both a file and a folder.", name));
    }
    throw detail_error(500,
                       fmt::format("The server could not {} '{}': {}. Nothing of it was kept.", doing, name, reason));
}

void sync_path(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw_io_error(errno, "read", path);
    const int result = ::fsync(descriptor);
    const int code = errno;
    ::close(descriptor);
    if (result != 0) throw_io_error(code, "write", path);
}

void rename_into_place(const fs::path& file, const fs::path& target) {
    for (int attempt = 0; attempt < 10; ++attempt) {
        std::error_code failure;
        fs::create_directories(target.parent_path(), failure);
        if (failure) throw_io_error(failure.value(), "create", target);
        if (::rename(file.c_str(), target.c_str()) == 0) return;
        if (errno != ENOENT || !fs::exists(file)) break;
    }
    throw_io_error(errno, "write", target);
}

} // namespace limn::storage
