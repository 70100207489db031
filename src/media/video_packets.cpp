#include "media/video_packets.h"

#include "media/codec_name.h"
#include "media/ffmpeg.h"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <sodium.h>

namespace limn::media {
namespace {

namespace json = boost::json;

constexpr std::int64_t group_frames = 24; // at least, but for the last one
constexpr std::size_t most_bytes = std::size_t{96} << 20;

std::string base64(std::span<const std::uint8_t> bytes) {
    constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.resize(text.size() - 1); // its final zero
    return text;
}

std::int64_t number_of(const VideoIndex& index, std::int64_t pts) {
    const auto found = std::ranges::lower_bound(index.pts, pts);
    return found == index.pts.end() || *found != pts ? -1 : found - index.pts.begin();
}

// The index of the keyframe that the next group begins with, or their number.
std::size_t next_start(const VideoIndex& index, std::size_t keyframe) {
    const std::int64_t enough = index.keyframes[keyframe].frame + group_frames;
    while (keyframe < index.keyframes.size() && index.keyframes[keyframe].frame < enough) ++keyframe;
    return keyframe;
}

// Reads the packets of one group in decoding order.
class GroupReader {
  public:
    GroupReader(const std::filesystem::path& path, const VideoIndex& index, const PacketGroup& group)
        : index_(index), start_(index.keyframes[group.keyframe]), end_(next_start(index, group.keyframe)),
          input_(open_input(path, path.filename().native(), index.stream)), packet_(av_packet_alloc()),
          held_(av_packet_alloc()) {
        if (index.stream >= static_cast<int>(input_->nb_streams)) throw MediaError("the video is not the indexed one");
        const bool by_pts = std::string_view(input_->iformat->name).find("matroska") != std::string_view::npos;
        if (av_seek_frame(input_.get(), index.stream, by_pts ? start_.pts : start_.dts, AVSEEK_FLAG_BACKWARD) < 0) {
            throw MediaError("the video cannot be entered at its keyframes");
        }
    }

    const AVCodecParameters& codec() const { return *input_->streams[index_.stream]->codecpar; }

    // Gives each packet to `take`.
    void read(const std::function<void(const AVPacket&)>& take) {
        if (!find_start()) throw MediaError("the video cannot be entered at its keyframes");
        take(*packet_);
        while (next() && packet_->pts != AV_NOPTS_VALUE) {
            const bool next_key = end_ < index_.keyframes.size() && packet_->pts == index_.keyframes[end_].pts;
            if (held_->data) {
                // Pictures shown before the next group's keyframe may be made from it: it goes with them.
                if (packet_->pts > held_->pts) return;
                give_held(take);
                take(*packet_);
            } else if (next_key) {
                av_packet_move_ref(held_.get(), packet_.get());
            } else if (past_ ? packet_->pts < index_.keyframes[end_].pts : packet_->pts >= start_.pts) {
                take(*packet_); // what is shown before this group's keyframe belongs to the group before
            } else if (past_) {
                return;
            }
        }
    }

  private:
    bool next() {
        do {
            av_packet_unref(packet_.get());
            if (av_read_frame(input_.get(), packet_.get()) < 0) return false;
        } while (packet_->stream_index != index_.stream || packet_->size == 0);
        return true;
    }

    bool find_start() {
        while (next()) {
            if ((packet_->flags & AV_PKT_FLAG_KEY) && packet_->pts == start_.pts) return true;
        }
        return false;
    }

    void give_held(const std::function<void(const AVPacket&)>& take) {
        take(*held_);
        av_packet_unref(held_.get());
        past_ = true;
    }

    const VideoIndex& index_;
    const Keyframe start_;
    const std::size_t end_;
    bool past_ = false; // the next group's keyframe has been given
    const Input input_;
    const Packet packet_, held_;
};

void append_size(std::string& out, std::size_t value) {
    for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

} // namespace

PacketGroup group_of(const VideoIndex& index, std::int64_t frame) {
    if (index.keyframes.empty()) throw MediaError("the frames of this video have no certain times");
    std::size_t start = 0, end = next_start(index, 0);
    while (end < index.keyframes.size() && index.keyframes[end].frame <= frame) {
        start = end;
        end = next_start(index, start);
    }
    const std::int64_t last = end < index.keyframes.size() ? index.keyframes[end].frame - 1 : index.frames() - 1;
    return {start, index.keyframes[start].frame, last};
}

void write_packet_group(const std::filesystem::path& path, const VideoIndex& index, std::int64_t frame,
                        const std::function<std::int64_t(std::int64_t)>& number, storage::TempFile& out) {
    const PacketGroup group = group_of(index, frame);
    GroupReader reader(path, index, group);
    std::string bytes, codec;
    json::array packets;
    std::int64_t first = -1, last = -1; // as the client counts
    reader.read([&](const AVPacket& packet) {
        if (codec.empty()) codec = codec_name(reader.codec(), packet);
        if (codec.empty()) throw MediaError("browsers have no decoder for this video");
        const std::int64_t shown = number_of(index, packet.pts);
        const bool own = shown >= group.first && shown <= group.last && !(packet.flags & AV_PKT_FLAG_DISCARD);
        const std::int64_t known = own ? number(shown) : -1;
        if (known >= 0) {
            first = first < 0 ? known : std::min(first, known);
            last = std::max(last, known);
        }
        packets.push_back(json::array{known, packet.size, (packet.flags & AV_PKT_FLAG_KEY) != 0});
        bytes.append(reinterpret_cast<const char*>(packet.data), static_cast<std::size_t>(packet.size));
        if (bytes.size() > most_bytes) throw MediaError("the keyframes of this video are too far apart");
    });
    const AVCodecParameters& stream = reader.codec();
    const bool described = stream.extradata_size > 0 && (stream.extradata[0] == 1 || stream.extradata[0] == 0x81);
    const auto size = described ? static_cast<std::size_t>(stream.extradata_size) : 0;
    const std::string header = json::serialize(json::object{{"codec", codec},
                                                            {"description", base64({stream.extradata, size})},
                                                            {"rotation", index.rotation},
                                                            {"first", first},
                                                            {"last", last},
                                                            {"packets", std::move(packets)}});
    std::string length;
    append_size(length, header.size());
    out.write(length);
    out.write(header);
    out.write(bytes);
}

} // namespace limn::media
