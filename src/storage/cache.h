// A disk cache for what can be made again: chunks, previews, tiles. It is bounded by bytes and forgets what was used
// longest ago. Its folder belongs to one process at a time and survives restarts; deleting it by hand is always safe.
#pragma once

#include "storage/temp_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace limn::storage {

// A cached file. It is not evicted while a copy of this value lives, so `path` stays readable.
struct Cached {
    std::filesystem::path path;
    std::uint64_t size = 0;
    std::shared_ptr<const void> pin;
};

class Cache {
  public:
    // Keys are safe keys in the sense of blob_store.h. `capacity` is in bytes; pinned entries may exceed it for a
    // while.
    Cache(std::filesystem::path folder, std::uint64_t capacity);
    ~Cache();
    Cache(const Cache&) = delete;
    Cache& operator=(const Cache&) = delete;

    std::optional<Cached> get(std::string_view key);
    Cached put(std::string_view key, std::string_view content);

    // The entry, made by `make` when it is missing. However many threads ask for a missing key, `make` runs once, in
    // one of them; the others wait for its result, and get its exception when it throws (the next request tries
    // again). On a full disk the older half of the cache is dropped and `make` runs once more; then limn::Error 507 is
    // thrown.
    Cached get_or_make(std::string_view key, const std::function<void(TempFile&)>& make);

    void remove(std::string_view key);
    // Forgets every entry below the folder `prefix`, e.g. all chunks of a task.
    void remove_all(std::string_view prefix);

    std::uint64_t bytes() const;
    std::uint64_t capacity() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace limn::storage
