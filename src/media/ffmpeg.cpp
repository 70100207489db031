#include "media/ffmpeg.h"

#include "media/yuv.h"

#include <fmt/format.h>

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace limn::media {
namespace {

[[noreturn]] void fail(std::string_view name, std::string_view reason) {
    throw MediaError(fmt::format("cannot read video file '{}': {}", name, reason));
}

bool is_gray(AVPixelFormat format) {
    const AVPixFmtDescriptor* kind = av_pix_fmt_desc_get(format);
    return kind && kind->nb_components == 1 && !(kind->flags & AV_PIX_FMT_FLAG_PAL);
}

// The deprecated full-range formats are the plain ones with a flag.
AVPixelFormat plain_format(AVPixelFormat format) {
    switch (format) {
    case AV_PIX_FMT_YUVJ420P: return AV_PIX_FMT_YUV420P;
    case AV_PIX_FMT_YUVJ422P: return AV_PIX_FMT_YUV422P;
    case AV_PIX_FMT_YUVJ444P: return AV_PIX_FMT_YUV444P;
    case AV_PIX_FMT_YUVJ440P: return AV_PIX_FMT_YUV440P;
    default: return format;
    }
}

} // namespace

std::string ffmpeg_reason(int code) {
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(code, text, sizeof text);
    return text;
}

void silence_ffmpeg() {
    static const bool once = (av_log_set_level(AV_LOG_QUIET), true);
    static_cast<void>(once);
}

Input open_input(const std::filesystem::path& path, std::string_view name, int stream) {
    silence_ffmpeg();
    AVFormatContext* context = nullptr;
    AVDictionary* options = nullptr;
    av_dict_set(&options, "protocol_whitelist", "file", 0);
    av_dict_set(&options, "format_blacklist", "hls,dash,concat,concatf,imf,image2,sdp,rtsp,lavfi", 0);
    int code = avformat_open_input(&context, ("file:" + path.native()).c_str(), nullptr, &options);
    av_dict_free(&options);
    if (code < 0) fail(name, ffmpeg_reason(code));
    Input input(context);
    code = avformat_find_stream_info(context, nullptr);
    if (code < 0) fail(name, ffmpeg_reason(code));
    for (unsigned i = 0; stream >= 0 && i < context->nb_streams; ++i) {
        if (static_cast<int>(i) != stream) context->streams[i]->discard = AVDISCARD_ALL;
    }
    return input;
}

int video_stream(const AVFormatContext& input) {
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        const AVStream& stream = *input.streams[i];
        if (stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO && !(stream.disposition & AV_DISPOSITION_ATTACHED_PIC)) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

Codec open_decoder(const AVStream& stream, int threads, std::string_view name) {
    const AVCodec* decoder = avcodec_find_decoder(stream.codecpar->codec_id);
    if (!decoder) fail(name, fmt::format("no decoder for {}", avcodec_get_name(stream.codecpar->codec_id)));
    Codec codec(avcodec_alloc_context3(decoder));
    if (!codec || avcodec_parameters_to_context(codec.get(), stream.codecpar) < 0) fail(name, "out of memory");
    codec->pkt_timebase = stream.time_base;
    codec->thread_count = threads;
    const int code = avcodec_open2(codec.get(), decoder, nullptr);
    if (code < 0) fail(name, ffmpeg_reason(code));
    return codec;
}

SwsContext& PictureConverter::scaler(const AVFrame& picture, int width, int height, AVPixelFormat format) {
    const auto from = static_cast<AVPixelFormat>(picture.format);
    // Area averaging when shrinking; exact chroma otherwise, as a frame is looked at pixel by pixel.
    const int method = width < picture.width ? SWS_AREA : SWS_BICUBIC;
    const int flags = method | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;
    scaler_.reset(sws_getCachedContext(scaler_.release(), picture.width, picture.height, plain_format(from), width,
                                       height, format, flags, nullptr, nullptr, nullptr));
    if (!scaler_) throw MediaError("a picture of this pixel format cannot be converted");
    const AVPixFmtDescriptor* kind = av_pix_fmt_desc_get(from);
    const bool is_rgb = kind && (kind->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL));
    const bool limited_gray = picture.color_range == AVCOL_RANGE_MPEG;
    const int full_range = is_rgb || (is_gray(from) && !limited_gray) || picture.color_range == AVCOL_RANGE_JPEG ||
                           plain_format(from) != from;
    const bool to_rgb = format == AV_PIX_FMT_RGB24 || format == AV_PIX_FMT_GRAY8 || format == AV_PIX_FMT_GRAY16;
    const int* matrix =
        sws_getCoefficients(picture.colorspace == AVCOL_SPC_UNSPECIFIED ? SWS_CS_DEFAULT : picture.colorspace);
    sws_setColorspaceDetails(scaler_.get(), matrix, full_range, matrix, to_rgb ? 1 : full_range, 0, 1 << 16, 1 << 16);
    return *scaler_;
}

Image PictureConverter::convert(const AVFrame& picture, int width, int height) {
    const bool gray = is_gray(static_cast<AVPixelFormat>(picture.format));
    Image image = make_image(width, height, gray ? 1 : 3);
    if (yuv_to_rgb(picture, image)) return image;
    std::uint8_t* planes[4] = {image.pixels.data()};
    const int strides[4] = {static_cast<int>(image.row_bytes())};
    SwsContext& context = scaler(picture, width, height, gray ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_RGB24);
    sws_scale(&context, picture.data, picture.linesize, 0, picture.height, planes, strides);
    return image;
}

void PictureConverter::convert_gray16(const AVFrame& picture, std::span<std::uint16_t> samples) {
    std::uint8_t* planes[4] = {reinterpret_cast<std::uint8_t*>(samples.data())};
    const int strides[4] = {picture.width * static_cast<int>(sizeof(std::uint16_t))};
    SwsContext& context = scaler(picture, picture.width, picture.height, AV_PIX_FMT_GRAY16);
    sws_scale(&context, picture.data, picture.linesize, 0, picture.height, planes, strides);
}

void PictureConverter::scale(const AVFrame& picture, AVFrame& target) {
    SwsContext& context = scaler(picture, target.width, target.height, static_cast<AVPixelFormat>(target.format));
    sws_scale(&context, picture.data, picture.linesize, 0, picture.height, target.data, target.linesize);
}

} // namespace limn::media
