#include "media/chunks.h"

#include "base/error.h"
#include "media/opencv.h"
#include "media/video_decoder.h"
#include "storage/file_ops.h"

#include <fmt/format.h>

extern "C" {
#include <libavutil/opt.h>
}

namespace limn::media {
namespace {

constexpr AVRational frame_rate{25, 1};
constexpr int original_crf = 4; // hardly any loss, still decodable by every player, which lossless H.264 is not

int crf_of(int quality) { return std::clamp((51 * (100 - quality) + 49) / 99, 1, 51); }

struct CloseOutput {
    void operator()(AVFormatContext* p) const {
        avio_closep(&p->pb);
        avformat_free_context(p);
    }
};

int even(int length) { return length + (length & 1); }

// One H.264 stream in an MP4 file.
class Mp4Writer {
  public:
    Mp4Writer(storage::TempFile& output, PictureSize size, const AVFrame& like, Quality kind, int quality);
    void add(const AVFrame& picture);
    void finish();

  private:
    void drain();
    void check(int code, std::string_view doing) const;

    storage::TempFile& file_;
    std::unique_ptr<AVFormatContext, CloseOutput> output_;
    Codec encoder_;
    Packet packet_{av_packet_alloc()};
    std::int64_t next_ = 0;
};

void Mp4Writer::check(int code, std::string_view doing) const {
    if (code >= 0) return;
    if (storage::is_full(AVUNERROR(code))) storage::throw_io_error(AVUNERROR(code), doing, file_.path());
    throw MediaError(fmt::format("the video chunk cannot be made ({}): {}", doing, ffmpeg_reason(code)));
}

Mp4Writer::Mp4Writer(storage::TempFile& file, PictureSize size, const AVFrame& like, Quality kind, int quality)
    : file_(file) {
    AVFormatContext* output = nullptr;
    check(avformat_alloc_output_context2(&output, nullptr, "mp4", nullptr), "begin");
    output_.reset(output);
    const AVCodec* codec = avcodec_find_encoder_by_name("libx264");
    if (!codec) throw MediaError("FFmpeg was built without libx264, which video chunks need");
    encoder_.reset(avcodec_alloc_context3(codec));
    encoder_->width = size.width;
    encoder_->height = size.height;
    encoder_->pix_fmt = AV_PIX_FMT_YUV420P;
    encoder_->time_base = av_inv_q(frame_rate);
    encoder_->framerate = frame_rate;
    encoder_->max_b_frames = 0;
    encoder_->colorspace = like.colorspace;
    encoder_->color_primaries = like.color_primaries;
    encoder_->color_trc = like.color_trc;
    encoder_->color_range = like.color_range;
    encoder_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    const bool compressed = kind == Quality::compressed;
    const std::string crf = std::to_string(compressed ? crf_of(quality) : original_crf);
    check(av_opt_set(encoder_->priv_data, "preset", "superfast", 0), "preset");
    check(av_opt_set(encoder_->priv_data, "profile", compressed ? "baseline" : "high", 0), "profile");
    check(av_opt_set(encoder_->priv_data, "crf", crf.c_str(), 0), "quality");
    check(avcodec_open2(encoder_.get(), codec, nullptr), "open the encoder");

    AVStream* stream = avformat_new_stream(output, nullptr);
    check(stream ? 0 : AVERROR(ENOMEM), "begin");
    stream->time_base = encoder_->time_base;
    stream->avg_frame_rate = frame_rate;
    check(avcodec_parameters_from_context(stream->codecpar, encoder_.get()), "begin");
    check(avio_open(&output->pb, ("file:" + file.path().native()).c_str(), AVIO_FLAG_WRITE), "write");
    AVDictionary* options = nullptr;
    av_dict_set(&options, "fflags", "+bitexact", 0); // no date and no version: equal chunks are equal bytes
    const int code = avformat_write_header(output, &options);
    av_dict_free(&options);
    check(code, "write");
}

void Mp4Writer::drain() {
    for (;;) {
        const int code = avcodec_receive_packet(encoder_.get(), packet_.get());
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return;
        check(code, "encode");
        packet_->duration = 1;
        av_packet_rescale_ts(packet_.get(), encoder_->time_base, output_->streams[0]->time_base);
        check(av_interleaved_write_frame(output_.get(), packet_.get()), "write");
    }
}

void Mp4Writer::add(const AVFrame& picture) {
    const Frame copy(av_frame_clone(&picture));
    copy->pts = next_++;
    copy->pict_type = AV_PICTURE_TYPE_NONE; // the encoder decides anew
    check(avcodec_send_frame(encoder_.get(), copy.get()), "encode");
    drain();
}

void Mp4Writer::finish() {
    check(avcodec_send_frame(encoder_.get(), nullptr), "encode");
    drain();
    check(av_write_trailer(output_.get()), "write");
    check(avio_closep(&output_->pb), "write");
    file_.refresh_size();
}

Frame make_frame(PictureSize size, AVPixelFormat format) {
    Frame frame(av_frame_alloc());
    frame->width = size.width;
    frame->height = size.height;
    frame->format = format;
    if (av_frame_get_buffer(frame.get(), 0) < 0) throw std::bad_alloc();
    return frame;
}

// Turned by 90, 180 or 270 degrees clockwise, plane by plane.
Frame turn(const AVFrame& source, int degrees) {
    const bool swaps = degrees % 180 != 0;
    Frame turned =
        make_frame({swaps ? source.height : source.width, swaps ? source.width : source.height}, AV_PIX_FMT_YUV420P);
    constexpr int orientations[] = {1, 6, 3, 8};
    for (int plane = 0; plane < 3; ++plane) {
        const int half = plane > 0 ? 1 : 0;
        const auto pixels = [&](const AVFrame& frame) {
            return cv::Mat(frame.height >> half, frame.width >> half, CV_8UC1, frame.data[plane],
                           static_cast<std::size_t>(frame.linesize[plane]));
        };
        cv::Mat upright = pixels(source);
        cv::Mat copy = upright.clone();
        orient(copy, orientations[degrees / 90 % 4]);
        copy.copyTo(pixels(*turned));
    }
    av_frame_copy_props(turned.get(), &source);
    return turned;
}

} // namespace

int compressed_scale(int height) {
    int scale = 1;
    while (height / scale >= 1080) scale *= 2;
    return scale;
}

PictureSize compressed_size(int width, int height) {
    const int scale = compressed_scale(height);
    return {even(width / scale), even(height / scale)};
}

void write_video_chunk(VideoReader& video, std::span<const std::int64_t> frames, Quality kind, int quality,
                       storage::TempFile& output) {
    if (frames.empty()) throw MediaError("a chunk without frames cannot be made");
    const VideoIndex& index = video.index();
    const PictureSize upright = kind == Quality::compressed ? compressed_size(index.width, index.height)
                                                            : PictureSize{even(index.width), even(index.height)};
    const bool lies = index.rotation % 180 != 0;
    const PictureSize decoded = lies ? PictureSize{upright.height, upright.width} : upright;
    VideoDecoder& decoder = video.decoder();
    std::optional<Mp4Writer> writer;
    for (const std::int64_t number : frames) {
        const AVFrame& picture = decoder.decode(number);
        Frame scaled = make_frame(decoded, AV_PIX_FMT_YUV420P);
        decoder.converter().scale(picture, *scaled);
        if (index.rotation != 0) scaled = turn(*scaled, index.rotation);
        if (!writer) writer.emplace(output, upright, picture, kind, quality);
        writer->add(*scaled);
    }
    writer->finish();
}

} // namespace limn::media
