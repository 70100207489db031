// The source files of a task on their way into a backup and out of it.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "backup/backup.h"
#include "backup/description.h"
#include "media/video_index.h"
#include "tasks/media.h"

namespace limn::backup {

struct MediaFile {
    std::string name; // below data/
    std::string file; // as tasks::Frame::file
};

struct MediaFiles {
    std::vector<MediaFile> files;
    std::string manifest; // manifest.jsonl
    // The manifest names the task's frames alone, so that bounds and step of the selection no longer apply.
    bool filtered = false;
};

// What a backup of these media holds. Frames are all rows of the media. Reads the heads of files that are no frames.
MediaFiles media_files(const House& house, const tasks::Media& media, std::span<const tasks::Frame> frames,
                       bool lightweight);

// Frames as they will be when a backup's media are in place; keys are those of the folder the media get.
struct RestoredMedia {
    tasks::Media media; // everything but id and folder
    std::vector<tasks::Frame> frames;
    media::VideoIndex index; // of a video
    bool three_d = false;
};

// `folder` is the unpacked data/, `names` the files below it. Throws queue::Failure or media::MediaError.
RestoredMedia plan_media(const std::filesystem::path& folder, std::vector<std::string> names,
                         const TaskDescription& task);

// The same for a lightweight backup: the manifest alone, media in a cloud storage that is attached later.
RestoredMedia plan_cloud_media(const std::filesystem::path& folder, const TaskDescription& task);

} // namespace limn::backup
