#include "storage/temp_file.h"

#include "base/text.h"
#include "storage/file_ops.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace limn::storage {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view prefix = ".tmp-";

fs::path fresh_path(const fs::path& folder) { return folder / (std::string(prefix) + random_hex(24)); }

void ensure_folder(const fs::path& folder) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure) throw_io_error(failure.value(), "create", folder);
}

// Another process may take a file for abandoned between its creation and the lock; then its name is gone already.
bool lock_and_check(int descriptor) {
    struct stat status {};
    return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && ::fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

} // namespace

TempFile::TempFile(const fs::path& folder) {
    ensure_folder(folder);
    for (;;) {
        path_ = fresh_path(folder);
        descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
        if (descriptor_ < 0) throw_io_error(errno, "create", path_);
        if (lock_and_check(descriptor_)) return;
        ::close(descriptor_);
    }
}

TempFile::~TempFile() { discard(); }

TempFile::TempFile(TempFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

TempFile& TempFile::operator=(TempFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(descriptor_, other.descriptor_);
    std::swap(size_, other.size_);
    return *this;
}

void TempFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
        if (written < 0) {
            if (errno == EINTR) continue;
            const int code = errno;
            const fs::path path = path_;
            discard();
            throw_io_error(code, "write", path);
        }
        size_ += static_cast<std::uint64_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void TempFile::refresh_size() {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) throw_io_error(errno, "read", path_);
    size_ = static_cast<std::uint64_t>(status.st_size);
}

void TempFile::sync() {
    if (::fsync(descriptor_) != 0) throw_io_error(errno, "write", path_);
}

void TempFile::move_to(const fs::path& target) {
    rename_into_place(path_, target);
    path_.clear();
    ::close(std::exchange(descriptor_, -1));
}

void TempFile::keep_as(const fs::path& target) {
    sync();
    move_to(target);
    sync_path(target.parent_path());
}

void TempFile::discard() noexcept {
    if (descriptor_ < 0) return;
    ::unlink(path_.c_str());
    ::close(std::exchange(descriptor_, -1));
    size_ = 0;
}

TempFolder::TempFolder(const fs::path& parent) {
    ensure_folder(parent);
    for (;;) {
        path_ = fresh_path(parent);
        if (::mkdir(path_.c_str(), 0750) != 0) throw_io_error(errno, "create", path_);
        lock_ = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (lock_ < 0 && errno != ENOENT) throw_io_error(errno, "open", path_);
        if (lock_ >= 0 && lock_and_check(lock_)) return;
        if (lock_ >= 0) ::close(lock_);
    }
}

TempFolder::~TempFolder() {
    if (lock_ < 0) return;
    std::error_code ignored; // what cannot be removed now is removed at the next start
    fs::remove_all(path_, ignored);
    ::close(lock_);
}

TempFolder::TempFolder(TempFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

TempFolder& TempFolder::operator=(TempFolder&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(lock_, other.lock_);
    return *this;
}

std::size_t remove_abandoned(const fs::path& folder) {
    std::size_t removed = 0;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure)) {
        if (!entry.path().filename().native().starts_with(prefix)) continue;
        const int descriptor = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        if (descriptor < 0) continue;
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
            std::error_code kept;
            fs::remove_all(entry.path(), kept);
            if (!kept) ++removed;
        }
        ::close(descriptor);
    }
    return removed;
}

std::string read_whole(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw_io_error(errno, "read", path);
    std::string content;
    struct stat status {};
    if (::fstat(descriptor, &status) == 0) content.resize(static_cast<std::size_t>(status.st_size));
    std::size_t filled = 0;
    while (filled < content.size()) {
        const ssize_t got =
            ::pread(descriptor, content.data() + filled, content.size() - filled, static_cast<off_t>(filled));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            const int code = errno;
            ::close(descriptor);
            throw_io_error(code, "read", path);
        }
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    ::close(descriptor);
    content.resize(filled);
    return content;
}

} // namespace limn::storage
