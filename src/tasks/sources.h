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
#include "tasks/cloud_storage.h"
#include "tasks/data_parameters.h"
#include "tasks/media.h"

namespace limn::tasks {

// Of Frame::file: a path below the shared folder follows, or the key of an object in the bucket of the media.
inline constexpr std::string_view share_prefix = "share:", cloud_prefix = "cloud:";

// What creation works with.
struct Workshop {
    storage::BlobStore& blobs;
    std::filesystem::path share;   // empty: none
    std::filesystem::path scratch; // folder for temporary files, on the file system of the blobs
    Clouds* clouds;                // none: media in buckets are refused
    std::function<void(double, std::string_view)> progress; // 0 ... 1 and what is going on; may throw to cancel
};

// A file that may become a frame.
struct Source {
    std::string name;           // as its user knows it
    std::filesystem::path path; // where it can be read now
    std::string key;            // where it will be: a blob key, or share_prefix and a path
    bool arrived = false;       // it is at its key already

    // Of files in a bucket. Unless it has been fetched its path is empty.
    std::string object;               // its key there; empty: it is in none
    int64_t width = 0, height = 0;    // 0: not known yet
    int64_t bytes = 0;                // 0: not known
    std::vector<std::string> related; // names of its context images, as a manifest says
    bool context = false;             // it is only a context image
};

struct Sources {
    std::vector<Source> files; // in the order of arrival: pictures and point clouds, or the one video
    bool video = false;
    std::string storage = "local"; // or share, cloud_storage
    std::optional<std::filesystem::path> manifest;
    std::string manifest_folder;         // what the names in the manifest are relative to, with its `/`
    std::optional<Clouds::Opened> cloud; // where the files come from
    bool packed = false;                 // the files come out of an archive or a PDF
    std::vector<std::string> spent;      // blobs that are of no use once the task exists: archives that were unpacked
    std::vector<storage::TempFolder> folders; // hold unpacked and downloaded files until they are adopted
};

// Throws queue::Failure, media::MediaError or Error with the reason for the user; nothing is changed then.
Sources collect_sources(const Workshop& workshop, const Media& media, const std::vector<std::string>& client_files,
                        const DataParameters& parameters);

// Moves what was unpacked to its place.
void adopt_sources(const Workshop& workshop, Sources& sources);

// The path that the user knows, of a frame's file or of one of its context images.
std::string name_of_file(const Media& media, std::string_view file);

// The local file of a frame or of one of its context images, unless it is in a bucket.
std::filesystem::path frame_path(const storage::BlobStore& blobs, const std::filesystem::path& share,
                                 std::string_view file);

} // namespace limn::tasks
