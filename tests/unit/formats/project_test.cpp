// Datasets that become new tasks of a project.
#include "sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limn::formats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

struct Opened {
    storage::TempFolder folder{std::filesystem::temp_directory_path()};
    std::unique_ptr<ProjectImport> import;

    Opened(std::string_view format, const std::map<std::string, std::string>& members, const Dataset& known) {
        import = std::make_unique<ProjectImport>(*find_importer(format), packed(folder, members), known, folder.path());
    }
};

Dataset project_of(const Dataset& task) {
    Dataset out = task;
    out.target = Target::project;
    out.tasks.clear();
    return out;
}

class ProjectFormats : public testing::TestWithParam<std::string> {};

TEST_P(ProjectFormats, SubsetsBecomeTasksWithTheirImages) {
    const Opened opened(GetParam(), exported(GetParam(), boxes(), true), project_of(sample_target()));
    ASSERT_EQ(opened.import->subsets().size(), 1u);
    const auto& subset = opened.import->subsets()[0];
    ASSERT_EQ(subset.images.size(), 3u);
    EXPECT_EQ(subset.images[1].name, "sub/img_2.png");
    EXPECT_EQ(storage::read_whole(subset.images[1].file), "picture 1");
    EXPECT_TRUE(opened.import->new_labels().empty());
    const auto found = opened.import->annotations(subset, sample_target(), {});
    ASSERT_EQ(found.shapes.size(), 3u);
    EXPECT_EQ(found.shapes[1].frame, 1);
}

// The pictures of the sample are no pictures, so formats that need their size are left out.
INSTANTIATE_TEST_SUITE_P(All, ProjectFormats,
                         testing::Values("COCO 1.0", "PASCAL VOC 1.1", "Datumaro 1.0", "KITTI 1.0"),
                         [](const auto& info) { return info.param.substr(0, info.param.find(' ')); });

TEST(ProjectImport, CvatSubsetsFromTheXml) {
    const Opened opened("CVAT 1.1", exported("CVAT for images 1.1", sample(Target::project), true),
                        project_of(sample_target()));
    ASSERT_EQ(opened.import->subsets().size(), 1u);
    EXPECT_EQ(opened.import->subsets()[0].name, "Train");
    EXPECT_EQ(opened.import->subsets()[0].images.size(), 3u);
    const auto found = opened.import->annotations(opened.import->subsets()[0], sample_target(), {});
    EXPECT_EQ(found.tags.size(), 1u);
    EXPECT_EQ(found.shapes.size(), 8u + 5u); // all but the cuboid; tracks as shapes
}

TEST(ProjectImport, ProjectWithoutLabelsGetsThem) {
    Dataset empty;
    empty.target = Target::project;
    const Opened opened("COCO 1.0", exported("COCO 1.0", boxes()), empty);
    std::vector<std::string> names;
    for (const auto& label : opened.import->new_labels()) names.push_back(label.name);
    EXPECT_THAT(names, testing::IsSupersetOf({"car", "box"}));
    const auto& attributes = opened.import->new_attributes().at("car");
    std::map<std::string, std::string> types;
    for (const auto& spec : attributes) types[spec.name] = spec.input_type;
    EXPECT_EQ(types["color"], "text");
    EXPECT_EQ(types["parked"], "checkbox");
    EXPECT_EQ(types["age"], "number");
}

TEST(ProjectImport, SaysWhatIsWrong) {
    auto other = project_of(sample_target());
    other.labels[0].name = "lorry";
    EXPECT_THAT([&] { Opened("COCO 1.0", exported("COCO 1.0", boxes()), other); },
                ThrowsMessage<FormatError>("Target project does not have label with name \"car\""));
    const storage::TempFolder folder(std::filesystem::temp_directory_path());
    const auto bare = folder.path() / "x.json";
    storage::TempFile file(folder.path());
    file.write("{}");
    file.move_to(bare);
    EXPECT_THAT([&] { ProjectImport(*find_importer("COCO 1.0"), bare, other, folder.path()); },
                ThrowsMessage<FormatError>(HasSubstr("Can't import media data from the annotation file.")));
}

} // namespace
} // namespace limn::formats
