// FFmpeg's objects with owners, for the files of this floor that read or write video.
#pragma once

#include "media/error.h"
#include "media/image.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswscale/swscale.h>
}

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace limn::media {

struct CloseInput {
    void operator()(AVFormatContext* p) const { avformat_close_input(&p); }
};
struct FreeCodec {
    void operator()(AVCodecContext* p) const { avcodec_free_context(&p); }
};
struct FreePacket {
    void operator()(AVPacket* p) const { av_packet_free(&p); }
};
struct FreeFrame {
    void operator()(AVFrame* p) const { av_frame_free(&p); }
};
struct FreeScaler {
    void operator()(SwsContext* p) const { sws_freeContext(p); }
};

using Input = std::unique_ptr<AVFormatContext, CloseInput>;
using Codec = std::unique_ptr<AVCodecContext, FreeCodec>;
using Packet = std::unique_ptr<AVPacket, FreePacket>;
using Frame = std::unique_ptr<AVFrame, FreeFrame>;
using Scaler = std::unique_ptr<SwsContext, FreeScaler>;

// What FFmpeg calls an error code.
std::string ffmpeg_reason(int code);

// FFmpeg writes to standard error by itself; what matters comes back as a code. Once is enough.
void silence_ffmpeg();

// A container whose streams are known, only those of `stream` being read when it is not negative. Network protocols and
// playlists that name other files are refused. Throws MediaError `cannot read video file 'x': reason`.
Input open_input(const std::filesystem::path& path, std::string_view name, int stream = -1);

// The video stream to be annotated; -1 when there is none. Cover pictures of music files do not count.
int video_stream(const AVFormatContext& input);

// Throws MediaError when this machine has no decoder for the stream.
Codec open_decoder(const AVStream& stream, int threads, std::string_view name);

// Converts decoded pictures to 8-bit pixels; keeps its tables between pictures of one kind.
class PictureConverter {
  public:
    // RGB, or gray where the picture is gray, scaled to the size asked for.
    Image convert(const AVFrame& picture, int width, int height);

    // 16-bit gray at the size of the picture, rows without padding.
    void convert_gray16(const AVFrame& picture, std::span<std::uint16_t> samples);

    // Into a frame whose size, format and buffers are set; colours keep their matrix and range.
    void scale(const AVFrame& picture, AVFrame& target);

  private:
    SwsContext& scaler(const AVFrame& picture, int width, int height, AVPixelFormat format);
    Scaler scaler_;
};

} // namespace limn::media
