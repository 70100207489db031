// Where the frames of a task come from: the uploaded files, files of the shared folder and remote files, unpacked and
// converted until only pictures, point clouds or one video are left.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "media/kinds.h"
#include "storage/blob_store.h"
#include "storage/temp_file.h"
#include "tasks/data_parameters.h"
#include "tasks/media.h"

namespace limn::tasks {

inline constexpr std::string_view share_prefix = "share:"; // of Frame::file: a path below the shared folder follows

// What creation works with.
struct Workshop {
    storage::BlobStore& blobs;
    std::filesystem::path share;   // empty: none
    std::filesystem::path scratch; // folder for temporary files, on the file system of the blobs
    std::function<void(double, std::string_view)> progress; // 0 ... 1 and what is going on; may throw to cancel
};

// A file that may become a frame.
struct Source {
    std::string name;           // as its user knows it
    std::filesystem::path path; // where it can be read now
    std::string key;            // where it will be: a blob key, or share_prefix and a path
    bool arrived = false;       // it is at its key already
};

struct Sources {
    std::vector<Source> files; // in the order of arrival: pictures and point clouds, or the one video
    bool video = false;
    std::string storage = "local"; // or share
    std::optional<std::filesystem::path> manifest;
    bool packed = false;            // the files come out of an archive or a PDF
    std::vector<std::string> spent; // blobs that are of no use once the task exists: archives that were unpacked
    std::vector<storage::TempFolder> folders; // hold unpacked and downloaded files until they are adopted
};

// Throws queue::Failure, media::MediaError or Error with the reason for the user; nothing is changed then.
Sources collect_sources(const Workshop& workshop, const Media& media, const std::vector<std::string>& client_files,
                        const DataParameters& parameters);

// Moves what was unpacked to its place.
void adopt_sources(const Workshop& workshop, Sources& sources);

// The local file of a frame or of one of its context images.
std::filesystem::path frame_path(const storage::BlobStore& blobs, const std::filesystem::path& share,
                                 std::string_view file);

} // namespace limn::tasks
