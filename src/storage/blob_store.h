// Blobs: immutable files under a key. A blob is written once, read whole or in ranges by many, and deleted.
//
// Keys are relative paths with `/` between parts, e.g. `tasks/7/raw/left/000001.jpg`. They may hold any UTF-8 except
// control characters and backslashes; empty parts, `.` and `..` are refused, so that no key leaves its store.
#pragma once

#include "storage/temp_file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace limn::storage {

// True for keys that every store accepts: at most 1024 bytes, parts of at most 255 bytes, nothing that escapes.
bool is_safe_key(std::string_view key);

struct BlobInfo {
    std::string key;
    std::uint64_t size = 0;
};

// A blob being written. It is invisible until `commit`; without one the destructor throws the content away.
class BlobWriter {
  public:
    virtual ~BlobWriter() = default;
    // Throws limn::Error: 507 when the disk is full. Other blobs are untouched then.
    virtual void write(std::span<const std::byte> bytes) = 0;
    void write(std::string_view text) { write(std::as_bytes(std::span{text})); }
    // Durable and visible on return; replaces a blob of the same key.
    virtual void commit() = 0;
};

class BlobStore {
  public:
    virtual ~BlobStore() = default;

    // Throws limn::Error 400 for an unsafe key, as every function below.
    virtual std::unique_ptr<BlobWriter> create(std::string_view key) = 0;

    // Takes over a local file: afterwards the blob exists and the file does not. A rename where that is possible.
    virtual void adopt(std::string_view key, const std::filesystem::path& file) = 0;

    // Nothing when there is no such blob.
    virtual std::optional<std::uint64_t> size(std::string_view key) const = 0;

    // At most `length` bytes from `offset`; shorter only at the end. Throws limn::Error 404 when there is no such
    // blob.
    virtual std::string read(std::string_view key, std::uint64_t offset, std::uint64_t length) const = 0;

    // A local file with the blob's content, valid while the blob exists, for libraries that read by path.
    // Throws limn::Error 404 when there is no such blob.
    virtual std::filesystem::path local_file(std::string_view key) const = 0;

    // Every blob below the folder `prefix` (all for ""), ordered by key.
    virtual std::vector<BlobInfo> list(std::string_view prefix) const = 0;

    // False when there was none.
    virtual bool remove(std::string_view key) = 0;

    // Removes every blob below the folder `prefix`; gives their number.
    virtual std::size_t remove_all(std::string_view prefix) = 0;

    // Free bytes for new blobs; nothing when the store knows no limit.
    virtual std::optional<std::uint64_t> free_bytes() const = 0;

    void put(std::string_view key, std::string_view content) {
        auto writer = create(key);
        writer->write(content);
        writer->commit();
    }
};

// Blobs as files below `folder`, which is created when missing. Half-written blobs of a crashed process are removed.
std::unique_ptr<BlobStore> open_disk_store(const std::filesystem::path& folder);

} // namespace limn::storage
