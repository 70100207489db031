#include "sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limn::formats {
namespace {

using annotation::Annotations;
using annotation::Shape;
using annotation::ShapeType;
using testing::HasSubstr;
using testing::ThrowsMessage;

using Flat = std::vector<double>;

TEST(Coco, WritesTheLayout) {
    auto dataset = boxes();
    dataset.labels[0].name = "c\"ä";
    const auto members = exported("COCO 1.0", dataset);
    ASSERT_EQ(members.size(), 1u);
    EXPECT_EQ(
        members.at("annotations/instances_default.json"),
        R"({"licenses":[{"name":"","id":0,"url":""}],"info":{"contributor":"","date_created":"","description":"","url":"",)"
        R"("version":"","year":""},"categories":[{"id":1,"name":"c\"\u00e4","supercategory":""},)"
        R"({"id":2,"name":"scene","supercategory":""},{"id":3,"name":"box","supercategory":""},)"
        R"({"id":4,"name":"pose","supercategory":""},{"id":5,"name":"head","supercategory":"pose"},)"
        R"({"id":6,"name":"hand","supercategory":"pose"},{"id":7,"name":"blob","supercategory":""}],"images":[)"
        R"({"id":1,"width":64,"height":48,"file_name":"sub/img_1.png","license":0,"flickr_url":"","coco_url":"","date_captured":0},)"
        R"({"id":2,"width":64,"height":48,"file_name":"sub/img_2.png","license":0,"flickr_url":"","coco_url":"","date_captured":0},)"
        R"({"id":3,"width":64,"height":48,"file_name":"sub/img_3.png","license":0,"flickr_url":"","coco_url":"","date_captured":0}],)"
        R"("annotations":[{"id":1,"image_id":1,"category_id":1,"segmentation":[],"area":536.25,"bbox":[1.25,2.5,19.5,27.5],)"
        R"("iscrowd":0,"attributes":{"color":"green","parked":true,"age":5.0,"occluded":false,"rotation":0.0}},)"
        R"({"id":2,"image_id":2,"category_id":3,"segmentation":[],"area":508.75,"bbox":[2.25,2.5,18.5,27.5],"iscrowd":0,)"
        R"("attributes":{"occluded":false,"rotation":0.0}},{"id":3,"image_id":3,"category_id":1,"segmentation":[],"area":481.25,)"
        R"("bbox":[3.25,2.5,17.5,27.5],"iscrowd":0,"attributes":{"color":"green","parked":true,"age":5.0,"occluded":false,)"
        R"("rotation":0.0}}]})");
}

TEST(Coco, KeepsShapesTracksAndAttributes) {
    const auto members = exported("COCO 1.0", sample(Target::task), true);
    EXPECT_TRUE(members.contains("images/default/sub/img_2.png"));
    const auto& json = members.at("annotations/instances_default.json");
    EXPECT_THAT(json, HasSubstr(R"("segmentation":{"counts":[)"));
    const auto found = plain(imported("COCO 1.0", members, sample_target()));
    EXPECT_TRUE(found.tags.empty());
    // The rotated box, the plain box and the polygon, then the ellipse and the mask as masks.
    ASSERT_EQ(found.shapes.size(), 5u);
    EXPECT_EQ(found.shapes[0].type, ShapeType::rectangle);
    EXPECT_EQ(found.shapes[1].type, ShapeType::polygon);
    EXPECT_EQ(found.shapes[1].points, (Flat{1, 1, 20, 1, 20, 20}));
    EXPECT_EQ(found.shapes[2].rotation, 30.5);
    EXPECT_EQ(found.shapes[2].points, (Flat{1.25, 2.12, 30.13, 40.5}));
    EXPECT_TRUE(found.shapes[2].occluded);
    EXPECT_EQ(found.shapes[2].attributes,
              (std::vector<annotation::Attribute>{{color, "green"}, {parked, "true"}, {age, "5.0"}}));
    EXPECT_EQ(found.shapes[3].type, ShapeType::mask);
    EXPECT_EQ(found.shapes[4].points, (Flat{0, 3, 3, 1, 5, 1}));
    ASSERT_EQ(found.tracks.size(), 1u);
    ASSERT_EQ(found.tracks[0].keyframes.size(), 2u);
    EXPECT_EQ(found.tracks[0].keyframes[0].points, (Flat{0, 0, 10, 10}));
    EXPECT_TRUE(found.tracks[0].keyframes[1].outside);
    EXPECT_EQ(found.tracks[0].attributes, (std::vector<annotation::Attribute>{{color, "blue"}}));
}

TEST(Coco, GroupsBecomeOneInstance) {
    auto dataset = sample(Target::task);
    dataset.tasks[0].annotations = [] {
        Annotations out;
        for (int i = 0; i < 2; ++i) {
            Shape shape;
            shape.label_id = box;
            shape.group = 4;
            shape.type = ShapeType::polygon;
            shape.points = {10.0 * i, 0, 10.0 * i + 5, 0, 10.0 * i + 5, 5, 10.0 * i, 5};
            out.shapes.push_back(shape);
        }
        return out;
    };
    const auto members = exported("COCO 1.0", dataset);
    EXPECT_THAT(members.at("annotations/instances_default.json"),
                HasSubstr(R"("segmentation":[[0.0,0.0,5.0,0.0,5.0,5.0,0.0,5.0],[10.0,0.0,15.0,0.0,15.0,5.0,10.0,5.0]],)"
                          R"("area":50.0,"bbox":[0.0,0.0,15.0,5.0],"iscrowd":0)"));
    const auto found = imported("COCO 1.0", members, sample_target());
    ASSERT_EQ(found.shapes.size(), 2u);
    EXPECT_EQ(found.shapes[0].group, 1);
    EXPECT_EQ(found.shapes[1].group, 1);
}

void expect_coco_error(const std::string& annotation, const std::string& text) {
    const std::string json =
        R"({"categories":[{"id":1,"name":"box"}],"images":[{"id":1,"file_name":"sub/img_1.png",)"
        R"("width":64,"height":48}],"annotations":[{"id":1,"image_id":1,"category_id":1,"iscrowd":0,)" +
        annotation + "}]}";
    EXPECT_THAT(
        [&] {
            imported("COCO 1.0", {{"", json}}, sample_target());
        },
        ThrowsMessage<FormatError>(HasSubstr(text)))
        << json;
}

TEST(Coco, SaysWhatIsWrong) {
    expect_coco_error(R"("segmentation":[[1,2,3]])", "Polygon has invalid value count 3, which is not divisible by 2.");
    expect_coco_error(R"("segmentation":[[1,2,3,4]])", "Expected at least 3 (x, y) pairs.");
    expect_coco_error(R"("bbox":[1,2,3])", "Bbox has wrong value count 3. Expected 4 values.");
    expect_coco_error(R"("area":1)", "Missing annotation field 'bbox'");
    expect_coco_error(R"("segmentation":{"size":[1,2,3],"counts":[1]})",
                      "Mask size has wrong value count 3. Expected 2 values.");
    expect_coco_error(R"("segmentation":{"size":[4,4],"counts":[16]})",
                      "Mask #1 does not match image size: (4, 4) vs. (48, 64)");
    expect_coco_error(R"("segmentation":{"size":[48,64],"counts":[16]})", "do not add up");
    expect_coco_error(R"("segmentation":{"size":[48,64],"counts":"~~"})", "damaged");
    EXPECT_THAT(
        [] {
            imported("COCO 1.0", {{"", R"({"categories":[],"images":[],"annotations":[{"id":1,"image_id":7}]})"}},
                     sample_target());
        },
        ThrowsMessage<FormatError>(HasSubstr("Unknown image id '7'")));
    EXPECT_THAT(
        [] {
            imported("COCO 1.0", {{"", "{"}}, sample_target());
        },
        ThrowsMessage<FormatError>(HasSubstr("is no JSON")));
    EXPECT_THAT(
        [] {
            imported("COCO 1.0", {{"", "[]"}}, sample_target());
        },
        ThrowsMessage<FormatError>(HasSubstr("categories")));
}

} // namespace
} // namespace limn::formats
