// Groups of packets, decoded as a browser would decode them: with nothing but what the group says.
#include "make_video.h"
#include "media_files.h"

#include "media/ffmpeg.h"
#include "media/video_index.h"
#include "media/video_packets.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <sodium.h>

namespace limn::media {
namespace {
using namespace test;
namespace json = boost::json;

struct Group {
    json::object header;
    std::string payload;

    std::int64_t number(const char* name) const { return header.at(name).to_number<std::int64_t>(); }
    std::string codec() const { return std::string(header.at("codec").as_string()); }
    std::string description() const {
        const std::string text(header.at("description").as_string());
        std::string bytes(text.size(), '\0');
        std::size_t size = 0;
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
        return bytes.substr(0, size);
    }
};

class PacketsTest : public testing::Test {
  protected:
    VideoIndex make(const std::string& name, const VideoRecipe& recipe) {
        path_ = folder_.path() / name;
        make_video(path_, recipe);
        return index_video(path_, name);
    }

    Group group(const VideoIndex& index, std::int64_t frame, std::int64_t step = 1) {
        storage::TempFile out(folder_.path());
        write_packet_group(
            path_, index, frame, [&](std::int64_t n) { return n % step == 0 ? n / step : -1; }, out);
        const std::string bytes = storage::read_whole(out.path());
        std::size_t length = 0;
        for (int i = 3; i >= 0; --i) length = length << 8 | static_cast<std::uint8_t>(bytes[static_cast<size_t>(i)]);
        return {json::parse(bytes.substr(4, length)).as_object(), bytes.substr(4 + length)};
    }

    // The pictures' own numbers under the numbers that the group gives them.
    static std::map<std::int64_t, int> decode(const Group& group) {
        const std::string description = group.description();
        const AVCodecID id = group.codec().starts_with("avc1")   ? AV_CODEC_ID_H264
                             : group.codec().starts_with("hvc1") ? AV_CODEC_ID_HEVC
                             : group.codec().starts_with("vp09") ? AV_CODEC_ID_VP9
                             : group.codec().starts_with("av01") ? AV_CODEC_ID_AV1
                                                                 : AV_CODEC_ID_VP8;
        const AVCodec* decoder = avcodec_find_decoder(id);
        const Codec codec(avcodec_alloc_context3(decoder));
        codec->extradata = static_cast<std::uint8_t*>(av_mallocz(description.size() + AV_INPUT_BUFFER_PADDING_SIZE));
        codec->extradata_size = static_cast<int>(description.size());
        std::ranges::copy(description, codec->extradata);
        EXPECT_EQ(avcodec_open2(codec.get(), decoder, nullptr), 0);
        std::map<std::int64_t, int> found;
        const Frame picture(av_frame_alloc());
        const auto receive = [&] {
            while (avcodec_receive_frame(codec.get(), picture.get()) == 0) {
                const Image image = PictureConverter().convert(*picture, picture->width, picture->height);
                if (picture->pts >= 0) found[picture->pts] = frame_number(image);
            }
        };
        std::size_t at = 0;
        for (const json::value& row : group.header.at("packets").as_array()) {
            const Packet packet(av_packet_alloc());
            const auto size = row.at(1).to_number<std::size_t>();
            EXPECT_EQ(av_new_packet(packet.get(), static_cast<int>(size)), 0);
            std::memcpy(packet->data, group.payload.data() + at, size);
            packet->pts = row.at(0).to_number<std::int64_t>();
            at += size;
            EXPECT_EQ(avcodec_send_packet(codec.get(), packet.get()), 0);
            receive();
        }
        EXPECT_EQ(at, group.payload.size());
        avcodec_send_packet(codec.get(), nullptr);
        receive();
        return found;
    }

    // Every frame of the video is in exactly the group that claims it, and shows its own number.
    void expect_exact(const VideoIndex& index) {
        for (std::int64_t frame = 0; frame < index.frames();) {
            const Group one = group(index, frame);
            ASSERT_EQ(one.number("first"), frame);
            const auto pictures = decode(one);
            for (; frame <= one.number("last"); ++frame) {
                ASSERT_TRUE(pictures.contains(frame)) << frame;
                ASSERT_EQ(pictures.at(frame), frame);
            }
        }
    }

    storage::TempFolder folder_{std::filesystem::temp_directory_path()};
    std::filesystem::path path_;
};

TEST_F(PacketsTest, EveryFrameIsExactInEveryContainer) {
    for (const char* name : {"v.mp4", "v.mkv", "v.mov", "v.ts"}) {
        SCOPED_TRACE(name);
        expect_exact(make(name, {.frames = 100, .b_frames = 3}));
    }
    EXPECT_EQ(media_error([&] { group(make("v.avi", {}), 0); }), "the frames of this video have no certain times");
}

TEST_F(PacketsTest, PicturesAcrossAKeyframeBelongToTheGroupBefore) {
    expect_exact(make("open.mp4", {.frames = 120, .key_interval = 30, .b_frames = 3, .open_gop = true}));
}

TEST_F(PacketsTest, OtherCodecs) {
    struct {
        const char *file, *encoder, *codec;
    } const cases[] = {
        {"v.webm", "libvpx", "vp8"}, {"v9.webm", "libvpx-vp9", "vp09.00."}, {"v1.mp4", "libaom-av1", "av01.0."}};
    for (const auto& one : cases) {
        SCOPED_TRACE(one.encoder);
        const VideoIndex index = make(one.file, {.encoder = one.encoder, .frames = 50, .key_interval = 10});
        EXPECT_TRUE(group(index, 0).codec().starts_with(one.codec)) << group(index, 0).codec();
        expect_exact(index);
    }
    EXPECT_EQ(media_error([&] { group(make("old.avi", {.encoder = "mpeg4"}), 0); }),
              "browsers have no decoder for this video");
}

TEST_F(PacketsTest, GroupsAreFewAndKnowTheirFrames) {
    const VideoIndex index = make("keys.mp4", {.frames = 100, .key_interval = 1});
    const PacketGroup second = group_of(index, 30);
    EXPECT_EQ(second.first, 24);
    EXPECT_EQ(second.last, 47);
    EXPECT_EQ(group(index, 30).header.at("packets").as_array().size(), 24u);
    EXPECT_EQ(group_of(index, 99).last, 99);
}

TEST_F(PacketsTest, NumbersAreTheClients) {
    const VideoIndex index = make("step.mp4", {.frames = 60, .key_interval = 24});
    const Group one = group(index, 24, 5);
    EXPECT_EQ(one.number("first"), 5);
    EXPECT_EQ(one.number("last"), 9);
    for (const auto& [number, shown] : decode(one)) EXPECT_EQ(shown, number * 5);
}

TEST_F(PacketsTest, TurnedVideosSaySo) {
    EXPECT_EQ(group(make("turned.mp4", {.rotation = 90}), 0).number("rotation"), 90);
}

} // namespace
} // namespace limn::media
