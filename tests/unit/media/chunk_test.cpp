#include "media/chunks.h"

#include "make_video.h"
#include "media_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limn::media {
namespace {
namespace fs = std::filesystem;
using namespace test;
using Names = std::vector<std::string>;

class ChunkTest : public testing::Test {
  protected:
    storage::TempFolder home{fs::temp_directory_path()};
    storage::TempFile output{home.path()};

    ChunkFile file(const std::string& name) const { return {sample(name), name}; }
    std::shared_ptr<const VideoIndex> index(const fs::path& path) const {
        return std::make_shared<const VideoIndex>(index_video(path, "v"));
    }
};

Names names_of(const fs::path& zip) {
    Names names;
    for (const auto& [name, content] : unzip(zip)) names.push_back(name);
    return names;
}

TEST_F(ChunkTest, CompressedPictures) {
    const ChunkFile files[] = {file("img_1.png"), {}, file("rotated.jpg"), file("anim.gif"), file("tiff.tif")};
    write_image_chunk(files, Quality::compressed, 70, output);
    const auto members = unzip(output.path());
    EXPECT_EQ(names_of(output.path()),
              (Names{"000000.jpeg", "000001.jpeg", "000002.jpeg", "000003.jpeg", "000004.jpeg"}));
    EXPECT_EQ(members[1].second, placeholder_jpeg());
    const ImageInfo turned = probe_image(bytes_of(members[2].second), "x");
    EXPECT_EQ(std::pair(turned.width, turned.height), std::pair(40, 60));
    EXPECT_EQ(members[0].second, compressed_frame(sample("img_1.png"), "img_1.png", 70).bytes);
}

TEST_F(ChunkTest, OriginalPictures) {
    const ChunkFile files[] = {{sample("img_1.png"), "UPPER.PNG"},
                               file("anim.gif"),
                               file("deep16.png"),
                               file("rotated.jpg"),
                               file("tiff.tif")};
    write_image_chunk(files, Quality::original, 70, output);
    const auto members = unzip(output.path());
    EXPECT_EQ(names_of(output.path()), (Names{"000000.PNG", "000001.gif", "000002.png", "000003.jpg", "000004.tif"}));
    EXPECT_EQ(members[2].second, storage::read_whole(sample("deep16.png")));
    EXPECT_EQ(difference(decode_image(bytes_of(members[4].second), "x.tif"), decode_image(sample("tiff.tif"), "x.tif")),
              0);
}

TEST_F(ChunkTest, PointClouds) {
    for (const Quality kind : {Quality::compressed, Quality::original}) {
        storage::TempFile chunk(home.path());
        const ChunkFile files[] = {file("cloud_ascii.pcd"), file("cloud_binary.pcd")};
        write_image_chunk(files, kind, 70, chunk);
        EXPECT_EQ(names_of(chunk.path()), (Names{"000000.pcd", "000001.pcd"}));
        EXPECT_EQ(unzip(chunk.path())[0].second, storage::read_whole(sample("cloud_ascii.pcd")));
    }
}

TEST_F(ChunkTest, AMissingPictureIsNamed) {
    const ChunkFile files[] = {{home.path() / "none.png", "sub/none.png"}};
    EXPECT_EQ(media_error([&] { write_image_chunk(files, Quality::compressed, 70, output); }),
              "failed to parse image file 'sub/none.png'");
}

TEST_F(ChunkTest, ContextImages) {
    const ChunkFile files[] = {{sample("img_1.png"), "related_images/a_png/left.png"},
                               {sample("rotated.jpg"), "related_images/a_png/right.jpg"}};
    write_context_archive(files, output);
    EXPECT_EQ(names_of(output.path()), (Names{"left.jpg", "right.jpg"}));
    storage::TempFile empty(home.path());
    write_context_archive({}, empty);
    EXPECT_EQ(empty.size(), 22u);
    EXPECT_TRUE(unzip(empty.path()).empty());
}

TEST_F(ChunkTest, VideoFramesAsJpegs) {
    VideoReader reader(sample("clip.mp4"), index(sample("clip.mp4")));
    write_jpeg_chunk(
        3, [&](std::size_t i) { return i == 1 ? Image() : reader.read(7 + 5 * static_cast<int>(i)); }, 70, output);
    EXPECT_EQ(names_of(output.path()), (Names{"000000.jpeg", "000001.jpeg", "000002.jpeg"}));
    EXPECT_EQ(unzip(output.path())[1].second, placeholder_jpeg());
}

// The chunk, played: as many pictures as frames, each the right one, in both qualities.
TEST_F(ChunkTest, Videos) {
    VideoRecipe recipe;
    recipe.b_frames = 2;
    recipe.width = 66;
    make_video(home.path() / "v.mp4", recipe);
    VideoReader video(home.path() / "v.mp4", index(home.path() / "v.mp4"));
    const std::int64_t frames[] = {7, 12, 17, 22, 27, 28, 29, 55};
    for (const Quality kind : {Quality::compressed, Quality::original}) {
        storage::TempFile chunk(home.path());
        write_video_chunk(video, frames, kind, 70, chunk);
        EXPECT_EQ(chunk.size(), fs::file_size(chunk.path()));
        const auto played = index(chunk.path());
        ASSERT_EQ(played->frames(), 8);
        EXPECT_EQ(played->codec, "h264");
        EXPECT_NEAR(played->duration, 8.0 / 25, 0.001);
        EXPECT_EQ(played->pts[0], 0);
        VideoReader reader(chunk.path(), played);
        for (int i = 0; i < 8; ++i) {
            const Image image = reader.read(i);
            EXPECT_EQ(frame_number(image), frames[i]);
            EXPECT_LE(std::abs(image.row(4)[12] - video.read(frames[i]).row(4)[12]), 2) << "flat colours";
        }
    }
}

TEST_F(ChunkTest, VideosOfOddAndTurnedPictures) {
    VideoRecipe recipe;
    recipe.encoder = "ffv1";
    recipe.width = 65;
    recipe.height = 49;
    recipe.frames = 3;
    make_video(home.path() / "odd.mkv", recipe);
    VideoReader odd(home.path() / "odd.mkv", index(home.path() / "odd.mkv"));
    const std::int64_t frames[] = {0, 1, 2};
    write_video_chunk(odd, frames, Quality::compressed, 70, output);
    const auto played = index(output.path());
    EXPECT_EQ(std::pair(played->width, played->height), std::pair(66, 50));

    for (const int degrees : {90, 180, 270}) {
        VideoRecipe turned;
        turned.rotation = degrees;
        turned.frames = 3;
        make_video(home.path() / "turned.mp4", turned);
        VideoReader video(home.path() / "turned.mp4", index(home.path() / "turned.mp4"));
        storage::TempFile chunk(home.path());
        write_video_chunk(video, frames, Quality::original, 70, chunk);
        const auto upright = index(chunk.path());
        EXPECT_EQ(upright->rotation, 0);
        EXPECT_EQ(upright->width, degrees == 180 ? 64 : 48);
        EXPECT_LE(difference(VideoReader(chunk.path(), upright).read(2), video.read(2)), 40) << degrees;
    }
}

TEST_F(ChunkTest, EqualChunksAreEqualBytes) {
    VideoReader video(sample("clip.mp4"), index(sample("clip.mp4")));
    const std::int64_t frames[] = {3, 4, 5};
    storage::TempFile again(home.path());
    write_video_chunk(video, frames, Quality::compressed, 50, output);
    write_video_chunk(video, frames, Quality::compressed, 50, again);
    EXPECT_EQ(storage::read_whole(output.path()), storage::read_whole(again.path()));
    EXPECT_NE(media_error([&] { write_video_chunk(video, {}, Quality::compressed, 50, again); }), "");
}

TEST_F(ChunkTest, AllQualitiesCanBeMade) {
    VideoReader video(sample("clip.mp4"), index(sample("clip.mp4")));
    const std::int64_t frames[] = {0, 1};
    for (const int quality : {0, 1, 50, 99, 100}) {
        storage::TempFile chunk(home.path());
        write_video_chunk(video, frames, Quality::compressed, quality, chunk);
        EXPECT_EQ(index(chunk.path())->frames(), 2) << quality;
    }
}

TEST(ChunkSize, OfCompressedVideo) {
    EXPECT_EQ(compressed_size(1920, 1080), (PictureSize{960, 540}));
    EXPECT_EQ(compressed_size(1280, 720), (PictureSize{1280, 720}));
    EXPECT_EQ(compressed_size(3840, 2160), (PictureSize{960, 540}));
    EXPECT_EQ(compressed_size(1080, 1920), (PictureSize{540, 960}));
    EXPECT_EQ(compressed_size(95, 63), (PictureSize{96, 64}));
    EXPECT_EQ(compressed_scale(1079), 1);
    EXPECT_EQ(compressed_scale(4320), 8);
}

TEST(ChunkChecksum, CoversTheSizeAndTheHead) {
    const storage::TempFolder home(fs::temp_directory_path());
    const std::string chunk(2500, 'x');
    write_file(home.path() / "c", chunk);
    EXPECT_EQ(chunk_checksum(home.path() / "c"), content_checksum(chunk));
    EXPECT_EQ(content_checksum(chunk), 2266547331u);
    EXPECT_EQ(content_checksum(chunk.substr(0, 999) + "y" + chunk.substr(1000)) == content_checksum(chunk), false);
    EXPECT_EQ(content_checksum(chunk.substr(0, 1000) + "y" + chunk.substr(1001)), content_checksum(chunk));
    EXPECT_NE(content_checksum(chunk + "x"), content_checksum(chunk));
    EXPECT_EQ(content_checksum(""), 4108050209u);
}

} // namespace
} // namespace limn::media
