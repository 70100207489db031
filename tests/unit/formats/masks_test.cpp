// The formats that keep masks as images.
#include "formats/mask_image.h"
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

// Two masks of different labels on the first frame, a polygon on the second, nothing on the third.
Dataset drawn() {
    auto dataset = sample(Target::task);
    dataset.tasks[0].annotations = [] {
        Annotations out;
        const auto add = [&](ShapeType type, int64_t frame, int64_t label, Flat points) {
            Shape shape;
            shape.type = type;
            shape.frame = frame;
            shape.label_id = label;
            shape.points = std::move(points);
            if (label == car) shape.attributes = {{color, "red"}, {parked, "false"}, {age, "3"}};
            out.shapes.push_back(std::move(shape));
        };
        add(ShapeType::mask, 0, car, {0, 100, 2, 2, 11, 11});
        add(ShapeType::mask, 0, blob, {0, 64, 20, 20, 27, 27});
        add(ShapeType::polygon, 1, box, {4, 4, 14, 4, 14, 12, 4, 12});
        return out;
    };
    return dataset;
}

struct Case {
    std::string format;
    std::string mask; // of the first frame
    int64_t value;    // of the pixel (5, 5)
};

class MaskFormats : public testing::TestWithParam<Case> {};

TEST_P(MaskFormats, MasksComeBackToThePixel) {
    const auto members = exported(GetParam().format, drawn());
    const auto found = imported(GetParam().format, members, sample_target(), {.masks_to_polygons = false});
    ASSERT_EQ(found.shapes.size(), 3u);
    std::map<int64_t, Flat> by_label;
    for (const auto& shape : found.shapes) {
        EXPECT_EQ(shape.type, ShapeType::mask);
        EXPECT_EQ(shape.frame, shape.label_id == box ? 1 : 0);
        by_label[shape.label_id] = shape.points;
    }
    EXPECT_EQ(by_label[car], (Flat{0, 100, 2, 2, 11, 11}));
    EXPECT_EQ(by_label[blob], (Flat{0, 64, 20, 20, 27, 27}));
    EXPECT_EQ(by_label[box], (Flat{0, 80, 4, 4, 13, 11}));
}

TEST_P(MaskFormats, MasksBecomePolygonsUnlessAskedNot) {
    const auto found = imported(GetParam().format, exported(GetParam().format, drawn()), sample_target());
    ASSERT_EQ(found.shapes.size(), 3u);
    for (const auto& shape : found.shapes) {
        EXPECT_EQ(shape.type, ShapeType::polygon);
        EXPECT_GE(shape.points.size(), 8u);
    }
}

TEST_P(MaskFormats, WritesTheValueOfALabel) {
    const auto members = exported(GetParam().format, drawn());
    ASSERT_TRUE(members.contains(GetParam().mask));
    const auto image = decode_mask_image(members.at(GetParam().mask), "mask");
    ASSERT_EQ(image.width, 64);
    ASSERT_EQ(image.height, 48);
    const size_t pixel = (5 * 64 + 5) * static_cast<size_t>(image.channels);
    const int64_t value = image.channels == 1
                              ? image.samples[pixel]
                              : image.samples[pixel] << 16 | image.samples[pixel + 1] << 8 | image.samples[pixel + 2];
    EXPECT_EQ(value, GetParam().value);
    EXPECT_EQ(image.samples[0], 0);
}

// By name: background, blob, box, car, hand, head, pose, scene.
INSTANTIATE_TEST_SUITE_P(All, MaskFormats,
                         testing::Values(Case{"Segmentation mask 1.1", "SegmentationClass/sub/img_1.png", 0x2080c0},
                                         Case{"CamVid 1.0", "defaultannot/sub/img_1.png", 0x2080c0},
                                         Case{"Cityscapes 1.0", "gtFine/default/sub/img_1_gtFine_instanceIds.png",
                                              3001},
                                         Case{"KITTI 1.0", "default/instance/sub/img_1.png", 3 * 256}),
                         [](const auto& info) { return info.param.format.substr(0, info.param.format.find(' ')); });

TEST(SegmentationMask, WritesTheLayout) {
    const auto members = exported("Segmentation mask 1.1", drawn());
    EXPECT_THAT(members.at("labelmap.txt"), HasSubstr("# "
                                                      "label:color_rgb:parts:actions\nbackground:0,0,0::\nblob:102,190,"
                                                      "150::\nbox:32,128,128::\ncar:32,128,192::\n"));
    EXPECT_EQ(members.at("ImageSets/Segmentation/default.txt"), "sub/img_1\nsub/img_2\nsub/img_3\n");
    const auto instances = decode_mask_image(members.at("SegmentationObject/sub/img_1.png"), "mask");
    EXPECT_EQ(instances.samples[3 * (5 * 64 + 5)], 128);       // the first colour of the palette
    EXPECT_EQ(instances.samples[3 * (22 * 64 + 22) + 1], 128); // the second
    EXPECT_FALSE(members.contains("SegmentationClass/sub/img_3.png"));
}

TEST(CamVid, WritesTheLists) {
    const auto members = exported("CamVid 1.0", drawn());
    EXPECT_THAT(members.at("label_colors.txt"), HasSubstr("102 190 150 blob\n32 128 128 box\n32 128 192 car\n"));
    EXPECT_EQ(members.at("default.txt"),
              "/default/sub/img_1.png defaultannot/sub/img_1.png\n"
              "/default/sub/img_2.png defaultannot/sub/img_2.png\n/default/sub/img_3.png \n");
}

TEST(Kitti, BoxesAreLines) {
    const auto members = exported("KITTI 1.0", boxes());
    EXPECT_EQ(members.at("default/label_2/sub/img_1.txt"),
              "car 0.0 0 -1 1.25 2.5 20.75 30.0 -1 -1 -1 -1 -1 -1 -1 1.0\n");
    EXPECT_THAT(
        [] {
            imported("KITTI 1.0", {{"default/label_2/sub/img_1.txt", "car 1 2\n"}}, sample_target());
        },
        ThrowsMessage<FormatError>(HasSubstr("Unexpected field count 3")));
}

TEST(Mots, TracksOfMasksComeBackAsPolygons) {
    auto dataset = drawn();
    dataset.tasks[0].annotations = [] {
        Annotations out;
        annotation::Track track;
        track.label_id = box;
        track.keyframes.resize(2);
        for (int64_t i = 0; i < 2; ++i) {
            auto& keyframe = track.keyframes[static_cast<size_t>(i)];
            keyframe.frame = i;
            keyframe.type = ShapeType::polygon;
            keyframe.points = {4, 4, 14, 4, 14, 12, 4, 12};
        }
        track.keyframes.push_back(track.keyframes[1]);
        track.keyframes[2].frame = 2;
        track.keyframes[2].outside = true;
        out.tracks = {track};
        return out;
    };
    const auto members = exported("MOTS PNG 1.0", dataset);
    const auto image = decode_mask_image(members.at("default/instances/sub/img_2.png"), "mask");
    EXPECT_EQ(image.samples[5 * 64 + 5], 3000);
    EXPECT_FALSE(members.contains("default/instances/sub/img_3.png"));
    const auto found = imported("MOTS PNG 1.0", members, sample_target());
    ASSERT_EQ(found.tracks.size(), 1u);
    EXPECT_EQ(found.tracks[0].label_id, box);
    EXPECT_EQ(found.tracks[0].source, "manual");
    ASSERT_EQ(found.tracks[0].keyframes.size(), 3u);
    EXPECT_TRUE(found.tracks[0].keyframes[2].outside);
}

TEST(LabelMe, ShapesAndAttributesComeBack) {
    const auto members = exported("LabelMe 3.0", sample(Target::task), true);
    EXPECT_TRUE(members.contains("default/sub/img_1.png"));
    EXPECT_TRUE(members.contains("default/sub/Masks/img_2_mask_0.png"));
    EXPECT_THAT(members.at("default/sub/img_1.xml"),
                HasSubstr("<attributes>color=green, parked=true, age=5.0, rotation=30.5</attributes>"));
    const auto found = plain(imported("LabelMe 3.0", members, sample_target(), {.masks_to_polygons = false}));
    // Box, polygon, the track's box, the rotated box; ellipse, mask, the track's box.
    ASSERT_EQ(found.shapes.size(), 7u);
    EXPECT_EQ(found.shapes[3].rotation, 30.5);
    EXPECT_TRUE(found.shapes[3].occluded);
    EXPECT_EQ(found.shapes[3].attributes,
              (std::vector<annotation::Attribute>{{color, "green"}, {parked, "true"}, {age, "5.0"}}));
    EXPECT_EQ(found.shapes[5].points, (Flat{0, 3, 3, 1, 5, 1}));
}

TEST(LabelMe, GroupsArePartsOfTheirFirst) {
    auto dataset = boxes();
    const auto single = dataset.tasks[0].annotations;
    dataset.tasks[0].annotations = [single] {
        auto out = single();
        out.shapes.push_back(out.shapes[0]);
        for (auto& shape : out.shapes) {
            if (shape.frame == 0) shape.group = 5;
        }
        return out;
    };
    const auto members = exported("LabelMe 3.0", dataset);
    EXPECT_THAT(members.at("default/sub/img_1.xml"), HasSubstr("<hasparts>1</hasparts>"));
    EXPECT_THAT(members.at("default/sub/img_1.xml"), HasSubstr("<ispartof>0</ispartof>"));
    const auto found = imported("LabelMe 3.0", members, sample_target());
    ASSERT_EQ(found.shapes.size(), 4u);
    EXPECT_EQ(found.shapes[0].group, 1);
    EXPECT_EQ(found.shapes[1].group, 1);
    EXPECT_EQ(found.shapes[2].group, 0);
}

TEST(OpenImages, BoxesMasksAndTagsComeBack) {
    const auto members = exported("Open Images V6 1.0", sample(Target::task));
    EXPECT_THAT(members.at("annotations/class-descriptions.csv"), HasSubstr("car,car\r\n"));
    EXPECT_THAT(members.at("annotations/images.meta"), HasSubstr("sub/img_1 48 64\n"));
    EXPECT_THAT(
        members.at("annotations/default-annotations-bbox.csv"),
        HasSubstr(
            "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,IsGroupOf,IsDepiction,"
            "IsInside\r\nsub/"
            "img_1,,box,1,0.015625,0.078125,0.020833333333333332,0.10416666666666667,0,-1,-1,-1,-1\r\n"));
    const auto found = imported("Open Images V6 1.0", members, sample_target(), {.masks_to_polygons = false});
    ASSERT_EQ(found.tags.size(), 1u);
    EXPECT_EQ(found.tags[0].label_id, scene);
    size_t rectangles = 0, masks = 0;
    for (const auto& shape : found.shapes) (shape.type == ShapeType::mask ? masks : rectangles) += 1;
    EXPECT_EQ(rectangles, 3u);
    EXPECT_EQ(masks, 4u); // the rotated box, the polygon, the ellipse and the mask
}

TEST(Icdar, SegmentationNeedsAnIndex) {
    EXPECT_THAT([] { exported("ICDAR Segmentation 1.0", drawn()); }, ThrowsMessage<FormatError>(HasSubstr("'index'")));
}

TEST(MaskImages, DamagedOnesAreRefused) {
    const std::map<std::string, std::string> members = {{"label_colors.txt", "1 2 3 car\n"},
                                                        {"train.txt", "train/a.png trainannot/a.png\n"},
                                                        {"trainannot/a.png", "no image"}};
    EXPECT_THAT([&] { imported("CamVid 1.0", members, sample_target()); },
                ThrowsMessage<FormatError>(HasSubstr("could not be read")));
}

} // namespace
} // namespace limn::formats
