// Decoding behind VideoReader: pictures as FFmpeg has them, by frame number.
#pragma once

#include "media/ffmpeg.h"
#include "media/video_index.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace limn::media {

class VideoDecoder {
  public:
    VideoDecoder(std::filesystem::path path, std::shared_ptr<const VideoIndex> index);

    // The picture of a frame, not turned, in the decoder's pixel format. Valid until the next call. Where a frame's
    // data is damaged it is the picture before it. Throws MediaError when there is none at all.
    const AVFrame& decode(std::int64_t frame);

    // Pictures to be decoded until `frame` is there.
    std::int64_t distance(std::int64_t frame) const;

    const VideoIndex& index() const { return *index_; }
    const std::filesystem::path& path() const { return path_; }
    PictureConverter& converter() { return converter_; }

  private:
    std::size_t keyframe_before(std::int64_t frame) const;
    void start_at(std::optional<std::size_t> keyframe);
    bool advance(std::int64_t wanted);
    bool receive(std::int64_t wanted);
    std::int64_t number_of(const AVFrame& picture);

    std::filesystem::path path_;
    std::shared_ptr<const VideoIndex> index_;
    Input input_;
    Codec codec_;
    Packet packet_;
    Frame current_; // the picture of frame number_
    Frame ahead_;   // the decoder's latest output, when that lies behind the frame asked for
    std::int64_t number_ = -1;
    std::int64_t ahead_number_ = -1;
    std::int64_t first_usable_ = 0; // pictures before the keyframe that was jumped to lack their references
    std::int64_t counted_ = 0;      // outputs since the beginning, for videos without usable timestamps
    bool draining_ = false;
    bool untouched_ = true; // nothing was decoded since the beginning
    PictureConverter converter_;
};

} // namespace limn::media
