#include "media/codec_name.h"

#include "media/ffmpeg.h"

#include <bit>
#include <fmt/format.h>

namespace limn::media {
namespace {

using Octets = std::span<const std::uint8_t>;

// The three bytes behind the first sequence parameter set of an H.264 byte stream (ITU-T H.264, Annex B).
Octets profile_in_stream(Octets bytes) {
    for (std::size_t i = 0; i + 7 <= bytes.size(); ++i) {
        const bool start = bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1;
        if (start && (bytes[i + 3] & 0x1f) == 7) return bytes.subspan(i + 4, 3);
    }
    return {};
}

std::string h264_name(Octets configuration, Octets first) {
    const bool configured = configuration.size() >= 4 && configuration[0] == 1; // ISO/IEC 14496-15, 5.3.3.1
    const Octets profile = configured ? configuration.subspan(1, 3) : profile_in_stream(first);
    return profile.empty() ? "" : fmt::format("avc1.{:02x}{:02x}{:02x}", profile[0], profile[1], profile[2]);
}

std::uint32_t reversed(std::uint32_t bits) {
    std::uint32_t out = 0;
    for (int i = 0; i < 32; ++i) out |= (bits >> i & 1) << (31 - i);
    return out;
}

// ISO/IEC 14496-15, Annex E.3.
std::string hevc_name(Octets c) {
    if (c.size() < 13 || c[0] != 1) return "";
    constexpr const char* spaces[] = {"", "A", "B", "C"};
    const std::uint32_t compatibility = std::uint32_t{c[2]} << 24 | c[3] << 16 | c[4] << 8 | c[5];
    std::string name = fmt::format("hvc1.{}{}.{:x}.{}{}", spaces[c[1] >> 6], c[1] & 0x1f, reversed(compatibility),
                                   c[1] & 0x20 ? 'H' : 'L', c[12]);
    std::size_t end = 12;
    while (end > 6 && c[end - 1] == 0) --end;
    for (std::size_t i = 6; i < end; ++i) name += fmt::format(".{:x}", c[i]);
    return name;
}

// AV1 Codec ISO Media File Format Binding, 5: profile, level, tier and bits.
std::string av1_name(Octets c) {
    if (c.size() < 4 || c[0] != 0x81) return "";
    const bool deep = c[2] & 0x40, deeper = c[2] & 0x20;
    return fmt::format("av01.{}.{:02}{}.{:02}", c[1] >> 5, c[1] & 0x1f, c[2] & 0x80 ? 'H' : 'M',
                       !deep    ? 8
                       : deeper ? 12
                                : 10);
}

// VP Codec ISO Media File Format Binding: profile, level, bits. Files often do not say the level: a high one is given.
std::string vp9_name(const AVCodecParameters& codec) {
    const int profile = std::max(codec.profile, 0);
    return fmt::format("vp09.{:02}.{:02}.{:02}", profile, codec.level > 0 ? codec.level : 62, profile >= 2 ? 10 : 8);
}

} // namespace

std::string codec_name(const AVCodecParameters& codec, const AVPacket& first) {
    const Octets configuration(codec.extradata, static_cast<std::size_t>(codec.extradata_size));
    const Octets packet(first.data, static_cast<std::size_t>(first.size));
    switch (codec.codec_id) {
    case AV_CODEC_ID_H264: return h264_name(configuration, packet);
    case AV_CODEC_ID_HEVC: return hevc_name(configuration);
    case AV_CODEC_ID_AV1: return av1_name(configuration);
    case AV_CODEC_ID_VP8: return "vp8";
    case AV_CODEC_ID_VP9: return vp9_name(codec);
    default: return "";
    }
}

} // namespace limn::media
