#include "storage/blob_store.h"

#include "base/error.h"
#include "base/text.h"
#include "storage/file_ops.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace limn::storage {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view work_folder = ".tmp";

class DiskWriter final : public BlobWriter {
  public:
    DiskWriter(const fs::path& folder, fs::path target) : file_(folder), target_(std::move(target)) {}
    void write(std::span<const std::byte> bytes) override { file_.write(bytes); }
    void commit() override { file_.keep_as(target_); }

  private:
    TempFile file_;
    fs::path target_;
};

class DiskStore final : public BlobStore {
  public:
    explicit DiskStore(const fs::path& folder) : folder_(fs::absolute(folder)), work_(folder_ / work_folder) {
        std::error_code failure;
        fs::create_directories(work_, failure);
        if (failure) throw_io_error(failure.value(), "create", work_);
        remove_abandoned(work_);
    }

    std::unique_ptr<BlobWriter> create(std::string_view key) override {
        return std::make_unique<DiskWriter>(work_, path_of(key));
    }

    void adopt(std::string_view key, const fs::path& file) override;
    std::optional<std::uint64_t> size(std::string_view key) const override;
    std::string read(std::string_view key, std::uint64_t offset, std::uint64_t length) const override;
    fs::path local_file(std::string_view key) const override;
    std::vector<BlobInfo> list(std::string_view prefix) const override;
    bool remove(std::string_view key) override;
    std::size_t remove_all(std::string_view prefix) override;
    std::optional<std::uint64_t> free_bytes() const override;

  private:
    fs::path path_of(std::string_view key) const {
        if (!is_safe_key(key) || key.substr(0, key.find('/')) == work_folder) {
            throw list_error(fmt::format("File name {} is not allowed", key));
        }
        return folder_ / key;
    }
    fs::path folder_of(std::string_view prefix) const {
        while (prefix.ends_with('/')) prefix.remove_suffix(1);
        return prefix.empty() ? folder_ : path_of(prefix);
    }
    void prune(fs::path folder) const {
        std::error_code occupied;
        while (folder != folder_ && fs::remove(folder, occupied)) folder = folder.parent_path();
    }

    fs::path folder_;
    fs::path work_;
};

void DiskStore::adopt(std::string_view key, const fs::path& file) {
    const fs::path target = path_of(key);
    struct stat from {
    }, to{};
    if (::stat(file.c_str(), &from) != 0) throw_io_error(errno, "read", file);
    if (::stat(work_.c_str(), &to) != 0) throw_io_error(errno, "read", work_);
    if (from.st_dev == to.st_dev) {
        sync_path(file);
        return rename_into_place(file, target);
    }
    TempFile copy(work_);
    const int source = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (source < 0) throw_io_error(errno, "read", file);
    std::vector<std::byte> buffer(1 << 20);
    ssize_t got = 0;
    while ((got = ::read(source, buffer.data(), buffer.size())) > 0) {
        copy.write(std::span(buffer).first(static_cast<std::size_t>(got)));
    }
    const int code = errno;
    ::close(source);
    if (got < 0) throw_io_error(code, "read", file);
    copy.keep_as(target);
    fs::remove(file);
}

std::optional<std::uint64_t> DiskStore::size(std::string_view key) const {
    struct stat status {};
    if (::lstat(path_of(key).c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    return static_cast<std::uint64_t>(status.st_size);
}

std::string DiskStore::read(std::string_view key, std::uint64_t offset, std::uint64_t length) const {
    const fs::path path = local_file(key);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0) throw_io_error(errno, "read", path);
    const auto whole = static_cast<std::uint64_t>(status.st_size);
    std::string content(offset < whole ? std::min(length, whole - offset) : 0, '\0');
    std::size_t filled = 0;
    ssize_t got = 1;
    while (filled < content.size() && got > 0) {
        got =
            ::pread(descriptor, content.data() + filled, content.size() - filled, static_cast<off_t>(offset + filled));
        if (got < 0 && errno == EINTR)
            got = 1;
        else if (got > 0)
            filled += static_cast<std::size_t>(got);
    }
    const int code = errno;
    ::close(descriptor);
    if (got < 0) throw_io_error(code, "read", path);
    content.resize(filled);
    return content;
}

fs::path DiskStore::local_file(std::string_view key) const {
    fs::path path = path_of(key);
    if (!size(key)) throw detail_error(404, fmt::format("There is no file '{}'.", key));
    return path;
}

std::vector<BlobInfo> DiskStore::list(std::string_view prefix) const {
    std::vector<BlobInfo> found;
    std::error_code missing;
    fs::recursive_directory_iterator entry(folder_of(prefix), missing);
    for (; !missing && entry != fs::recursive_directory_iterator(); entry.increment(missing)) {
        if (entry->path() == work_)
            entry.disable_recursion_pending();
        else if (std::error_code gone; entry->is_regular_file(gone) && !entry->is_symlink(gone)) {
            const auto size = entry->file_size(gone);
            if (!gone) found.push_back({entry->path().lexically_relative(folder_).generic_string(), size});
        }
    }
    std::ranges::sort(found, {}, &BlobInfo::key);
    return found;
}

bool DiskStore::remove(std::string_view key) {
    const fs::path path = path_of(key);
    if (!size(key)) return false;
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw_io_error(errno, "delete", path);
    prune(path.parent_path());
    return true;
}

// The folder leaves its place in one step, so that nobody sees half of it.
std::size_t DiskStore::remove_all(std::string_view prefix) {
    const std::size_t count = list(prefix).size();
    const fs::path folder = folder_of(prefix);
    if (folder == folder_) {
        for (const BlobInfo& blob : list("")) remove(blob.key);
        return count;
    }
    TempFolder grave(work_);
    if (::rename(folder.c_str(), (grave.path() / "removed").c_str()) != 0) {
        if (errno == ENOENT) return 0;
        throw_io_error(errno, "delete", folder);
    }
    prune(folder.parent_path());
    return count;
}

std::optional<std::uint64_t> DiskStore::free_bytes() const { return fs::space(folder_).available; }

} // namespace

bool is_safe_key(std::string_view key) {
    if (key.empty() || key.size() > 1024 || !is_utf8(key)) return false;
    for (const char c : key) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\') return false;
    }
    for (const std::string_view part : split(key, '/')) {
        if (part.empty() || part == "." || part == ".." || part.size() > 255) return false;
    }
    return true;
}

std::unique_ptr<BlobStore> open_disk_store(const fs::path& folder) { return std::make_unique<DiskStore>(folder); }

} // namespace limn::storage
