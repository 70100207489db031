// What comes before any file is opened: kinds, order, selection, context images.
#include "media/error.h"
#include "media/kinds.h"
#include "media/order.h"
#include "media/related.h"
#include "media/selection.h"

#include <algorithm>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limn::media {
namespace {

using testing::HasSubstr;
using Names = std::vector<std::string>;

std::string message_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const MediaError& error) {
        return error.what();
    }
    return "";
}

TEST(Kinds, ComeFromTheExtension) {
    EXPECT_EQ(kind_of("a/b.JPG"), Kind::image);
    EXPECT_EQ(kind_of("scan.pcd"), Kind::image);
    EXPECT_EQ(kind_of("scan.bin"), Kind::image);
    EXPECT_EQ(kind_of("clip.MoV"), Kind::video);
    EXPECT_EQ(kind_of("a.tar.gz"), Kind::archive);
    EXPECT_EQ(kind_of("a.zip"), Kind::zip);
    EXPECT_EQ(kind_of("a.pdf"), Kind::pdf);
    EXPECT_EQ(kind_of("manifest.jsonl"), Kind::manifest);
    for (const char* other : {"vector.svg", "a.xyz", "jpg", "dir.png/file", "", "a."})
        EXPECT_EQ(kind_of(other), Kind::other);
    EXPECT_EQ(mime_type("x.pcd"), "image/x.point-cloud-data");
    EXPECT_EQ(mime_type("x.TIF"), "image/tiff");
    EXPECT_TRUE(is_point_cloud("x.BIN"));
    EXPECT_FALSE(is_point_cloud("x.png"));
    EXPECT_EQ(extension("a.b/c"), "");
    EXPECT_TRUE(is_archive_litter("__MACOSX/._a.png"));
    EXPECT_TRUE(is_archive_litter("sub/.DS_Store"));
    EXPECT_FALSE(is_archive_litter("sub/store.png"));
}

TEST(Kinds, SortOut) {
    const Inputs images = sort_out(Names{"b.png", "a.jpg", "note.txt", "manifest.jsonl"});
    EXPECT_EQ(images.images, (Names{"b.png", "a.jpg"}));
    EXPECT_EQ(images.manifest, "manifest.jsonl");
    EXPECT_EQ(sort_out(Names{"b.png"}, Names{"folder"}).folders, (Names{"folder"}));
    EXPECT_EQ(sort_out(Names{"b.mp4"}).video, "b.mp4");
    EXPECT_EQ(sort_out(Names{"b.pdf", "x.txt"}).pdf, "b.pdf");
    EXPECT_EQ(sort_out(Names{"b.zip", "m.jsonl"}).zip, "b.zip");

    EXPECT_EQ(message_of([] { sort_out(Names{"a.txt", "v.svg", "m.jsonl"}); }), "No media data found");
    EXPECT_EQ(
        message_of([] {
            sort_out(Names{"a.png", "b.mp4"});
        }),
        "Only one video, archive, pdf, zip or many image, directory can be used simultaneously,             but 1 "
        "image(s), 1 video(s), 0 archive(s), 0 directory(s), 0 pdf(s), 0 zip(s) found.");
    EXPECT_THAT(message_of([] { sort_out(Names{"a.zip", "b.zip"}); }), HasSubstr("0 pdf(s), 2 zip(s) found."));
    EXPECT_THAT(message_of([] { sort_out(Names{"a.pdf"}, Names{"d"}); }), HasSubstr("1 directory(s), 1 pdf(s)"));
    EXPECT_EQ(message_of([] {
                  sort_out(Names{"a.png", "1.jsonl", "2.jsonl"});
              }),
              "Only one manifest file can be attached to data");
    EXPECT_EQ(message_of([] {
                  sort_out(Names{"a.pdf", "1.jsonl"});
              }),
              "File with meta information can only be uploaded with video/images/archives");
}

TEST(Order, IsByCodePoint) {
    Names names{"a10.png", "ä.png", "a2.png", "A1.png", "b-1.png", "b_1.png", "B 1.png"};
    sort_names(names, Sorting::lexicographical);
    EXPECT_EQ(names, (Names{"A1.png", "B 1.png", "a10.png", "a2.png", "b-1.png", "b_1.png", "ä.png"}));
}

TEST(Order, IsNatural) {
    Names names{"b 4.png", "B/3.png", "b/12.png", "b/1.png", "ä.png", "a10.png", "A1.png", "a2.png"};
    sort_names(names, Sorting::natural);
    EXPECT_EQ(names, (Names{"A1.png", "a2.png", "a10.png", "ä.png", "b/1.png", "B/3.png", "b/12.png", "b 4.png"}));
    names = {"b_1.png", "b-1.png", "B 1.png"};
    sort_names(names, Sorting::natural);
    EXPECT_EQ(names, (Names{"B 1.png", "b-1.png", "b_1.png"}));
    EXPECT_TRUE(natural_less("frame.png", "frame1.png"));
    EXPECT_TRUE(natural_less("f9", "f00010"));
    EXPECT_TRUE(natural_less("99999999999999999999998", "99999999999999999999999"));
    EXPECT_TRUE(natural_less("É1", "é2"));
    EXPECT_TRUE(natural_less("ж1", "Ж2"));
    EXPECT_TRUE(natural_less("a\xff", "b")) << "bytes that are no text have an order too";
    EXPECT_FALSE(natural_less("a", "a"));
}

TEST(Order, OfTheUserMustNameTheSameFiles) {
    Names names{"a", "b", "c"};
    EXPECT_EQ(order_as(names, {"c", "a", "b"}), std::nullopt);
    EXPECT_EQ(names, (Names{"c", "a", "b"}));
    EXPECT_EQ(order_as(names, {"c", "a", "x"}), "b (extra), x (missing)");
    EXPECT_EQ(names, (Names{"c", "a", "b"}));
    EXPECT_EQ(order_as(names, {"1", "2", "3", "4"}),
              "a (extra), b (extra), c (extra), 1 (missing), 2 (missing) (and 2 more). ");
    EXPECT_NE(order_as(names, {"c", "a", "b", "b"}), std::nullopt);
}

TEST(Order, RandomKeepsEveryName) {
    Names names{"a", "b", "c", "d"};
    sort_names(names, Sorting::random);
    std::ranges::sort(names);
    EXPECT_EQ(names, (Names{"a", "b", "c", "d"}));
    EXPECT_EQ(parse_sorting("random"), Sorting::random);
    EXPECT_EQ(parse_sorting("Random"), std::nullopt);
    EXPECT_EQ(sorting_name(Sorting::predefined), "predefined");
}

TEST(Selection, CountsFrames) {
    const Selection stepped = select_frames(30, 7, 26, 5);
    EXPECT_EQ(stepped.size, 4);
    EXPECT_EQ(stepped.stop, 22);
    EXPECT_EQ(stepped.absolute(3), 22);
    EXPECT_EQ(stepped.relative(17), 2);
    EXPECT_EQ(select_frames(30, 3, 15, 2).size, 7);
    EXPECT_EQ(select_frames(30, 3, 15, 2).stop, 15);
    EXPECT_EQ(select_frames(30, 25, 500, 1).size, 5);
    EXPECT_EQ(select_frames(30, 25, 500, 1).stop, 29);
    EXPECT_EQ(select_frames(30, 0, 0, 1).size, 30);
    EXPECT_EQ(select_frames(30, 0, std::nullopt, 29).size, 2);
    EXPECT_EQ(select_frames(30, 30, std::nullopt, 1).size, 0);
    EXPECT_EQ(select_frames(0, 0, std::nullopt, 1).size, 0);
}

TEST(Selection, ReadsFrameFilters) {
    EXPECT_EQ(parse_frame_filter(""), 1);
    EXPECT_EQ(parse_frame_filter("step=5"), 5);
    EXPECT_EQ(parse_frame_filter(" step = 12 "), 12);
    for (const char* wrong : {"step=0", "step=", "step", "5", "step=-1", "step=x"})
        EXPECT_EQ(parse_frame_filter(wrong), std::nullopt);
}

TEST(Selection, ChunkSizes) {
    EXPECT_EQ(default_chunk_size(1920, 1080, false), 36);
    EXPECT_EQ(default_chunk_size(1280, 720, false), 72);
    EXPECT_EQ(default_chunk_size(4000, 4000, false), 4);
    EXPECT_EQ(default_chunk_size(40000, 40000, false), 2);
    EXPECT_EQ(default_chunk_size(64, 48, false), 72);
    EXPECT_EQ(default_chunk_size(4000, 4000, true), 36);
}

TEST(Related, Pictures) {
    const RelatedImages found = find_related_images(Names{
        "one.png", "two.png", "d/three.png", "related_images/one_png/left.png", "related_images/one_png/right.jpg",
        "d/related_images/three_png/only.png", "related_images/absent_png/lost.png"});
    EXPECT_EQ(found.frames, (Names{"one.png", "two.png", "d/three.png"}));
    EXPECT_EQ(found.related.at("one.png"),
              (Names{"related_images/one_png/left.png", "related_images/one_png/right.jpg"}));
    EXPECT_EQ(found.related.at("d/three.png"), (Names{"d/related_images/three_png/only.png"}));
    EXPECT_EQ(found.related.size(), 2u);
}

TEST(Related, Clouds) {
    const RelatedImages kitti = find_related_images(Names{"k/velodyne_points/data/01.bin", "k/IMAGE_01/data/01.png",
                                                          "k/IMAGE_00/data/01.png", "k/IMAGE_00/data/99.png"});
    EXPECT_EQ(kitti.frames, (Names{"k/velodyne_points/data/01.bin"}));
    EXPECT_EQ(kitti.related.at("k/velodyne_points/data/01.bin"),
              (Names{"k/IMAGE_00/data/01.png", "k/IMAGE_01/data/01.png"}));

    const RelatedImages supervisely = find_related_images(Names{
        "pointcloud/s1.pcd", "pointcloud/s2.pcd", "related_images/s1_pcd/cam2.png", "related_images/s1_pcd/cam1.png"});
    EXPECT_EQ(supervisely.related.at("pointcloud/s1.pcd"),
              (Names{"related_images/s1_pcd/cam1.png", "related_images/s1_pcd/cam2.png"}));
    EXPECT_FALSE(supervisely.related.contains("pointcloud/s2.pcd"));

    EXPECT_EQ(find_related_images(Names{"p1.pcd", "p1.png"}).related.at("p1.pcd"), (Names{"p1.png"}));
    EXPECT_EQ(find_related_images(Names{"x/q.bin", "x/q.png"}).related.at("x/q.bin"), (Names{"x/q.png"}));
    EXPECT_EQ(find_related_images(Names{"q1/q1.pcd", "q1/front.png", "q1/back.jpg"}).related.at("q1/q1.pcd"),
              (Names{"q1/back.jpg", "q1/front.png"}));
    EXPECT_EQ(message_of([] {
                  find_related_images(Names{"p1.pcd", "stray.png"});
              }),
              "Combined media types are not supported, found: images, 3d point clouds. Scenes: p1.pcd. Unknown files: "
              "stray.png.");
}

TEST(Related, MemberNames) {
    EXPECT_EQ(context_member_names(Names{"related_images/a_png/left.png", "related_images/a_png/right.jpg"}),
              (Names{"left.jpg", "right.jpg"}));
    EXPECT_EQ(context_member_names(Names{"IMAGE_00/data/1.png", "IMAGE_01/data/1.png"}),
              (Names{"IMAGE_00/data/1.jpg", "IMAGE_01/data/1.jpg"}));
    EXPECT_EQ(context_member_names(Names{"d/only.png"}), (Names{"only.jpg"}));
    EXPECT_EQ(context_member_names(Names{"ab/x.png", "abc/x.png"}), (Names{"ab/x.jpg", "abc/x.jpg"}));
    EXPECT_TRUE(context_member_names({}).empty());
}

} // namespace
} // namespace limn::media
