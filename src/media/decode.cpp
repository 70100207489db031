#include "media/decode.h"

#include "base/text.h"
#include "media/error.h"
#include "media/ffmpeg.h"
#include "media/jpeg.h"
#include "media/kinds.h"
#include "media/lossless.h"
#include "media/pixels.h"

#include <cstring>
#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace limn::media {
namespace {

[[noreturn]] void unidentified(std::string_view name) {
    throw MediaError(fmt::format("cannot identify image file '{}'", name));
}

// Upright and with all its bits; empty when it is none of the three formats, or damaged.
cv::Mat decode_deep(Bytes content, const ImageInfo& info) {
    cv::Mat pixels = decode_lossless(content, info.format);
    const bool upright_already = info.format == ImageFormat::tiff;
    if (!pixels.empty() && !upright_already) orient(pixels, info.orientation);
    return pixels;
}

Image copy_8bit(const cv::Mat& pixels) {
    Image image = make_image(pixels.cols, pixels.rows, pixels.channels() == 1 ? 1 : 3);
    cv::Mat target = view(image);
    if (pixels.channels() == 4)
        cv::cvtColor(pixels, target, cv::COLOR_RGBA2RGB);
    else
        pixels.copyTo(target);
    return image;
}

Image to_8bit(const cv::Mat& pixels) {
    cv::Mat converted;
    switch (pixels.depth()) {
    case CV_8U: return copy_8bit(pixels);
    case CV_16U:
        if (pixels.channels() == 1 && pixels.isContinuous()) {
            return stretch_gray16({pixels.ptr<std::uint16_t>(), pixels.total()}, pixels.cols, pixels.rows);
        }
        // The upper byte of each sample; the subtraction makes the conversion round down.
        pixels.convertTo(converted, CV_8U, 1.0 / 256, -0.498);
        return copy_8bit(converted);
    case CV_32S: {
        double high = 0;
        cv::minMaxLoc(pixels.reshape(1), nullptr, &high);
        pixels.convertTo(converted, CV_8U, high > 0 ? 256.0 / high : 0);
        return copy_8bit(converted);
    }
    default:
        cv::normalize(pixels.reshape(1), converted, 0, 255, cv::NORM_MINMAX, CV_8U);
        return copy_8bit(converted.reshape(pixels.channels()));
    }
}

struct Memory {
    Bytes content;
    std::size_t position = 0;
};

int read_memory(void* opaque, std::uint8_t* buffer, int wanted) {
    Memory& memory = *static_cast<Memory*>(opaque);
    const std::size_t count =
        std::min<std::size_t>(static_cast<std::size_t>(wanted), memory.content.size() - memory.position);
    if (count == 0) return AVERROR_EOF;
    std::memcpy(buffer, memory.content.data() + memory.position, count);
    memory.position += count;
    return static_cast<int>(count);
}

std::int64_t seek_memory(void* opaque, std::int64_t offset, int whence) {
    Memory& memory = *static_cast<Memory*>(opaque);
    const auto size = static_cast<std::int64_t>(memory.content.size());
    if (whence == AVSEEK_SIZE) return size;
    if (whence == SEEK_CUR) offset += static_cast<std::int64_t>(memory.position);
    if (whence == SEEK_END) offset += size;
    if (offset < 0 || offset > size) return AVERROR(EINVAL);
    memory.position = static_cast<std::size_t>(offset);
    return offset;
}

struct FreeIo {
    void operator()(AVIOContext* io) const {
        av_freep(&io->buffer);
        avio_context_free(&io);
    }
};

Image image_of(const AVFrame& picture) {
    const AVPixFmtDescriptor* kind = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(picture.format));
    const bool deep_gray =
        kind && kind->nb_components == 1 && kind->comp[0].depth > 8 && !(kind->flags & AV_PIX_FMT_FLAG_PAL);
    if (!deep_gray) return PictureConverter().convert(picture, picture.width, picture.height);
    std::vector<std::uint16_t> samples(static_cast<std::size_t>(picture.width) *
                                       static_cast<std::size_t>(picture.height));
    PictureConverter().convert_gray16(picture, samples);
    return stretch_gray16(samples, picture.width, picture.height);
}

// Until the first picture comes out; `next` gives packets, and false at the end.
Image decode_first(AVCodecContext& codec, std::string_view name, const std::function<bool(AVPacket&)>& next) {
    const Packet packet(av_packet_alloc());
    const Frame picture(av_frame_alloc());
    for (bool more = true; more;) {
        more = next(*packet);
        avcodec_send_packet(&codec, more ? packet.get() : nullptr);
        av_packet_unref(packet.get());
        if (avcodec_receive_frame(&codec, picture.get()) == 0) return image_of(*picture);
    }
    unidentified(name);
}

// Formats that are one packet without a container. Targa has no signature: only the extension tells.
AVCodecID bare_codec(ImageFormat format, std::string_view name) {
    if (format == ImageFormat::bmp) return AV_CODEC_ID_BMP;
    if (format == ImageFormat::netpbm) return AV_CODEC_ID_PPM;
    return lower(extension(name)) == ".tga" ? AV_CODEC_ID_TARGA : AV_CODEC_ID_NONE;
}

Image decode_bare(Bytes content, AVCodecID id, std::string_view name) {
    const AVCodec* decoder = avcodec_find_decoder(id);
    const Codec codec(avcodec_alloc_context3(decoder));
    if (!codec || avcodec_open2(codec.get(), decoder, nullptr) < 0) unidentified(name);
    bool sent = false;
    return decode_first(*codec, name, [&](AVPacket& packet) {
        if (std::exchange(sent, true) || content.size() > INT32_MAX / 2) return false;
        if (av_new_packet(&packet, static_cast<int>(content.size())) < 0) throw std::bad_alloc();
        std::memcpy(packet.data, content.data(), content.size());
        return true;
    });
}

} // namespace

Image decode_rare(Bytes content, ImageFormat format, std::string_view name) {
    silence_ffmpeg();
    if (const AVCodecID id = bare_codec(format, name); id != AV_CODEC_ID_NONE) return decode_bare(content, id, name);
    Memory memory{content};
    constexpr int buffer_bytes = 64 << 10;
    auto* buffer = static_cast<std::uint8_t*>(av_malloc(buffer_bytes));
    const std::unique_ptr<AVIOContext, FreeIo> io(
        avio_alloc_context(buffer, buffer_bytes, 0, &memory, read_memory, nullptr, seek_memory));
    AVFormatContext* context = avformat_alloc_context();
    context->pb = io.get();
    AVDictionary* options = nullptr;
    av_dict_set(
        &options, "format_whitelist",
        "gif,apng,dds_pipe,dpx_pipe,exr_pipe,hdr_pipe,ico,j2k_pipe,jpeg_pipe,jpegls_pipe,jpegxl_pipe,mov,pam_pipe,"
        "pcx_pipe,pictor_pipe,png_pipe,psd_pipe,qdraw_pipe,sgi_pipe,sunrast_pipe,tiff_pipe,webp_pipe,xbm_pipe,"
        "xpm_pipe,xwd_pipe",
        0);
    const int code = avformat_open_input(&context, nullptr, nullptr, &options);
    av_dict_free(&options);
    if (code < 0) unidentified(name);
    const Input input(context);
    if (avformat_find_stream_info(context, nullptr) < 0) unidentified(name);
    const int stream = video_stream(*input);
    if (stream < 0 || !avcodec_find_decoder(input->streams[stream]->codecpar->codec_id)) unidentified(name);
    const Codec codec = open_decoder(*input->streams[stream], 1, name);
    return decode_first(*codec, name, [&](AVPacket& packet) {
        while (av_read_frame(context, &packet) >= 0) {
            if (packet.stream_index == stream) return true;
            av_packet_unref(&packet);
        }
        return false;
    });
}

Image decode_upright(Bytes content, const ImageInfo& info, std::string_view name) {
    if (content.empty()) unidentified(name);
    if (info.format == ImageFormat::jpeg) {
        try {
            return orient(decode_jpeg(content), info.orientation);
        } catch (const MediaError&) {
            unidentified(name);
        }
    }
    if (const cv::Mat pixels = decode_deep(content, info); !pixels.empty()) return to_8bit(pixels);
    return orient(decode_rare(content, info.format, name), info.orientation);
}

cv::Mat decode_lossless(Bytes content, ImageFormat format) {
    switch (format) {
    case ImageFormat::png: return decode_png(content);
    case ImageFormat::tiff: return decode_tiff(content);
    case ImageFormat::webp: return decode_webp(content);
    default: return {};
    }
}

std::string encode_upright(Bytes content, const ImageInfo& info, std::string_view name) {
    cv::Mat pixels = decode_deep(content, info);
    Image image;
    if (pixels.empty()) {
        image = orient(decode_rare(content, info.format, name), info.orientation);
        pixels = view(image);
    }
    if (info.format == ImageFormat::tiff) return encode_tiff(pixels);
    return info.format == ImageFormat::webp ? encode_webp(pixels) : encode_png(pixels);
}

} // namespace limn::media
