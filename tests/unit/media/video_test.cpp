#include "make_video.h"
#include "media/video_reader.h"
#include "media_files.h"

#include <atomic>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <thread>

namespace limn::media {
namespace {
namespace fs = std::filesystem;
using namespace test;
using testing::HasSubstr;

class VideoTest : public testing::Test {
  protected:
    storage::TempFolder home{fs::temp_directory_path()};

    fs::path make(const std::string& name, const VideoRecipe& recipe) {
        make_video(home.path() / name, recipe);
        return home.path() / name;
    }
};

std::shared_ptr<const VideoIndex> index_of(const fs::path& path) {
    return std::make_shared<const VideoIndex>(index_video(path, path.filename().native()));
}

// Every frame is the right one: in order, backwards and in jumps. Frame k of the video shows the number first + k.
void expect_exact(const fs::path& path, int frames, int first = 0) {
    const auto index = index_of(path);
    ASSERT_EQ(index->frames(), frames) << path.filename();
    VideoReader reader(path, index);
    for (int i = 0; i < frames; ++i)
        ASSERT_EQ(frame_number(reader.read(i)), first + i) << path.filename() << " in order";
    VideoReader again(path, index);
    for (int i = frames - 1; i >= 0; i -= 3)
        ASSERT_EQ(frame_number(again.read(i)), first + i) << path.filename() << " backwards";
    std::mt19937 random(1);
    VideoReader jumping(path, index);
    for (int i = 0; i < 25; ++i) {
        const int frame = static_cast<int>(random() % static_cast<unsigned>(frames));
        ASSERT_EQ(frame_number(jumping.read(frame)), first + frame) << path.filename() << " jumping";
    }
}

TEST_F(VideoTest, TheRecordedClip) {
    const VideoIndex index = index_video(sample("clip.mp4"), "clip.mp4");
    EXPECT_EQ(index.frames(), 30);
    EXPECT_EQ(index.width, 96);
    EXPECT_EQ(index.height, 64);
    EXPECT_EQ(index.codec, "h264");
    EXPECT_NEAR(index.duration, 3.0, 0.01);
    EXPECT_TRUE(index.chapters.empty());
    EXPECT_EQ(index.keyframes.front().frame, 0);
}

TEST_F(VideoTest, EveryContainerAndCodec) {
    struct {
        const char *name, *encoder;
    } const kinds[] = {
        {"h264.mp4", "libx264"},     {"h264.mkv", "libx264"},    {"h264.mov", "libx264"},   {"h264.ts", "libx264"},
        {"h264.avi", "libx264"},     {"vp9.webm", "libvpx-vp9"}, {"vp8.webm", "libvpx"},    {"vp9.mp4", "libvpx-vp9"},
        {"mpeg4.avi", "mpeg4"},      {"mpeg4.mp4", "mpeg4"},     {"mjpeg.avi", "mjpeg"},    {"ffv1.mkv", "ffv1"},
        {"mpeg2.mpg", "mpeg2video"}, {"flv.flv", "flv"},         {"av1.mp4", "libaom-av1"}, {"av1.webm", "libaom-av1"}};
    for (const auto& [name, encoder] : kinds) {
        VideoRecipe recipe;
        recipe.encoder = encoder;
        recipe.frames = 40;
        expect_exact(make(name, recipe), 40);
    }
}

TEST_F(VideoTest, FramesOutOfDecodingOrder) {
    for (const bool open_gop : {false, true}) {
        for (const char* name : {"b.mp4", "b.mkv", "b.mov", "b.ts", "b.avi"}) {
            VideoRecipe recipe;
            recipe.b_frames = 3;
            recipe.open_gop = open_gop;
            expect_exact(make(name, recipe), recipe.frames);
        }
    }
    VideoRecipe recipe;
    recipe.encoder = "mpeg4";
    recipe.b_frames = 2;
    for (const char* name : {"b.avi", "b.mp4"}) expect_exact(make(name, recipe), recipe.frames);
}

TEST_F(VideoTest, KeyframesCloserThanTheReorderingDelay) {
    VideoRecipe recipe;
    recipe.b_frames = 3;
    for (const int interval : {1, 2, 3}) {
        recipe.key_interval = interval;
        for (const char* name : {"k.mp4", "k.mkv"}) expect_exact(make(name, recipe), recipe.frames);
    }
}

TEST_F(VideoTest, OneKeyframeOnly) {
    VideoRecipe recipe;
    recipe.key_interval = 1000;
    recipe.b_frames = 2;
    expect_exact(make("one.mp4", recipe), recipe.frames);
}

TEST_F(VideoTest, VariableFrameRate) {
    VideoRecipe recipe;
    recipe.frames = 50;
    recipe.b_frames = 2;
    std::int64_t time = 0;
    for (int i = 0; i < recipe.frames; ++i) recipe.times.push_back(time += 10 + i * i % 90);
    for (const char* name : {"v.mp4", "v.mkv"}) {
        const fs::path path = make(name, recipe);
        expect_exact(path, recipe.frames);
        const VideoIndex index = index_video(path, "v");
        const double unit = static_cast<double>(index.time_base_num) / static_cast<double>(index.time_base_den);
        EXPECT_NEAR(static_cast<double>(index.pts[20] - index.pts[10]) * unit,
                    static_cast<double>(recipe.times[20] - recipe.times[10]) / 1000, 0.002);
    }
}

TEST_F(VideoTest, TimesThatDoNotBeginAtZero) {
    VideoRecipe recipe;
    recipe.b_frames = 2;
    for (const std::int64_t first : {-400, 5000}) {
        recipe.first_time = first;
        for (const char* name : {"t.mkv", "t.ts"}) expect_exact(make(name, recipe), recipe.frames);
    }
}

// MP4 keeps negative times by an edit list: what comes before zero is decoded and not shown.
TEST_F(VideoTest, EditLists) {
    VideoRecipe recipe;
    recipe.first_time = -400;
    for (const int b_frames : {0, 2}) {
        recipe.b_frames = b_frames;
        const fs::path path = make("edit.mp4", recipe);
        const auto index = index_of(path);
        VideoReader reader(path, index);
        const int first = frame_number(reader.read(0));
        EXPECT_EQ(first, 10) << b_frames;
        expect_exact(path, recipe.frames - 10, 10);
    }
}

TEST_F(VideoTest, Rotation) {
    for (const int degrees : {90, 180, 270}) {
        VideoRecipe recipe;
        recipe.rotation = degrees;
        recipe.frames = 5;
        const fs::path path = make("r.mp4", recipe);
        const auto index = index_of(path);
        EXPECT_EQ(index->rotation, degrees);
        EXPECT_EQ(index->width, degrees == 180 ? 64 : 48);
        const Image image = VideoReader(path, index).read(3);
        EXPECT_EQ(image.width, index->width);
        // The white square of the upper left corner goes clockwise round.
        const int x = degrees == 90 || degrees == 180 ? image.width - 5 : 5;
        const int y = degrees == 90 ? 5 : image.height - 5;
        EXPECT_GT(image.row(y)[3 * x], 200) << degrees;
    }
}

TEST_F(VideoTest, Chapters) {
    VideoRecipe recipe;
    recipe.chapters = {{0, 1000}, {1000, 2400}};
    for (const char* name : {"c.mp4", "c.mkv"}) {
        const VideoIndex index = index_video(make(name, recipe), name);
        ASSERT_EQ(index.chapters.size(), 2u) << name;
        EXPECT_EQ(index.chapters[0].start, 0);
        EXPECT_EQ(index.chapters[0].stop, 24);
        EXPECT_EQ(index.chapters[1].start, 25);
        EXPECT_EQ(index.chapters[1].stop, 59);
        EXPECT_EQ(index.chapters[1].title, "part 2");
    }
}

TEST_F(VideoTest, BeginsWithinAGroupOfPictures) {
    VideoRecipe recipe;
    recipe.skip_packets = 5;
    for (const char* name : {"cut.ts", "cut.mkv"}) {
        const fs::path path = make(name, recipe);
        const auto index = index_of(path);
        VideoReader reader(path, index);
        const int first = frame_number(reader.read(0));
        EXPECT_EQ(first, 12) << name;
        expect_exact(path, recipe.frames - first, first);
    }
}

TEST_F(VideoTest, WithoutKeyframes) {
    VideoRecipe recipe;
    recipe.frames = 10;
    recipe.key_interval = 1000;
    recipe.skip_packets = 1;
    EXPECT_THAT(media_error([&] { index_video(make("none.mp4", recipe), "none.mp4"); }),
                HasSubstr("cannot read video file 'none.mp4': it has no key frame"));
}

TEST_F(VideoTest, WhatIsNoVideo) {
    EXPECT_THAT(media_error([] { index_video(sample("broken.jpg"), "a.mp4"); }),
                HasSubstr("cannot read video file 'a.mp4'"));
    EXPECT_NE(media_error([] { index_video(sample("empty.png"), "a.mp4"); }), "");
    EXPECT_NE(media_error([] { index_video(sample("none.mp4"), "a.mp4"); }), "");
    write_file(home.path() / "list.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n/etc/passwd\n");
    EXPECT_NE(media_error([&] { index_video(home.path() / "list.mp4", "a.mp4"); }), "") << "playlists read other files";
}

TEST_F(VideoTest, CutOffFilesAreReadAsFarAsTheyGo) {
    const std::string whole = storage::read_whole(make("whole.mkv", {}));
    write_file(home.path() / "part.mkv", whole.substr(0, whole.size() / 2));
    const VideoIndex index = index_video(home.path() / "part.mkv", "part.mkv");
    EXPECT_GT(index.frames(), 10);
    EXPECT_LT(index.frames(), 60);
}

TEST_F(VideoTest, DamagedFramesRepeatTheOneBefore) {
    VideoRecipe recipe;
    recipe.encoder = "mjpeg";
    recipe.frames = 20;
    const fs::path path = make("m.avi", recipe);
    std::string bytes = storage::read_whole(path);
    std::size_t at = 0;
    for (int i = 0; i < 6; ++i) at = bytes.find("\xff\xd8\xff", at + 1);
    const std::size_t length = bytes.find("\xff\xd9", at) - at;
    bytes.replace(at, length, std::string(length, '\0'));
    write_file(path, bytes);
    const auto index = index_of(path);
    ASSERT_EQ(index->frames(), 20);
    VideoReader reader(path, index);
    for (int i = 0; i < 20; ++i) EXPECT_EQ(frame_number(reader.read(i)), i == 5 ? 4 : i);
}

// Random bytes changed anywhere: an index whose frames can be asked for, or a MediaError.
TEST_F(VideoTest, DamageDoesNoHarm) {
    const std::string whole = storage::read_whole(sample("clip.mp4"));
    std::mt19937 random(1);
    for (int i = 0; i < 60; ++i) {
        std::string damaged = whole;
        for (int k = 0; k < 8; ++k) damaged[random() % damaged.size()] = static_cast<char>(random());
        write_file(home.path() / "d.mp4", damaged);
        media_error([&] {
            const auto index = index_of(home.path() / "d.mp4");
            VideoReader reader(home.path() / "d.mp4", index);
            for (const std::int64_t frame : {index->frames() - 1, std::int64_t{0}, index->frames() / 2})
                reader.read(frame);
        });
    }
}

TEST_F(VideoTest, FramesOutsideAreRefused) {
    const auto index = index_of(sample("clip.mp4"));
    VideoReader reader(sample("clip.mp4"), index);
    EXPECT_NE(media_error([&] { reader.read(-1); }), "");
    EXPECT_NE(media_error([&] { reader.read(30); }), "");
}

TEST_F(VideoTest, TheIndexIsStoredInAFewBytes) {
    VideoRecipe recipe;
    recipe.b_frames = 2;
    recipe.chapters = {{0, 1000}};
    recipe.rotation = 90;
    const VideoIndex index = index_video(make("s.mp4", recipe), "s.mp4");
    const std::string bytes = serialize(index);
    EXPECT_EQ(parse_video_index(bytes), index);
    EXPECT_LT(bytes.size(), 300u);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_NE(media_error([&] { parse_video_index(std::string_view(bytes).substr(0, size)); }), "");
    }
    EXPECT_NE(media_error([&] { parse_video_index(bytes + "x"); }), "");
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x80);
        media_error([&] { parse_video_index(damaged); });
    }
}

TEST_F(VideoTest, ManyThreadsShareFewReaders) {
    VideoRecipe recipe;
    recipe.b_frames = 2;
    const fs::path path = make("p.mp4", recipe);
    const auto index = index_of(path);
    VideoReaderPool pool(2);
    std::atomic<int> wrong = 0, inside = 0, most = 0;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 6; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 10; ++i) {
                const int first = (t * 7 + i * 5) % 50;
                pool.with_reader(path, index, first, [&](VideoReader& reader) {
                    most = std::max<int>(most, ++inside);
                    for (int k = first; k < first + 5; ++k) wrong += frame_number(reader.read(k)) != k;
                    --inside;
                });
            }
        });
    }
    threads.clear();
    EXPECT_EQ(wrong, 0);
    EXPECT_LE(most, 2);
    EXPECT_THROW(pool.with_reader(path, index, 0, [](VideoReader&) { throw std::runtime_error("x"); }),
                 std::runtime_error);
    pool.forget(path);
    pool.with_reader(path, index, 7, [&](VideoReader& reader) { EXPECT_EQ(frame_number(reader.read(7)), 7); });
}

TEST_F(VideoTest, ReadingOnCostsNoJump) {
    const fs::path path = make("d.mp4", {});
    VideoReader reader(path, index_of(path));
    reader.read(30);
    EXPECT_EQ(reader.distance(30), 0);
    EXPECT_EQ(reader.distance(31), 1);
    EXPECT_GT(reader.distance(29), 1);
}

} // namespace
} // namespace limn::media
