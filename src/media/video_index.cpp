#include "media/video_index.h"

#include "media/ffmpeg.h"

#include <cmath>
#include <fmt/format.h>

extern "C" {
#include <libavutil/display.h>
}

namespace limn::media {
namespace {

struct PacketTime {
    std::int64_t pts = AV_NOPTS_VALUE;
    std::int64_t dts = AV_NOPTS_VALUE;
    bool key = false;
};

struct Scan {
    std::vector<PacketTime> packets;
    std::int64_t last_duration = 0;
    bool timed = true; // every packet says when it is shown
};

[[noreturn]] void fail(std::string_view name, std::string_view reason) {
    throw MediaError(fmt::format("cannot read video file '{}': {}", name, reason));
}

// VP8 sends pictures that are only references as packets of their own (RFC 6386, 9.1: the bit show_frame).
bool is_shown(const AVPacket& packet, AVCodecID codec) {
    if (packet.flags & AV_PKT_FLAG_DISCARD) return false;
    return codec != AV_CODEC_ID_VP8 || packet.size < 1 || (packet.data[0] & 0x10);
}

// Decodes from the first packet on until a picture comes out: where the shown frames begin, and proof that some do.
class FirstPicture {
  public:
    FirstPicture(const AVStream& stream, std::string_view name)
        : codec_(open_decoder(stream, 1, name)), picture_(av_frame_alloc()) {}

    // No packet: the end.
    void feed(const AVPacket* packet) {
        if (found_) return;
        avcodec_send_packet(codec_.get(), packet);
        found_ = avcodec_receive_frame(codec_.get(), picture_.get()) == 0;
    }
    bool found() const { return found_; }
    const AVFrame& picture() const { return *picture_; }

  private:
    Codec codec_;
    Frame picture_;
    bool found_ = false;
};

Scan scan_packets(AVFormatContext& input, int stream, FirstPicture& first,
                  const std::function<void(double)>& progress) {
    Scan scan;
    const AVCodecID codec = input.streams[stream]->codecpar->codec_id;
    const double size = static_cast<double>(std::max<std::int64_t>(avio_size(input.pb), 1));
    const Packet packet(av_packet_alloc());
    for (std::size_t read = 1; av_read_frame(&input, packet.get()) >= 0; ++read) {
        if (packet->stream_index == stream) first.feed(packet.get());
        if (packet->stream_index == stream && packet->size > 0 && is_shown(*packet, codec)) {
            scan.packets.push_back({packet->pts, packet->dts, (packet->flags & AV_PKT_FLAG_KEY) != 0});
            scan.last_duration = packet->duration;
            scan.timed &= packet->pts != AV_NOPTS_VALUE;
        }
        av_packet_unref(packet.get());
        if (progress && read % 1024 == 0) progress(std::min(1.0, static_cast<double>(avio_tell(input.pb)) / size));
    }
    first.feed(nullptr);
    return scan;
}

int rotation_of(const AVStream& stream) {
    std::size_t size = 0;
    const std::uint8_t* matrix = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    if (!matrix || size < 9 * sizeof(std::int32_t)) return 0;
    const double counterclockwise = av_display_rotation_get(reinterpret_cast<const std::int32_t*>(matrix));
    if (std::isnan(counterclockwise)) return 0;
    const int quarters = static_cast<int>(std::lround(-counterclockwise / 90));
    return ((quarters % 4 + 4) % 4) * 90;
}

// Frames in presentation order from packets in decoding order; what precedes the first picture is not shown.
void number_packets(VideoIndex& index, const Scan& scan, std::int64_t first_pts) {
    for (const PacketTime& packet : scan.packets) {
        if (packet.pts >= first_pts) index.pts.push_back(packet.pts);
    }
    std::ranges::sort(index.pts);
    for (const PacketTime& packet : scan.packets) {
        if (!packet.key || packet.pts < first_pts) continue;
        const auto place = std::ranges::lower_bound(index.pts, packet.pts) - index.pts.begin();
        const std::int64_t dts = packet.dts == AV_NOPTS_VALUE ? packet.pts : packet.dts;
        index.keyframes.push_back({place, dts, packet.pts});
    }
    std::ranges::sort(index.keyframes, {}, &Keyframe::frame);
}

// Some old files do not say when a frame is shown, or say it twice: then only decoding tells how many there are.
void number_pictures(VideoIndex& index, const std::filesystem::path& path, std::string_view name) {
    const Input input = open_input(path, name, index.stream);
    const Codec codec = open_decoder(*input->streams[index.stream], 0, name);
    const Packet packet(av_packet_alloc());
    const Frame picture(av_frame_alloc());
    for (bool more = true; more;) {
        more = av_read_frame(input.get(), packet.get()) >= 0;
        if (!more || packet->stream_index == index.stream)
            avcodec_send_packet(codec.get(), more ? packet.get() : nullptr);
        av_packet_unref(packet.get());
        while (avcodec_receive_frame(codec.get(), picture.get()) == 0) index.pts.push_back(index.frames());
    }
}

std::int64_t frame_at(const VideoIndex& index, std::int64_t time, AVRational unit) {
    const AVRational base{static_cast<int>(index.time_base_num), static_cast<int>(index.time_base_den)};
    return std::ranges::lower_bound(index.pts, av_rescale_q(time, unit, base)) - index.pts.begin();
}

void add_chapters(VideoIndex& index, const AVFormatContext& input) {
    for (unsigned i = 0; i < input.nb_chapters; ++i) {
        const AVChapter& source = *input.chapters[i];
        Chapter chapter;
        chapter.id = source.id;
        chapter.start = std::min(frame_at(index, source.start, source.time_base), index.frames() - 1);
        const std::int64_t end = frame_at(index, source.end, source.time_base);
        chapter.stop = std::clamp(end - 1, chapter.start, index.frames() - 1);
        if (const AVDictionaryEntry* title = av_dict_get(source.metadata, "title", nullptr, 0))
            chapter.title = title->value;
        index.chapters.push_back(std::move(chapter));
    }
}

} // namespace

VideoIndex index_video(const std::filesystem::path& path, std::string_view name,
                       const std::function<void(double)>& progress) {
    Input input = open_input(path, name);
    VideoIndex index;
    index.stream = video_stream(*input);
    if (index.stream < 0) fail(name, "there is no video in it");
    for (unsigned i = 0; i < input->nb_streams; ++i) {
        if (static_cast<int>(i) != index.stream) input->streams[i]->discard = AVDISCARD_ALL;
    }
    const AVStream& stream = *input->streams[index.stream];
    index.codec = avcodec_get_name(stream.codecpar->codec_id);
    index.time_base_num = stream.time_base.num;
    index.time_base_den = stream.time_base.den;
    index.rotation = rotation_of(stream);

    FirstPicture first(stream, name);
    const Scan scan = scan_packets(*input, index.stream, first, progress);
    if (scan.packets.empty()) fail(name, "there are no frames in it");
    if (std::ranges::none_of(scan.packets, &PacketTime::key)) {
        fail(name, "it has no key frame, so that nothing in it can be decoded");
    }
    if (!first.found()) fail(name, "no frame of it can be decoded");
    index.width = first.picture().width;
    index.height = first.picture().height;
    if (index.rotation % 180 != 0) std::swap(index.width, index.height);

    if (scan.timed) number_packets(index, scan, first.picture().best_effort_timestamp);
    const bool repeated = std::ranges::adjacent_find(index.pts) != index.pts.end();
    if (index.pts.empty() || index.keyframes.empty() || repeated) {
        index.pts.clear();
        index.keyframes.clear();
        number_pictures(index, path, name);
        index.time_base_num = std::max(stream.avg_frame_rate.den, 1);
        index.time_base_den = std::max(stream.avg_frame_rate.num, 1);
        index.duration = static_cast<double>(index.frames()) * static_cast<double>(index.time_base_num) /
                         static_cast<double>(index.time_base_den);
    } else {
        index.duration = static_cast<double>(index.pts.back() - index.pts.front() + scan.last_duration) *
                         static_cast<double>(index.time_base_num) / static_cast<double>(index.time_base_den);
    }
    add_chapters(index, *input);
    return index;
}

} // namespace limn::media
