#include "sample.h"

#include "base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limn::formats {
namespace {

using annotation::Annotations;
using annotation::ShapeType;
using testing::HasSubstr;
using testing::ThrowsMessage;

// Each text between the two marks replaced.
void blur(std::string& xml, const std::string& before, const std::string& after, const std::string& with) {
    for (size_t at = xml.find(before); at != std::string::npos; at = xml.find(before, at + 1)) {
        const size_t begin = at + before.size();
        xml.replace(begin, xml.find(after, begin) - begin, with);
    }
}

// What differs from one recording to the next, taken out.
std::string blurred(std::string xml) {
    blur(xml, "<id>", "<", "<n>");
    blur(xml, "/api/jobs/", "<", "<n>");
    blur(xml, "step=", "<", "<n>");
    blur(xml, "task_id=\"", "\"", "<n>");
    for (const auto* tag : {"<created>", "<updated>", "<dumped>"}) blur(xml, tag, "<", "<time>");
    xml = replace_all(xml, "http://localhost", "${base}");
    xml = replace_all(xml, "<name>annotated<", "<name>annotated ${uid}<");
    xml = replace_all(xml, "<name>zoo<", "<name>zoo ${uid}<");
    xml = replace_all(xml, ">ann@", ">ann-${uid}@");
    return replace_all(xml, ">ann<", ">ann-${uid}<");
}

std::string xml_of(std::string_view format, const Dataset& dataset) {
    return blurred(exported(format, dataset).at("annotations.xml"));
}

TEST(CvatExport, ImagesOfATaskAsRecorded) {
    EXPECT_EQ(xml_of("CVAT for images 1.1", sample(Target::task)), test_file("cvat_images_task.xml"));
}

TEST(CvatExport, ImagesOfAJobAsRecorded) {
    EXPECT_EQ(xml_of("CVAT for images 1.1", sample(Target::job)), test_file("cvat_images_job.xml"));
}

TEST(CvatExport, ImagesOfAProjectAsRecorded) {
    auto dataset = sample(Target::project);
    dataset.tasks[0].name = "first ${uid}";
    EXPECT_EQ(xml_of("CVAT for images 1.1", dataset), test_file("cvat_images_project.xml"));
}

TEST(CvatExport, DeletedFramesAreLeftOut) {
    auto dataset = sample(Target::task);
    dataset.tasks[0].deleted = {1};
    dataset.tasks[0].frames.erase(dataset.tasks[0].frames.begin() + 1);
    EXPECT_EQ(xml_of("CVAT for images 1.1", dataset), test_file("cvat_images_deleted.xml"));
}

TEST(CvatExport, VideoOfATaskAsRecorded) {
    EXPECT_EQ(xml_of("CVAT for video 1.1", sample(Target::task, true)), test_file("cvat_video_task.xml"));
}

TEST(CvatExport, VideoOfAJobAsRecorded) {
    EXPECT_EQ(xml_of("CVAT for video 1.1", sample(Target::job, true)), test_file("cvat_video_job.xml"));
}

TEST(CvatExport, VideoOfAProjectAsRecorded) {
    auto dataset = sample(Target::project);
    dataset.tasks[0].name = "first ${uid}";
    EXPECT_EQ(xml_of("CVAT for video 1.1", dataset), test_file("cvat_video_project.xml"));
}

TEST(CvatExport, ImagesOfAVideoAsRecorded) {
    EXPECT_EQ(xml_of("CVAT for images 1.1", sample(Target::task, true)), test_file("cvat_video_as_images.xml"));
}

TEST(CvatExport, SavesImagesUnderTheirNames) {
    const auto task = exported("CVAT for images 1.1", sample(Target::task), true);
    EXPECT_EQ(task.size(), 4u);
    EXPECT_EQ(task.at("images/sub/img_2.png"), "picture 1");
    EXPECT_EQ(exported("CVAT for images 1.1", sample(Target::project), true).at("images/Train/sub/img_3.png"),
              "picture 2");
    EXPECT_EQ(exported("CVAT for video 1.1", sample(Target::job, true), true).at("images/frame_000012.PNG"),
              "picture 3");
}

TEST(CvatExport, TasksOfOneSubsetDoNotShareNamesOrNumbers) {
    auto dataset = sample(Target::project);
    dataset.tasks.push_back(dataset.tasks[0]);
    dataset.tasks[1].id = 8;
    const auto xml = exported("CVAT for images 1.1", dataset).at("annotations.xml");
    EXPECT_THAT(xml, HasSubstr("<image id=\"0\" name=\"sub/img_1.png\" subset=\"Train\" task_id=\"7\""));
    EXPECT_THAT(xml, HasSubstr("<image id=\"3\" name=\"sub/img_1_1.png\" subset=\"Train\" task_id=\"8\""));
    const auto video = exported("CVAT for video 1.1", dataset).at("annotations.xml");
    EXPECT_THAT(video, HasSubstr("<track id=\"2\" label=\"car\" source=\"manual\" task_id=\"8\""));
}

TEST(CvatExport, EscapesTextAndAttributes) {
    auto dataset = sample(Target::task);
    dataset.labels[0].name = "a\"b<c>&'\n";
    dataset.tasks[0].name = "x < y";
    const auto xml = exported("CVAT for images 1.1", dataset).at("annotations.xml");
    EXPECT_THAT(xml, HasSubstr("<name>x &lt; y</name>"));
    EXPECT_THAT(xml, HasSubstr("label=\"a&quot;b&lt;c&gt;&amp;'&#10;\""));
    dataset.labels[0].name = "a\"b";
    EXPECT_THAT(exported("CVAT for images 1.1", dataset).at("annotations.xml"), HasSubstr("label='a\"b'"));
}

TEST(CvatImport, ImagesAsRecorded) {
    const auto found = imported("CVAT 1.1", {{"", test_file("images_one.xml")}}, sample_target());
    ASSERT_EQ(found.shapes.size(), 7u);
    const auto& first = found.shapes[0];
    EXPECT_EQ(first.type, ShapeType::rectangle);
    EXPECT_EQ(first.points, (std::vector<double>{1.5, 2, 20.25, 30}));
    EXPECT_EQ(first.rotation, 15);
    EXPECT_EQ(first.z_order, 2);
    EXPECT_EQ(first.group, 3);
    EXPECT_TRUE(first.occluded);
    EXPECT_EQ(first.source, "file");
    EXPECT_EQ(first.attributes, (std::vector<annotation::Attribute>{{color, "blue"}, {age, "4"}}));
    EXPECT_EQ(found.shapes[1].points, (std::vector<double>{1, 1, 20, 1, 20, 20}));
    EXPECT_EQ(found.shapes[4].points, (std::vector<double>{20, 20, 30, 15}));
    EXPECT_EQ(found.shapes[5].points, (std::vector<double>{2, 3, 5, 1, 1, 5, 2}));
    ASSERT_EQ(found.shapes[6].elements.size(), 2u);
    EXPECT_EQ(found.shapes[6].elements[0].points, (std::vector<double>{5, 5}));
    EXPECT_TRUE(found.shapes[6].elements[1].outside);
    EXPECT_EQ(found.shapes[6].elements[1].label_id, hand);
    ASSERT_EQ(found.tags.size(), 1u);
    EXPECT_EQ(found.tags[0].frame, 2);
    EXPECT_EQ(found.tags[0].attributes, (std::vector<annotation::Attribute>{{weather, "rain"}}));
    EXPECT_TRUE(found.tracks.empty());
}

TEST(CvatImport, TracksAsRecorded) {
    const auto found = imported("CVAT 1.1", {{"", test_file("video_one.xml")}}, sample_target());
    ASSERT_EQ(found.tracks.size(), 1u);
    const auto& track = found.tracks[0];
    EXPECT_EQ(track.label_id, box);
    EXPECT_EQ(track.source, "file");
    EXPECT_EQ(track.group, 0);
    ASSERT_EQ(track.keyframes.size(), 2u);
    EXPECT_EQ(track.keyframes[0].points, (std::vector<double>{1, 1, 9, 9}));
    EXPECT_EQ(track.keyframes[1].frame, 2);
    EXPECT_TRUE(track.keyframes[1].outside);
}

TEST(CvatImport, SaysWhatIsUnknown) {
    const auto import = [](const std::string& file) {
        return [file] { imported("CVAT 1.1", {{"", test_file(file)}}, sample_target()); };
    };
    EXPECT_THAT(import("images_alien.xml"),
                ThrowsMessage<FormatError>("ValueError: Label 'alien' is not registered for this task\n"));
    EXPECT_THAT(
        import("images_far.xml"),
        ThrowsMessage<FormatError>("cvat.apps.dataset_manager.bindings.CvatImportError: Could not match item id: "
                                   "'elsewhere' with any task frame\n"));
}

void expect_error(const std::string& xml, const std::string& text) {
    EXPECT_THAT(
        [&] {
            imported("CVAT 1.1", {{"", "<annotations>" + xml + "</annotations>"}}, sample_target());
        },
        ThrowsMessage<FormatError>(HasSubstr(text)))
        << xml;
}

TEST(CvatImport, SaysWhatIsWrong) {
    expect_error("<image", "no well-formed XML");
    expect_error("<image name='sub/img_1.png'><box label='car' xtl='1'/></image>", "lacks the attribute 'ytl'");
    expect_error("<image name='sub/img_1.png'><box label='car' xtl='x' ytl='1' xbr='1' ybr='1'/></image>",
                 "no number: 'x'");
    expect_error("<image name='sub/img_1.png'><box xtl='1' ytl='1' xbr='1' ybr='1'/></image>",
                 "lacks the attribute 'label'");
    expect_error("<image name='sub/img_1.png'><polygon label='car' points='1,2;3'/></image>", "number too many");
    expect_error(
        "<image name='sub/img_1.png'><mask label='blob' rle='1, x' left='0' top='0' width='1' height='1'/></image>",
        "run lengths");
    expect_error("<track label='box'><box frame='7' keyframe='1' xtl='1' ytl='1' xbr='2' ybr='2'/></track>",
                 "Unknown frame 7");
    expect_error("<image name='sub/img_1.png'><box label='car' xtl='1' ytl='1' xbr='1' ybr='1'>"
                 "<attribute name='parked'>perhaps</attribute></box></image>",
                 "Failed to convert attribute 'car'='perhaps'");
}

TEST(CvatImport, WhatWasExportedComesBack) {
    const auto found = imported("CVAT 1.1", exported("CVAT for images 1.1", sample(Target::task)), sample_target());
    auto expected = sample_annotations();
    EXPECT_EQ(found.tags.size(), 1u);
    EXPECT_EQ(found.shapes.size(), expected.shapes.size() + 5); // the tracks' frames
    const auto video =
        imported("CVAT 1.1", exported("CVAT for video 1.1", sample(Target::task, true)), sample_target(true));
    ASSERT_EQ(video.tracks.size(), 10u);
    EXPECT_EQ(video.tracks[0].keyframes[1].frame, 2);
    EXPECT_EQ(video.tracks[0].attributes, expected.tracks[0].attributes);
    EXPECT_EQ(video.tracks[0].keyframes[0].attributes, expected.tracks[0].keyframes[0].attributes);
    EXPECT_EQ(video.shapes.size(), 1u); // tracks of masks become masks
    EXPECT_EQ(video.shapes[0].points, (std::vector<double>{2, 3, 5, 1, 1, 5, 2}));
}

TEST(CvatImport, ArchiveWithoutXmlIsRefused) {
    EXPECT_THAT(
        [] {
            imported("CVAT 1.1", {{"readme.txt", "hello"}}, sample_target());
        },
        ThrowsMessage<FormatError>(AllOf(HasSubstr("Check [format docs]"), HasSubstr("Dataset must contain a file:"))));
}

TEST(CvatImport, FindsFramesInAFolderOfTheirOwn) {
    // The dataset was made where the task's folder `sub` was the root.
    const std::string xml = "<annotations><image id='9' name='img_2.png'>"
                            "<box label='box' xtl='1' ytl='1' xbr='2' ybr='2'/></image></annotations>";
    const auto found = imported("CVAT 1.1", {{"deep/annotations.xml", xml}}, sample_target());
    ASSERT_EQ(found.shapes.size(), 1u);
    EXPECT_EQ(found.shapes[0].frame, 1);
}

} // namespace
} // namespace limn::formats
