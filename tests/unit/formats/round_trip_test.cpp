#include "sample.h"

#include "base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limn::formats {
namespace {

using annotation::ShapeType;

using Flat = std::vector<double>;

class BoxFormats : public testing::TestWithParam<std::string> {};

TEST_P(BoxFormats, BoxesComeBack) {
    const auto found = imported(GetParam(), exported(GetParam(), boxes()), sample_target());
    ASSERT_EQ(found.shapes.size(), 3u);
    for (int64_t frame = 0; frame < 3; ++frame) {
        const auto& shape = found.shapes[static_cast<size_t>(frame)];
        EXPECT_EQ(shape.frame, frame);
        EXPECT_EQ(shape.label_id, frame == 1 ? box : car);
        EXPECT_EQ(shape.type, ShapeType::rectangle);
        EXPECT_EQ(shape.source, "file");
        EXPECT_EQ(shape.points, (Flat{1.25 + static_cast<double>(frame), 2.5, 20.75, 30}));
    }
}

TEST_P(BoxFormats, ArchiveOfSomethingElseIsRefused) {
    EXPECT_THROW(imported(GetParam(), {{"readme.txt", "hello"}}, sample_target()), FormatError);
    EXPECT_THROW(imported(GetParam(), {{"", "hello"}}, sample_target()), FormatError);
}

INSTANTIATE_TEST_SUITE_P(All, BoxFormats,
                         testing::Values("COCO 1.0", "PASCAL VOC 1.1", "YOLO 1.1", "Ultralytics YOLO Detection 1.0"),
                         [](const auto& info) { return replace_all(replace_all(info.param, " ", ""), ".", ""); });

TEST(Registry, ListsFormatsInOrderAndFindsThem) {
    EXPECT_EQ(find_exporter("CVAT 1.1"), nullptr);
    EXPECT_EQ(find_importer("CVAT for images 1.1"), nullptr);
    for (const auto& exporter : exporters()) EXPECT_EQ(find_exporter(exporter.name), &exporter);
    for (const auto& importer : importers()) EXPECT_EQ(find_importer(importer.name), &importer);
}

} // namespace
} // namespace limn::formats
