// The few file operations that must be durable and safe beside other threads, and what their failures mean for users.
#pragma once

#include <filesystem>
#include <string_view>

namespace limn::storage {

// Throws limn::Error: 507 when the disk or the quota is exhausted, 404 when `path` is missing, 409 when a file stands
// where a folder must be, 500 otherwise. `doing` is the work that failed, e.g. "write"; `code` is an errno.
[[noreturn]] void throw_io_error(int code, std::string_view doing, const std::filesystem::path& path);

// Makes a file's content, or a folder's names, survive a power cut.
void sync_path(const std::filesystem::path& path);

// Renames a file, replacing what `target` named and creating its parent folders, also while others prune empty folders.
void rename_into_place(const std::filesystem::path& file, const std::filesystem::path& target);

// True for errnos that mean that there is no room left.
bool is_full(int code);

} // namespace limn::storage
