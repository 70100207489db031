// Files of CVAT's data folder on their way into blob storage. They are only ever read; a link that leads out of the
// folder is not followed.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "storage/blob_store.h"

namespace limn::migration {

// Below `root`, where `path` names a regular file; none for anything else.
std::optional<std::filesystem::path> find_file(const std::filesystem::path& root, std::string_view path);

// What dumps hold may be absolute or relative: what follows "/raw/", or the path itself.
std::string below_raw(std::string_view path);

struct Copy {
    std::filesystem::path from;
    std::string to; // key
};

// Several at a time, since small files wait for the disk most of the time. A blob that is there with the same size came
// over in an earlier run. Throws limn::Error when the disk is full, std::runtime_error for a file that cannot be read.
void copy_files(storage::BlobStore& blobs, std::span<const Copy> files);

} // namespace limn::migration
