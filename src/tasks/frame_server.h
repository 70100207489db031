// Frames, chunks and previews of tasks, made when somebody asks and kept in the cache. Frame numbers are task frame
// numbers throughout.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "media/bands.h"
#include "media/chunks.h"
#include "media/pyramid.h"
#include "media/video_reader.h"
#include "storage/blob_store.h"
#include "storage/cache.h"
#include "tasks/cloud_storage.h"
#include "tasks/media.h"

namespace limn::tasks {

// What is known of a task's media when a frame is asked for, loaded in one read.
struct MediaFrames {
    Media media;
    std::map<int64_t, Frame> frames; // those the request needs; a video has one, number 0
};

struct ChunkRequest {
    std::vector<int64_t> frames; // in order; -1 stands for a frame outside the job, shown as a black pixel
    media::Quality quality = media::Quality::compressed;
    bool pictures = false; // JPEGs whatever the task's chunks are: jobs of single frames
    int64_t version = 0;   // of the content: the segment's chunks_updated_date
};

// A file of the answer, and what it is.
struct Delivery {
    std::filesystem::path path;
    std::string mime;
    std::shared_ptr<const void> keep;       // while it is being sent
    std::optional<media::TilePlace> part{}; // of the file; none: all of it
};

class FrameServer {
  public:
    // Without clouds, media in buckets cannot be had.
    FrameServer(storage::BlobStore& blobs, storage::Cache& cache, std::filesystem::path share,
                Clouds* clouds = nullptr);
    ~FrameServer();

    // Errors of the media themselves (a file is gone or damaged) are media::MediaError; of the bucket that they lie in,
    // limn::Error: 409 when the task has lost it.
    Delivery chunk(const MediaFrames& of, const ChunkRequest& request);
    Delivery frame(const MediaFrames& of, int64_t number, media::Quality quality);
    Delivery preview(const MediaFrames& of, int64_t number);
    // The packets around a frame of a video (media/video_packets.h), under task frame numbers.
    Delivery packets(const MediaFrames& of, int64_t number);
    Delivery context_images(const MediaFrames& of, int64_t number);
    // A part of a large picture (media/pyramid.h); of images only, and `tile` is one of its own. 429 while many wait
    // for pictures to be cut.
    Delivery tile(const MediaFrames& of, int64_t number, const media::Tile& tile);

    // What a picture holds beyond what is seen of it (media/bands.h), and one band of it: samples of 16 bits,
    // little-endian. Of images only, and `band` is one of its own. 429 as above.
    media::BandLayout bands(const MediaFrames& of, int64_t number);
    media::SampleRange sample_range(const MediaFrames& of, int64_t number); // of floating samples
    Delivery band(const MediaFrames& of, int64_t number, int band);

    // The picture's bytes as an export wants them: the original file, or a PNG of a video frame.
    Delivery original(const MediaFrames& of, int64_t number) { return frame(of, number, media::Quality::original); }

    // For whoever wants these originals one after the other soon: those in a bucket are copied into the cache, several
    // at once.
    void fetch(const MediaFrames& of, std::span<const int64_t> numbers);

    // One of Frame::related, as it was uploaded.
    Delivery related_file(const Media& media, const std::string& file);

    // Makes a chunk that will probably be wanted next, when there is nothing better to do.
    void prefetch(MediaFrames of, ChunkRequest request);

    // Forgets everything about media that are about to be deleted or have changed.
    void forget(const Media& media);

  private:
    using IndexPointer = std::shared_ptr<const media::VideoIndex>;
    IndexPointer index_of(const Media& media);
    struct LocalFile {
        std::filesystem::path path;
        std::shared_ptr<const void> keep; // of a copy in the cache: it is not thrown out meanwhile
    };
    LocalFile local_file(const Media& media, const std::string& file); // Frame::file, or one of Frame::related
    LocalFile file_of(const MediaFrames& of, const Frame& frame) { return local_file(of.media, frame.file); }
    std::map<std::string, LocalFile> local_files(const Media& media, std::vector<std::string> files);
    media::Image read_video(const Media& media, const Frame& file, int64_t number);
    std::filesystem::path video_path(const MediaFrames& of) const;
    void make_chunk(const MediaFrames& of, const ChunkRequest& request, storage::TempFile& out);
    void make_picture_chunk(const MediaFrames& of, const ChunkRequest& request, int quality, storage::TempFile& out);
    void make_video_pictures(const MediaFrames& of, const ChunkRequest& request, int quality, storage::TempFile& out);
    std::string video_frame(const Media& media, const Frame& file, int64_t number, media::Quality quality,
                            std::string& mime);
    Delivery cached(std::string key, std::string mime, const std::function<void(storage::TempFile&)>& make);
    void prefetch_loop(const std::stop_token& stop);

    storage::BlobStore& blobs_;
    storage::Cache& cache_;
    std::filesystem::path share_;
    Clouds* clouds_;
    media::VideoReaderPool readers_;
    std::mutex cutting_; // one picture at a time, as some need much memory
    std::atomic<int> waiting_for_tiles_ = 0;
    std::mutex mutex_;
    std::map<int64_t, IndexPointer> indexes_; // of the videos used last
    std::condition_variable_any wake_;
    std::deque<std::pair<MediaFrames, ChunkRequest>> ahead_;
    std::jthread thread_;
};

} // namespace limn::tasks
