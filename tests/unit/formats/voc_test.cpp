#include "sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limn::formats {
namespace {

using annotation::Annotations;
using annotation::ShapeType;
using testing::HasSubstr;
using testing::ThrowsMessage;

using Flat = std::vector<double>;

TEST(Voc, WritesTheLayout) {
    const auto members = exported("PASCAL VOC 1.1", sample(Target::task), true);
    EXPECT_THAT(members.at("labelmap.txt"),
                HasSubstr("# label:color_rgb:parts:actions\nbackground:0,0,0::\ncar:128,0,0::\n"));
    EXPECT_EQ(members.at("ImageSets/Main/default.txt"), "sub/img_1\nsub/img_2\nsub/img_3\n");
    EXPECT_EQ(members.at("ImageSets/Main/scene_default.txt"), "sub/img_3  1\n");
    EXPECT_EQ(members.at("ImageSets/Main/car_default.txt"), "sub/img_3 -1\n");
    EXPECT_EQ(members.at("ImageSets/Segmentation/default.txt"), "sub/img_2\n");
    EXPECT_FALSE(members.contains("ImageSets/Action/default.txt"));
    EXPECT_EQ(members.at("JPEGImages/sub/img_1.png"), "picture 0");
    EXPECT_TRUE(members.contains("SegmentationClass/sub/img_2.png"));
    EXPECT_EQ(members.at("Annotations/sub/img_3.xml"),
              "<annotation>\n  <folder>sub/img</folder>\n  <filename>sub/img_3.png</filename>\n  <source>\n"
              "    <database>Unknown</database>\n    <annotation>Unknown</annotation>\n    <image>Unknown</image>\n  "
              "</source>\n"
              "  <size>\n    <width>64</width>\n    <height>48</height>\n    <depth></depth>\n  </size>\n"
              "  <segmented>0</segmented>\n</annotation>\n");
    EXPECT_THAT(
        members.at("Annotations/sub/img_1.xml"),
        HasSubstr(
            "  <object>\n    <name>car</name>\n    <truncated>0</truncated>\n    <occluded>1</occluded>\n"
            "    <difficult>0</difficult>\n    <bndbox>\n      <xmin>1.25</xmin>\n      <ymin>2.12</ymin>\n"
            "      <xmax>30.13</xmax>\n      <ymax>40.5</ymax>\n    </bndbox>\n    <attributes>\n      <attribute>\n"
            "        <name>color</name>\n        <value>green</value>\n      </attribute>\n"));
    EXPECT_THAT(members.at("Annotations/sub/img_1.xml"), HasSubstr("<name>track_id</name>\n        <value>0</value>"));
    EXPECT_THAT(members.at("Annotations/sub/img_1.xml"),
                HasSubstr("<name>keyframe</name>\n        <value>True</value>"));
}

TEST(Voc, BoxesMasksTagsAndTracksComeBack) {
    const auto members = exported("PASCAL VOC 1.1", sample(Target::task));
    const auto found = plain(imported("PASCAL VOC 1.1", members, sample_target(), {false}));
    ASSERT_EQ(found.tags.size(), 1u);
    EXPECT_EQ(found.tags[0].frame, 2);
    ASSERT_EQ(found.shapes.size(), 4u);
    EXPECT_EQ(found.shapes[1].rotation, 30.5);
    EXPECT_EQ(found.shapes[1].attributes[0], (annotation::Attribute{color, "green"}));
    EXPECT_EQ(found.shapes[2].points, (Flat{0, 3, 3, 1, 5, 1}));
    EXPECT_EQ(found.shapes[3].type, ShapeType::mask);
    ASSERT_EQ(found.tracks.size(), 1u);
    EXPECT_EQ(found.tracks[0].keyframes.size(), 2u);
    const auto outlines = imported("PASCAL VOC 1.1", members, sample_target());
    EXPECT_EQ(outlines.shapes[2].type, ShapeType::polygon);
}

TEST(Voc, FlatArchiveOfXmlFilesWorks) {
    const std::string xml =
        "<annotation><filename>img_1.jpg</filename><object><name>box</name><bndbox><xmin>1</xmin><ymin>2</ymin>"
        "<xmax>3</xmax><ymax>4</ymax></bndbox></object></annotation>";
    const auto found = imported("PASCAL VOC 1.1", {{"a/img_1.xml", xml}, {"img_2.xml", xml}}, sample_target());
    ASSERT_EQ(found.shapes.size(), 2u);
    EXPECT_EQ(found.shapes[1].points, (Flat{1, 2, 3, 4}));
}

void expect_voc_error(const std::string& content, const std::string& text) {
    const std::string xml = "<annotation><filename>sub/img_1.png</filename>" + content + "</annotation>";
    EXPECT_THAT(
        [&] {
            imported("PASCAL VOC 1.1",
                     {{"Annotations/sub/img_1.xml", xml}, {"ImageSets/Main/train.txt", "sub/img_1\n"}},
                     sample_target());
        },
        ThrowsMessage<FormatError>(HasSubstr(text)))
        << xml;
}

TEST(Voc, SaysWhatIsWrong) {
    expect_voc_error("<object><name>alien</name></object>",
                     "Failed to import item ('sub/img_1', 'train') annotation: Undeclared label 'alien'");
    expect_voc_error("<object><name>box</name></object>", "Missing annotation field 'bndbox'");
    expect_voc_error("<object><name>box</name><bndbox><xmin>a</xmin></bndbox></object>",
                     "Invalid annotation field 'xmin' value");
    expect_voc_error("<object>", "no well-formed XML");
    EXPECT_THAT(
        [] {
            imported("PASCAL VOC 1.1", {{"labelmap.txt", "car:1,2::"}, {"ImageSets/Main/a.txt", "x"}}, sample_target());
        },
        ThrowsMessage<FormatError>(HasSubstr("Label 'car' has wrong color '1,2'. Expected an 'r,g,b' triplet.")));
    EXPECT_THAT(
        [] {
            imported("PASCAL VOC 1.1", {{"labelmap.txt", "car"}, {"ImageSets/Main/a.txt", "x"}}, sample_target());
        },
        ThrowsMessage<FormatError>(HasSubstr("wrong number of fields '1'")));
}

} // namespace
} // namespace limn::formats
