// Point clouds, PDF documents and manifests.
#include "media/manifest.h"
#include "media/pdf.h"
#include "media/pointcloud.h"
#include "media/probe.h"
#include "media_files.h"

#include <cstring>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace limn::media {
namespace {
namespace fs = std::filesystem;
using namespace test;
using testing::HasSubstr;
using Names = std::vector<std::string>;

class DocumentTest : public testing::Test {
  protected:
    storage::TempFolder home{fs::temp_directory_path()};
};
using PointCloud = DocumentTest;
using Pdf = DocumentTest;

TEST_F(PointCloud, ReadsHeaders) {
    const PcdHeader ascii = read_pcd_header(sample("cloud_ascii.pcd"), "a.pcd");
    EXPECT_EQ(ascii.width, 6);
    EXPECT_EQ(ascii.height, 1);
    EXPECT_EQ(ascii.data, "ascii");
    const PcdHeader binary = read_pcd_header(sample("cloud_binary.pcd"), "b.pcd");
    EXPECT_EQ(binary.data, "binary");
    EXPECT_LT(binary.data_offset, fs::file_size(sample("cloud_binary.pcd")));
}

TEST_F(PointCloud, RefusesOthers) {
    EXPECT_THAT(media_error([] { read_pcd_header(sample("cloud_broken.pcd"), "x.pcd"); }),
                testing::StartsWith("Could not read pcd file 'x.pcd': "));
    EXPECT_NE(media_error([] { read_pcd_header(sample("none.pcd"), "x.pcd"); }), "");
    const std::string good =
        "# comment\nVERSION .7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1\nWIDTH 2\nHEIGHT 3\n"
        "VIEWPOINT 0 0 0 1 0 0 0\nPOINTS 6\nDATA ascii\n";
    const auto reason = [&](std::string_view from, std::string_view to) {
        std::string text = good;
        text.replace(text.find(from), from.size(), to);
        write_file(home.path() / "x.pcd", text);
        return media_error([&] { read_pcd_header(home.path() / "x.pcd", "x.pcd"); });
    };
    EXPECT_EQ(reason("WIDTH 2", "WIDTH 2"), "");
    EXPECT_THAT(reason(".7", "0.8"), HasSubstr("unsupported version '0.8'"));
    EXPECT_THAT(reason("VERSION .7\n", ""), HasSubstr("version is missing"));
    EXPECT_THAT(reason("WIDTH 2", "WIDTH two"), HasSubstr("invalid WIDTH 'two'"));
    EXPECT_THAT(reason("POINTS 6", "POINTS -6"), HasSubstr("invalid POINTS"));
    EXPECT_THAT(reason("DATA ascii", "DATA xml"), HasSubstr("unsupported data 'xml'"));
    EXPECT_THAT(reason("DATA ascii\n", ""), HasSubstr("without DATA"));
    EXPECT_THAT(reason("SIZE 4 4 4", "GARBAGE"), HasSubstr("GARBAGE"));
}

TEST_F(PointCloud, ConvertsKittiScans) {
    const fs::path pcd = home.path() / "scan.pcd";
    convert_kitti_to_pcd(sample("cloud_kitti.bin"), pcd, "scan.bin");
    const PcdHeader header = read_pcd_header(pcd, "scan.pcd");
    EXPECT_EQ(header.width, 6);
    EXPECT_EQ(header.points, 6u);
    EXPECT_EQ(header.fields, (Names{"x", "y", "z", "intensity"}));
    EXPECT_EQ(storage::read_whole(pcd).substr(header.data_offset), storage::read_whole(sample("cloud_kitti.bin")));
    write_file(home.path() / "odd.bin", std::string(17, 'x'));
    EXPECT_THAT(media_error([&] { convert_kitti_to_pcd(home.path() / "odd.bin", pcd, "odd.bin"); }),
                HasSubstr("17 bytes"));
    EXPECT_NE(media_error([&] { convert_kitti_to_pcd(home.path() / "none.bin", pcd, "none.bin"); }), "");
}

TEST_F(Pdf, PagesBecomeJpegs) {
    double done = 0;
    const Names names =
        extract_pdf(sample("page.pdf"), home.path(), "my page.pdf", [&](double share) { done = share; });
    ASSERT_EQ(names, (Names{"my page_000000.jpg"}));
    EXPECT_EQ(done, 1);
    const ImageInfo info = probe_image(home.path() / names[0], names[0]);
    EXPECT_EQ(info.format, ImageFormat::jpeg);
    EXPECT_GT(info.width, 0);
    EXPECT_THAT(media_error([&] { extract_pdf(sample("broken.jpg"), home.path(), "a.pdf"); }),
                HasSubstr("cannot read PDF file 'a.pdf'"));
    EXPECT_NE(media_error([&] { extract_pdf(sample("empty.png"), home.path(), "a.pdf"); }), "");
}

TEST(Manifest, OfImagesComesBack) {
    std::ostringstream output;
    write_image_manifest(output,
                         {{"sub/a.jpg", 40, 60, {"r/1.png", "r/2.png"}, "", ""}, {"noext", 1, 2, {}, "x.bin", "abc"}});
    EXPECT_EQ(output.str(),
              "{\"version\":\"1.1\"}\n{\"type\":\"images\"}\n"
              "{\"name\":\"sub/a\",\"extension\":\".jpg\",\"width\":40,\"height\":60,\"meta\":{\"related_images\":"
              "[\"r/1.png\",\"r/2.png\"]}}\n"
              "{\"name\":\"noext\",\"extension\":\"\",\"width\":1,\"height\":2,\"meta\":{\"original_name\":\"x.bin\"},"
              "\"checksum\":\"abc\"}\n");
    std::istringstream input(output.str());
    const Manifest manifest = parse_manifest(input);
    ASSERT_EQ(manifest.images.size(), 2u);
    EXPECT_FALSE(manifest.is_video);
    EXPECT_EQ(manifest.images[0].name, "sub/a.jpg");
    EXPECT_EQ(manifest.images[0].related_images, (Names{"r/1.png", "r/2.png"}));
    EXPECT_EQ(manifest.images[1].original_name, "x.bin");
    EXPECT_EQ(manifest.images[1].checksum, "abc");
}

TEST(Manifest, OfVideosComesBack) {
    VideoIndex index;
    index.width = 96;
    index.height = 64;
    index.pts = {0, 10, 20};
    index.keyframes = {{0, 0, 0}, {2, 20, 20}};
    index.chapters = {{1, 0, 1, "first"}, {2, 2, 2, ""}};
    std::ostringstream output;
    write_video_manifest(output, "clip.mp4", index);
    std::istringstream input(output.str());
    const Manifest manifest = parse_manifest(input);
    EXPECT_TRUE(manifest.is_video);
    EXPECT_EQ(manifest.video.name, "clip.mp4");
    EXPECT_EQ(manifest.video.length, 3);
    EXPECT_EQ(manifest.video.width, 96);
    EXPECT_EQ(manifest.video.chapters, index.chapters);
    EXPECT_THAT(output.str(), HasSubstr("{\"number\":2,\"pts\":20,\"checksum\":\"\"}\n"));
}

TEST(Manifest, BrokenOnesAreRefused) {
    const std::string head = "{\"version\":\"1.0\"}\n{\"type\":\"images\"}\n";
    const auto refused = [](const std::string& text) {
        std::istringstream input(text);
        return media_error([&] { parse_manifest(input); }) == "Invalid manifest was uploaded";
    };
    EXPECT_FALSE(refused(head));
    EXPECT_FALSE(refused(head + "\n{\"name\":\"a\",\"extension\":\".png\",\"width\":1,\"height\":1}\n\n"));
    for (const std::string& broken :
         {std::string(), std::string("nonsense\n"), std::string("{\"version\":\"2.0\"}\n{\"type\":\"images\"}\n"),
          std::string("{\"version\":\"1.1\"}\n"), std::string("{\"version\":\"1.1\"}\n{\"type\":\"audio\"}\n"),
          head + "[]\n", head + "{\"name\":\"a\"}\n",
          head + "{\"name\":1,\"extension\":\"\",\"width\":1,\"height\":1}\n",
          head + "{\"name\":\"a\",\"extension\":\"\",\"width\":-1,\"height\":1}\n",
          std::string("{\"version\":\"1.1\"}\n{\"type\":\"video\"}\n{\"properties\":{}}\n")}) {
        EXPECT_TRUE(refused(broken)) << broken;
    }
    EXPECT_EQ(media_error([] { read_manifest(sample("none.jsonl")); }), "Invalid manifest was uploaded");
}

} // namespace
} // namespace limn::media
