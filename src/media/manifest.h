// manifest.jsonl: the source files of a task with their sizes, one JSON object a line. It travels in backups, and users
// may bring one to fix the order of frames.
#pragma once

#include "media/video_index.h"

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace limn::media {

struct ManifestImage {
    std::string name; // with extension: `sub/a.jpg`
    int width = 0;
    int height = 0;
    std::vector<std::string> related_images;
    std::string original_name; // of a converted file; empty otherwise
    std::string checksum;      // MD5 in hex; may be empty
};

struct ManifestVideo {
    std::string name;
    int width = 0;
    int height = 0;
    std::int64_t length = 0; // frames
    std::vector<Chapter> chapters;
};

struct Manifest {
    bool is_video = false;
    std::vector<ManifestImage> images;
    ManifestVideo video;
};

// Throws MediaError `Invalid manifest was uploaded`.
Manifest read_manifest(const std::filesystem::path& path);
Manifest parse_manifest(std::istream& input);

void write_image_manifest(std::ostream& output, const std::vector<ManifestImage>& images);
// Keyframe lines come from the index; `checksum` of each is left empty, as nothing is decoded for it.
void write_video_manifest(std::ostream& output, std::string_view name, const VideoIndex& index);

} // namespace limn::media
