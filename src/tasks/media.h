// The media of a task as rows: what was uploaded, and which frames it became. Files lie in blob storage below
// Media::folder: raw/<name> are the originals under the names their users know, index is the frame table of a video.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "db/database.h"
#include "media/selection.h"
#include "media/video_index.h"

namespace limn::tasks {

namespace media_kind {
inline constexpr std::string_view images = "images", video = "video", pointcloud = "pointcloud";
}

struct Media {
    int64_t id = 0;
    std::optional<int64_t> chunk_size; // frames; none until the media are processed
    int64_t size = 0;                  // frames
    int64_t image_quality = 50;
    int64_t start_frame = 0, stop_frame = 0, frame_step = 1; // in the source
    std::string frame_filter;
    std::string kind; // "" until processed, then images, video, pointcloud
    std::string compressed_chunk_type = "imageset", original_chunk_type = "imageset";
    std::string storage_method = "cache", storage = "local", sorting_method = "lexicographical";
    std::optional<int64_t> cloud_storage_id;
    std::string folder;
    std::vector<int64_t> deleted_frames;  // task frame numbers, ascending
    std::vector<media::Chapter> chapters; // of a video, source frame numbers

    bool is_video() const { return kind == media_kind::video; }
    bool is_point_cloud() const { return kind == media_kind::pointcloud; }
    int64_t absolute(int64_t frame) const { return start_frame + frame * frame_step; }
    int64_t relative(int64_t absolute) const { return (absolute - start_frame) / frame_step; }
    std::string raw_key(std::string_view name) const { return folder + "/raw/" + std::string(name); }
    std::string index_key() const { return folder + "/index"; }
};

std::optional<Media> find_media(db::Connection& c, int64_t id);
Media media_of_task(db::Connection& c, int64_t task_id); // throws 400 for a task without frames

// For changing what else is derived from the row (deleted frames, validation): until the transaction ends, others that
// lock the media wait. Media are locked before jobs, and those before their task, so that nobody waits in a circle.
Media lock_media(db::Connection& c, int64_t id);

// The media row of a task, made with the first upload.
Media attach_media(db::Connection& c, int64_t task_id);
void save_media(db::Connection& c, const Media& media);

// --- uploaded files, in the order in which they were announced

void register_client_file(db::Connection& c, int64_t media_id, std::string_view name); // a second time: no change
std::vector<std::string> client_files(db::Connection& c, int64_t media_id);

// --- frames

struct Frame {
    int64_t number = 0; // task frame number; a video has one row, number 0
    std::string name;   // shown to clients
    std::string file;   // blob key, or "share:" and the path below the shared folder
    int64_t width = 0, height = 0;
    int64_t bytes = 0;
    std::vector<std::string> related;  // as `file`, of the context images
    std::optional<int64_t> real_frame; // honeypots: the validation frame that is shown here
};

void insert_frames(db::Connection& c, int64_t media_id, const std::vector<Frame>& frames);
std::vector<Frame> find_frames(db::Connection& c, int64_t media_id); // ascending
// The rows from first to last, both inclusive.
std::vector<Frame> find_frames(db::Connection& c, int64_t media_id, int64_t first, int64_t last);
std::optional<Frame> find_frame(db::Connection& c, int64_t media_id, int64_t number);

// A JSON list of integers, as several columns have it.
std::vector<int64_t> parse_numbers(std::string_view json);
std::string format_numbers(const std::vector<int64_t>& numbers);

} // namespace limn::tasks
