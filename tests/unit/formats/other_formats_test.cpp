// Formats of tags, points, skeletons, sequences and point clouds.
#include "sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limn::formats {
namespace {

using annotation::Annotations;
using annotation::Shape;
using annotation::ShapeType;
using annotation::Tag;
using testing::HasSubstr;
using testing::ThrowsMessage;

using Flat = std::vector<double>;
using Members = std::map<std::string, std::string>;

TEST(Datumaro, KeepsAlmostEverything) {
    const auto members = exported("Datumaro 1.0", sample(Target::task), true);
    EXPECT_TRUE(members.contains("images/default/sub_img_1.png"));
    const auto& json = members.at("annotations/default.json");
    EXPECT_THAT(
        json, HasSubstr(R"({"info":{},"categories":{"label":{"labels":[{"name":"car","parent":"","attributes":[]},)"));
    EXPECT_THAT(
        json,
        HasSubstr(R"("label_groups":[],"attributes":["age","color","mood","occluded","parked","seen","weather"]},)"
                  R"("points":{"items":[{"label_id":3,"labels":["head","hand"],"joints":[],"positions":[]}]}})"));
    EXPECT_THAT(json, HasSubstr(R"("attr":{"frame":2},"image":{"path":"sub_img_3.png","size":[48,64]}})"));
    const auto found = plain(imported("Datumaro 1.0", members, sample_target()));
    ASSERT_EQ(found.tags.size(), 1u);
    ASSERT_EQ(found.shapes.size(), 8u); // all but the cuboid
    ASSERT_EQ(found.tracks.size(), 2u);
    const auto& skeleton = found.tracks[1];
    ASSERT_EQ(skeleton.elements.size(), 2u);
    EXPECT_EQ(skeleton.elements[0].label_id, head);
    EXPECT_EQ(skeleton.elements[0].keyframes.back().points, (Flat{9, 5}));
}

TEST(Datumaro, SaysWhatIsWrong) {
    const auto expect_error = [](const std::string& annotation, const std::string& text) {
        const std::string json =
            R"({"categories":{"label":{"labels":[{"name":"box"}]}},"items":[{"id":"sub/img_1","annotations":[)" +
            annotation + "]}]}";
        EXPECT_THAT(
            [&] {
                imported("Datumaro 1.0", {{"", json}}, sample_target());
            },
            ThrowsMessage<FormatError>(HasSubstr(text)))
            << json;
    };
    expect_error(R"({"type":"bbox","label_id":0,"bbox":[1,2]})", "Bbox has wrong value count 2");
    expect_error(R"({"type":"bbox","label_id":4,"bbox":[1,2,3,4]})", "Undeclared label '4'");
    expect_error(R"({"type":"cloud"})", "Unknown annotation type 'cloud'");
    expect_error(R"({"type":"bbox","bbox":[1,2,3,4]})", "can't import annotation #0 (bbox): annotation has no label");
}

TEST(CocoKeypoints, SkeletonsComeBack) {
    const auto members = exported("COCO Keypoints 1.0", sample(Target::task));
    const auto& json = members.at("annotations/person_keypoints_default.json");
    EXPECT_THAT(
        json,
        HasSubstr(R"({"id":4,"name":"pose","supercategory":"","keypoints":["head","hand"],"skeleton":[]},{"id":7,)"));
    EXPECT_THAT(
        json,
        HasSubstr(R"("segmentation":[],"area":0.0,"bbox":[5.0,5.0,0.0,0.0],"iscrowd":0,"attributes":{"mood":"calm",)"
                  R"("occluded":false,"keyframe":false},"keypoints":[5.0,5.0,2,9.0,9.0,0],"num_keypoints":1})"));
    const auto found = imported("COCO Keypoints 1.0", members, sample_target());
    ASSERT_EQ(found.shapes.size(), 1u);
    ASSERT_EQ(found.shapes[0].elements.size(), 2u);
    EXPECT_EQ(found.shapes[0].elements[0].points, (Flat{5, 5}));
    EXPECT_TRUE(found.shapes[0].elements[1].outside);
    ASSERT_EQ(found.tracks.size(), 1u);
    EXPECT_EQ(found.tracks[0].elements.size(), 2u);
}

TEST(UltralyticsPose, SkeletonsComeBack) {
    const auto members = exported("Ultralytics YOLO Pose 1.0", sample(Target::task));
    EXPECT_EQ(members.at("data.yaml"), "kpt_shape:\n- 2\n- 3\nnames:\n  0: pose\npath: .\ntrain: train.txt\n");
    EXPECT_THAT(members.at("labels/train/sub/img_2.txt"),
                HasSubstr("0 0.078125 0.104167 0.000000 0.000000 0.078125 0.104167 2 0.140625 0.187500 0\n"));
    const auto found = imported("Ultralytics YOLO Pose 1.0", members, sample_target());
    EXPECT_EQ(found.shapes.size(), 4u);
    EXPECT_EQ(found.shapes[0].elements.size(), 2u);
    auto renamed = sample_target();
    renamed.labels[3].name = "stance";
    EXPECT_THAT(
        [&] { imported("Ultralytics YOLO Pose 1.0", members, renamed); },
        ThrowsMessage<FormatError>(HasSubstr("Labels from config file are absent in sub label hint: {'pose'}")));
}

TEST(UltralyticsShapes, TurnedBoxesComeBack) {
    const auto found =
        imported("Ultralytics YOLO Oriented Bounding Boxes 1.0",
                 exported("Ultralytics YOLO Oriented Bounding Boxes 1.0", sample(Target::task)), sample_target());
    ASSERT_EQ(found.shapes.size(), 4u);
    EXPECT_NEAR(found.shapes[2].rotation, 30.5, 0.01);
    for (size_t i = 0; i < 4; ++i) EXPECT_NEAR(found.shapes[2].points[i], (Flat{1.25, 2.12, 30.13, 40.5})[i], 0.02);
    EXPECT_EQ(found.shapes[0].rotation, 0);
}

TEST(UltralyticsShapes, OutlinesComeBack) {
    const auto members = exported("Ultralytics YOLO Segmentation 1.0", sample(Target::task));
    EXPECT_THAT(members.at("labels/train/sub/img_1.txt"),
                HasSubstr("0 0.015625 0.020833 0.312500 0.020833 0.312500 0.416667\n"));
    const auto found = imported("Ultralytics YOLO Segmentation 1.0", members, sample_target());
    ASSERT_FALSE(found.shapes.empty());
    EXPECT_EQ(found.shapes[0].points, (Flat{1, 1, 20, 1, 20, 20}));
    EXPECT_THAT(
        [&] {
            imported("Ultralytics YOLO Segmentation 1.0",
                     {{"data.yaml", "names: [car]\ntrain: [images/train/a.png]\n"}, {"labels/train/a.txt", "0 1 2\n"}},
                     sample_target());
        },
        ThrowsMessage<FormatError>(HasSubstr("image info")));
}

class TagFormats : public testing::TestWithParam<std::string> {};

TEST_P(TagFormats, TagsComeBack) {
    auto dataset = sample(Target::task);
    for (const bool images : {false, true}) {
        const auto members = exported(GetParam(), dataset, images);
        auto known = sample_target();
        // Lists name images as the task does; folders of labels do when its images lie in them.
        if (images && GetParam() == "ImageNet 1.0") known.tasks[0].frames[2].name = "scene/sub/img_3.png";
        if (images && GetParam() != "ImageNet 1.0") known.tasks[0].frames[2].name = "sub/img_3.png";
        const auto found = imported(GetParam(), members, known);
        ASSERT_EQ(found.tags.size(), 1u) << images;
        EXPECT_EQ(found.tags[0].frame, 2);
        EXPECT_EQ(found.tags[0].label_id, scene);
    }
}

INSTANTIATE_TEST_SUITE_P(All, TagFormats, testing::Values("ImageNet 1.0", "Ultralytics YOLO Classification 1.0"),
                         [](const auto& info) { return info.param.substr(0, info.param.find(' ')); });

TEST(Mot, TracksComeBack) {
    const auto members = exported("MOT 1.1", sample(Target::task));
    EXPECT_EQ(members.at("gt/labels.txt"), "car\nscene\nbox\npose\nhead\nhand\nblob");
    EXPECT_EQ(members.at("gt/gt.txt"), "1,-1,1.0,1.0,4.0,4.0,1,3,1.0\r\n1,1,0.0,0.0,10.0,10.0,1,1,1.0\r\n"
                                       "1,-1,1.25,2.12,28.88,38.38,1,1,0.0\r\n2,1,5.0,2.0,10.0,10.0,1,1,1.0\r\n");
    const auto found = imported("MOT 1.1", members, sample_target());
    ASSERT_EQ(found.tracks.size(), 1u);
    EXPECT_EQ(found.tracks[0].keyframes.size(), 3u);
    ASSERT_EQ(found.shapes.size(), 2u);
    EXPECT_TRUE(found.shapes[1].occluded);
    EXPECT_THAT(
        [] {
            imported("MOT 1.1", {{"gt/gt.txt", "1,2,3\n"}}, sample_target());
        },
        ThrowsMessage<FormatError>(HasSubstr("Unexpected field count 3")));
}

TEST(WiderFace, BoxesComeBack) {
    auto dataset = boxes();
    dataset.labels[2].name = "face";
    auto known = sample_target();
    known.labels[2].name = "face";
    const auto members = exported("WiderFace 1.0", dataset);
    EXPECT_THAT(members.at("wider_face_split/wider_face_default_bbx_gt.txt"),
                HasSubstr("no_label/sub/img_1.png\n1\n1.25 2.5 19.5 27.5 - - - False - - car\n"));
    const auto found = imported("WiderFace 1.0", members, known);
    ASSERT_EQ(found.shapes.size(), 3u);
    EXPECT_EQ(found.shapes[1].label_id, box);
    EXPECT_EQ(found.shapes[2].points, (Flat{3.25, 2.5, 20.75, 30}));
}

TEST(VggFace, OneFaceAnImage) {
    const auto members = exported("VGGFace2 1.0", boxes());
    EXPECT_EQ(members.at("bb_landmark/loose_bb_default.csv"),
              "NAME_ID,X,Y,W,H\r\ncar/sub/img_1,1.25,2.5,19.5,27.5\r\n"
              "box/sub/img_2,2.25,2.5,18.5,27.5\r\ncar/sub/img_3,3.25,2.5,17.5,27.5\r\n");
    EXPECT_EQ(imported("VGGFace2 1.0", members, sample_target()).shapes.size(), 3u);
    EXPECT_THAT([] { exported("VGGFace2 1.0", sample(Target::task)); },
                ThrowsMessage<FormatError>("Item (sub/img_1, default): an image can have only one bbox"));
}

// A task whose tags have attributes of a format.
Dataset tagged(const std::string& label, const std::vector<std::pair<std::string, std::string>>& attributes) {
    auto dataset = sample(Target::task);
    dataset.labels = {{1, label, "#102030", "tag", 0, {}, ""}};
    Tag tag;
    tag.label_id = 1;
    tag.frame = 1;
    for (const auto& [name, value] : attributes) {
        const auto id = static_cast<int64_t>(dataset.labels[0].attributes.size()) + 1;
        dataset.labels[0].attributes.push_back({id, name, false, "text", "", {}});
        tag.attributes.push_back({id, value});
    }
    dataset.tasks[0].annotations = [tag] {
        Annotations out;
        out.tags = {tag};
        return out;
    };
    return dataset;
}

TEST(Market, PeopleAreInTheNames) {
    const auto dataset =
        tagged("market-1501", {{"query", "true"}, {"person_id", "12"}, {"camera_id", "2"}, {"track_id", "3"}});
    const auto members = exported("Market-1501 1.0", dataset);
    EXPECT_EQ(members.at("images_default.txt"), "bounding_box_default/sub/img_1.png\nquery/sub/12_c3s3_000000_00.png\n"
                                                "bounding_box_default/sub/img_3.png\n");
    auto known = dataset;
    known.tasks[0].frames[1].name = "sub/12_c3s3_000000_00.png";
    const auto found = imported("Market-1501 1.0", members, known);
    ASSERT_EQ(found.tags.size(), 3u);
    EXPECT_EQ(found.tags[1].attributes,
              (std::vector<annotation::Attribute>{{1, "true"}, {2, "12"}, {3, "2"}, {4, "3"}}));
}

TEST(Icdar, WordsComeBack) {
    const auto dataset = tagged("icdar", {{"text", "a \"word\""}});
    const auto members = exported("ICDAR Recognition 1.0", dataset);
    EXPECT_EQ(members.at("default/gt.txt"), "sub/img_1.png, \nsub/img_2.png, \"a \"word\"\"\nsub/img_3.png, \n");
    const auto found = imported("ICDAR Recognition 1.0", members, dataset);
    ASSERT_EQ(found.tags.size(), 1u);
    EXPECT_EQ(found.tags[0].attributes, (std::vector<annotation::Attribute>{{1, "a \"word\""}}));
    const Members localization = {{"train/sub/gt_img_1.txt", "1,2,3,4,5,6,7,8,\"a b\"\n10 20 30 40 \"c\"\n"}};
    const auto shapes = imported("ICDAR Localization 1.0", localization, dataset).shapes;
    ASSERT_EQ(shapes.size(), 2u);
    EXPECT_EQ(shapes[0].type, ShapeType::polygon);
    EXPECT_EQ(shapes[0].attributes[0].value, "a b");
    EXPECT_EQ(shapes[1].points, (Flat{10, 20, 30, 40}));
}

TEST(Lfw, PairsComeBack) {
    const auto dataset = tagged("ann", {{"positive_pairs", "['ann/ann_0002']"}, {"negative_pairs", ""}});
    auto with_names = dataset;
    with_names.tasks[0].frames[1].name = "ann_0001.jpg";
    with_names.tasks[0].frames[2].name = "ann_0002.jpg";
    const auto members = exported("LFW 1.0", with_names);
    EXPECT_EQ(members.at("default/annotations/pairs.txt"), "ann\t1\t2\nsub/img_1\nann_0002\n");
    EXPECT_EQ(members.at("default/annotations/people.txt"), "ann\t1\n");
    const auto found = imported("LFW 1.0", members, with_names);
    ASSERT_EQ(found.tags.size(), 2u);
    EXPECT_EQ(found.tags[0].attributes[0].value, "['ann/ann_0002']");
}

// Cuboids on two point clouds.
Dataset clouds() {
    auto dataset = sample(Target::task);
    dataset.three_d = true;
    dataset.tasks[0].frames = {{0, "a/one.pcd", 0, 0, {"related/one_pcd/x.png"}}, {1, "a/two.pcd", 0, 0, {}}};
    dataset.tasks[0].size = 2;
    dataset.tasks[0].related_image = [](const Frame&, size_t, const Bytes& write) { write("related"); };
    dataset.tasks[0].annotations = [] {
        Annotations out;
        for (int64_t frame = 0; frame < 2; ++frame) {
            Shape shape;
            shape.frame = frame;
            shape.label_id = box;
            shape.type = ShapeType::cuboid;
            shape.points = {1, 2, 3, 0.25, 0.5, 1.5, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0};
            shape.occluded = frame == 1;
            out.shapes.push_back(shape);
        }
        return out;
    };
    return dataset;
}

class CloudFormats : public testing::TestWithParam<std::string> {};

TEST_P(CloudFormats, CuboidsComeBack) {
    const auto dataset = clouds();
    const auto members = exported(GetParam(), dataset, true);
    const auto found = imported(GetParam(), members, dataset);
    ASSERT_EQ(found.shapes.size(), 2u);
    for (const auto& shape : found.shapes) {
        EXPECT_EQ(shape.type, ShapeType::cuboid);
        EXPECT_EQ(shape.label_id, box);
        EXPECT_EQ(shape.points, (Flat{1, 2, 3, 0.25, 0.5, 1.5, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0}));
        EXPECT_EQ(shape.occluded, shape.frame == 1);
    }
}

INSTANTIATE_TEST_SUITE_P(All, CloudFormats,
                         testing::Values("Datumaro 3D 1.0", "Kitti Raw Format 1.0", "Sly Point Cloud Format 1.0"),
                         [](const auto& info) { return info.param.substr(0, info.param.find(' ')); });

} // namespace
} // namespace limn::formats
