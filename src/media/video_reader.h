// Exact frames of an indexed video. Access in order decodes each picture once; a jump starts at the keyframe before it.
#pragma once

#include "media/image.h"
#include "media/video_index.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>

namespace limn::media {

class VideoDecoder;

class VideoReader {
  public:
    VideoReader(std::filesystem::path path, std::shared_ptr<const VideoIndex> index);
    ~VideoReader();
    VideoReader(VideoReader&&) noexcept;
    VideoReader& operator=(VideoReader&&) noexcept;

    // The picture of a frame, rotated upright, RGB. A frame whose data is damaged repeats the picture before it.
    // Throws MediaError when nothing at all can be decoded.
    Image read(std::int64_t frame);

    // Packets and pictures that have to be decoded before `frame` is there; 0 when it is the current one.
    std::int64_t distance(std::int64_t frame) const;

    const VideoIndex& index() const;
    const std::filesystem::path& path() const;

    // For encoders inside this floor, which take pictures before they are turned and converted.
    VideoDecoder& decoder();

  private:
    std::unique_ptr<VideoDecoder> decoder_;
};

// Keeps a bounded number of readers open, so that one chunk continues where another ended. Safe for many threads: a
// reader is lent to one of them at a time, and a thread waits while all are lent.
class VideoReaderPool {
  public:
    explicit VideoReaderPool(std::size_t open_readers);
    ~VideoReaderPool();

    // Runs `use` with a reader of this video, the nearest before `first_frame` among the idle ones.
    void with_reader(const std::filesystem::path& path, const std::shared_ptr<const VideoIndex>& index,
                     std::int64_t first_frame, const std::function<void(VideoReader&)>& use);

    // Closes the idle readers of a file that is about to be deleted.
    void forget(const std::filesystem::path& path);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace limn::media
