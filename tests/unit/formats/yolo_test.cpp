#include "sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limn::formats {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

using Flat = std::vector<double>;
using Members = std::map<std::string, std::string>;

TEST(Yolo, WritesTheLayout) {
    const auto members = exported("YOLO 1.1", boxes(), true);
    EXPECT_EQ(members.at("obj.data"),
              "classes = 7\ntrain = data/train.txt\nnames = data/obj.names\nbackup = backup/\n");
    EXPECT_EQ(members.at("obj.names"), "car\nscene\nbox\npose\nhead\nhand\nblob\n");
    EXPECT_EQ(members.at("train.txt"), "data/obj_train_data/sub/img_1.png\ndata/obj_train_data/sub/img_2.png\n"
                                       "data/obj_train_data/sub/img_3.png\n");
    EXPECT_EQ(members.at("obj_train_data/sub/img_1.txt"), "0 0.171875 0.338542 0.304688 0.572917\n");
    EXPECT_EQ(members.at("obj_train_data/sub/img_1.png"), "picture 0");
    auto dataset = boxes();
    dataset.tasks[0].subset = "names";
    EXPECT_THAT([&] { exported("YOLO 1.1", dataset); },
                ThrowsMessage<FormatError>("Can't export 'names' subset in YOLO format, this word is reserved."));
}

TEST(Yolo, RotatedBoxesAreLeftOut) {
    const auto members = exported("YOLO 1.1", sample(Target::task));
    EXPECT_EQ(std::count(members.at("obj_train_data/sub/img_1.txt").begin(),
                         members.at("obj_train_data/sub/img_1.txt").end(), '\n'),
              2);
}

TEST(Yolo, SaysWhatIsWrong) {
    const Members good = {{"obj.data", "classes = 1\ntrain = data/train.txt\nnames = data/obj.names\n"},
                          {"obj.names", "car\n"},
                          {"train.txt", "data/obj_train_data/sub/img_1.png\n"},
                          {"obj_train_data/sub/img_1.txt", "0 .5 .5 .1 .1\n"}};
    EXPECT_EQ(imported("YOLO 1.1", good, sample_target()).shapes.size(), 1u);
    const auto expect_error = [&](const std::string& member, const std::string& content, const std::string& text) {
        auto bad = good;
        bad[member] = content;
        EXPECT_THAT([&] { imported("YOLO 1.1", bad, sample_target()); }, ThrowsMessage<FormatError>(HasSubstr(text)))
            << content;
    };
    expect_error("obj.data", "train = data/train.txt\n", "Failed to parse names file path from config");
    expect_error("obj.data", "val = data/val.txt\nnames = data/obj.names\n", "Can't find 'val' subset list file");
    expect_error("obj_train_data/sub/img_1.txt", "0 1 2 3\n",
                 "Unexpected field count 4 in the bbox description. Expected 5 fields (label, xc, yc, w, h).");
    expect_error("obj_train_data/sub/img_1.txt", "x 1 2 3 4\n",
                 "Can't parse bbox label id from 'x'. Expected <class 'int'>");
    expect_error("obj_train_data/sub/img_1.txt", "5 1 2 3 4\n", "Undeclared label '5'");
    expect_error("train.txt", "data/obj_train_data/other.png\n", "missing in the dataset");
}

TEST(Ultralytics, WritesTheLayout) {
    const auto members = exported("Ultralytics YOLO Detection 1.0", boxes(), true);
    EXPECT_EQ(members.at("data.yaml"),
              "names:\n  0: car\n  1: scene\n  2: box\n  3: pose\n  4: blob\npath: .\ntrain: train.txt\n");
    EXPECT_THAT(members.at("train.txt"), HasSubstr("data/images/train/sub/img_1.png\n"));
    EXPECT_EQ(members.at("labels/train/sub/img_2.txt"), "2 0.179688 0.338542 0.289062 0.572917\n");
    EXPECT_EQ(members.at("images/train/sub/img_3.png"), "picture 2");
}

TEST(Ultralytics, TracksComeBackByTheirIds) {
    const auto members = exported("Ultralytics YOLO Detection Track 1.0", sample(Target::task));
    EXPECT_THAT(members.at("labels/train/sub/img_1.txt"), HasSubstr("0 0.078125 0.104167 0.156250 0.208333 0\n"));
    const auto found = imported("Ultralytics YOLO Detection 1.0", members, sample_target());
    ASSERT_EQ(found.tracks.size(), 1u);
    ASSERT_EQ(found.tracks[0].keyframes.size(), 3u);
    EXPECT_EQ(found.tracks[0].keyframes[1].points, (Flat{5, 2, 15, 12}));
    EXPECT_TRUE(found.tracks[0].keyframes[2].outside);
}

TEST(Ultralytics, ReadsWhatOthersWrite) {
    const Members roboflow = {
        {"data.yaml", "train: ../train/images\nval: ../valid/images\nnc: 1\nnames: ['box']\nroboflow:\n  version: 1\n"},
        {"train/images/img_1.jpg", "x"},
        {"train/labels/img_1.txt", "0 0.5 0.5 0.25 0.5\n"},
        {"valid/images/img_2.jpg", "x"}};
    const auto found = imported("Ultralytics YOLO Detection 1.0", roboflow, sample_target());
    ASSERT_EQ(found.shapes.size(), 1u);
    EXPECT_EQ(found.shapes[0].points, (Flat{24, 12, 40, 36}));
    auto labels_only = roboflow;
    labels_only.erase("train/images/img_1.jpg");
    EXPECT_EQ(imported("Ultralytics YOLO Detection 1.0", labels_only, sample_target()).shapes.size(), 1u);
}

TEST(Ultralytics, SaysWhatIsWrong) {
    const auto expect_error = [](const std::string& config, const std::string& line, const std::string& text) {
        EXPECT_THAT(
            [&] {
                imported("Ultralytics YOLO Detection 1.0",
                         {{"data.yaml", config}, {"labels/train/sub/img_1.txt", line}}, sample_target());
            },
            ThrowsMessage<FormatError>(HasSubstr(text)))
            << config << line;
    };
    const std::string good = "names: {0: car}\ntrain: [images/train/sub/img_1.png]\n";
    expect_error("names: [", "", "Failed to parse config file");
    expect_error("names: 5\ntrain: x\n", "", "Failed to parse names from config");
    expect_error(good + "kpt_shape: [3, 3]\n", "", "specific requirement information unavailable");
    expect_error("names: {0: car}\ntrain: nowhere/images\n", "", "Can't find 'train' subset image folder");
    expect_error("names: {0: car}\ntrain: [pictures/train/a.png]\n", "",
                 "Malformed folder structure for image pictures/train/a.png");
    expect_error(good, "0 1 2\n",
                 "Unexpected field count 3 in the bbox description. Expected 5 or 6 fields (label, xc, yc, w, h, "
                 "<optional track id>).");
    expect_error(good, "0 a 2 3 4\n", "from 'a'");
}

} // namespace
} // namespace limn::formats
