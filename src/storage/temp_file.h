// Files that exist only while somebody works on them: spool files for large bodies, blobs and cache entries being
// written.
//
// A temporary file lives in a folder named by its user, on the same file system as its final place, so that keeping it
// is one rename. While it is open its process holds an advisory lock on it; a crash drops the lock, and the next start
// removes every file that nobody holds (`remove_abandoned`). Several processes may share such a folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace limn::storage {

class TempFile {
  public:
    // Creates an empty file inside `folder`, which is created when missing. Throws limn::Error (507 on a full disk).
    explicit TempFile(const std::filesystem::path& folder);
    ~TempFile();
    TempFile(TempFile&& other) noexcept;
    TempFile& operator=(TempFile&& other) noexcept;

    // Appends at the end. Throws limn::Error: 507 when the disk is full, and nothing of the file is kept then.
    void write(std::span<const std::byte> bytes);
    void write(std::string_view text) { write(std::as_bytes(std::span{text})); }

    std::uint64_t size() const { return size_; }

    // For libraries that write by path. Call `refresh_size` once they have finished.
    const std::filesystem::path& path() const { return path_; }
    int descriptor() const { return descriptor_; }
    void refresh_size();

    // Makes the content durable, and survives a power cut from then on.
    void sync();
    // Gives the file its final name, replacing what had it and creating parent folders.
    // This object owns nothing then.
    void move_to(const std::filesystem::path& target);
    // Both, and makes the name durable as well.
    void keep_as(const std::filesystem::path& target);

    // Throws the content away; the destructor does the same.
    void discard() noexcept;

  private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

// Removes the temporary files and folders in `folder` that no living process holds; gives their number. A missing
// folder has none, and files of other names are left alone.
std::size_t remove_abandoned(const std::filesystem::path& folder);

// A folder that is removed with everything in it when the object dies; for unpacking.
class TempFolder {
  public:
    explicit TempFolder(const std::filesystem::path& parent);
    ~TempFolder();
    TempFolder(TempFolder&& other) noexcept;
    TempFolder& operator=(TempFolder&& other) noexcept;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
    int lock_ = -1;
};

// The whole file as bytes; for small files only. Throws limn::Error when it cannot be read.
std::string read_whole(const std::filesystem::path& path);

} // namespace limn::storage
