#include "sample.h"

#include "formats/archive_writer.h"
#include "media/archive.h"

#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

namespace limn::formats {
namespace {

using annotation::Annotations;
using annotation::Keyframe;
using annotation::Shape;
using annotation::ShapeType;
using annotation::Tag;
using annotation::Track;

Label label(int64_t id, std::string name, std::string colour, std::string type,
            std::vector<AttributeSpec> attributes = {}) {
    return {id, std::move(name), std::move(colour), std::move(type), 0, std::move(attributes), ""};
}

std::vector<Label> sample_labels() {
    std::vector<Label> out = {
        label(car, "car", "#2080c0", "any",
              {{color, "color", false, "select", "red", {"red", "green", "blue"}},
               {parked, "parked", true, "checkbox", "false", {"false"}},
               {age, "age", true, "number", "3", {"0", "10", "1"}}}),
        label(scene, "scene", "#36da94", "tag", {{weather, "weather", false, "text", "sunny", {"sunny"}}}),
        label(box, "box", "#208080", "rectangle"),
        label(pose, "pose", "#1446c2", "skeleton", {{mood, "mood", false, "text", "calm", {"calm"}}}),
        label(head, "head", "#ba9109", "points", {{seen, "seen", true, "checkbox", "true", {"true"}}}),
        label(hand, "hand", "#f08cb3", "points"),
        label(blob, "blob", "#66be96", "mask"),
    };
    out[4].parent = out[5].parent = pose;
    out[3].svg =
        "<circle r=\"1.5\" cx=\"20\" cy=\"20\" data-type=\"element node\" data-element-id=\"1\" data-node-id=\"1\" "
        "data-label-id=\"5\"></circle><circle r=\"1.5\" cx=\"60\" cy=\"60\" data-type=\"element node\" "
        "data-element-id=\"2\" data-node-id=\"2\" data-label-id=\"6\"></circle>";
    return out;
}

Shape shape(ShapeType type, int64_t frame, int64_t label, std::vector<double> points,
            std::vector<annotation::Attribute> attributes = {}) {
    Shape out;
    out.type = type;
    out.frame = frame;
    out.label_id = label;
    out.points = std::move(points);
    out.attributes = std::move(attributes);
    return out;
}

Keyframe keyframe(ShapeType type, int64_t frame, std::vector<double> points,
                  std::vector<annotation::Attribute> attributes = {}) {
    Keyframe out;
    out.type = type;
    out.frame = frame;
    out.points = std::move(points);
    out.attributes = std::move(attributes);
    return out;
}

const std::vector<annotation::Attribute> car_defaults = {{color, "red"}, {parked, "false"}, {age, "3"}};
const std::vector<annotation::Attribute> car_mutable = {{parked, "false"}, {age, "3"}};

Track car_track() {
    Track out;
    out.label_id = car;
    out.attributes = {{color, "blue"}};
    out.keyframes = {keyframe(ShapeType::rectangle, 0, {0, 0, 10, 10}, car_mutable),
                     keyframe(ShapeType::rectangle, 2, {10, 4, 20, 14}, car_mutable)};
    out.keyframes[1].outside = true;
    return out;
}

Track pose_track() {
    Track out;
    out.label_id = pose;
    out.attributes = {{mood, "calm"}};
    out.keyframes = {keyframe(ShapeType::skeleton, 0, {})};
    out.elements.resize(2);
    out.elements[0].label_id = head;
    out.elements[0].keyframes = {keyframe(ShapeType::points, 0, {5, 5}, {{seen, "true"}}),
                                 keyframe(ShapeType::points, 2, {9, 5}, {{seen, "true"}})};
    out.elements[1].label_id = hand;
    out.elements[1].keyframes = {keyframe(ShapeType::points, 0, {7, 7})};
    return out;
}

TaskPart sample_part(bool video) {
    TaskPart part;
    part.id = 7;
    part.name = "annotated";
    part.size = video ? 4 : 3;
    part.video = video;
    part.mode = video ? "interpolation" : "annotation";
    part.overlap = video ? 2 : 0;
    part.created = part.updated = {1'766'570'400'123'456};
    part.start_frame = video ? 3 : 0;
    part.step = video ? 3 : 1;
    part.stop_frame = video ? 12 : 2;
    part.frame_filter = video ? "step=3" : "";
    part.segments = {{9, 0, part.size - 1}};
    part.owner = Person{"ann", "ann@example.com"};
    part.source = "clip.mp4";
    part.original_width = 96;
    part.original_height = 64;
    for (int64_t i = 0; i < part.size; ++i) {
        part.frames.push_back({i, "sub/img_" + std::to_string(i + 1) + ".png", video ? 96 : 64, video ? 64 : 48, {}});
    }
    part.image = [](const Frame& frame, const Bytes& write) {
        write("picture ");
        write(std::to_string(frame.number));
    };
    return part;
}

} // namespace

Annotations sample_annotations() {
    Annotations out;
    Tag tag;
    tag.frame = 2;
    tag.label_id = scene;
    tag.source = "auto";
    tag.attributes = {{weather, "sunny"}};
    out.tags = {tag};
    auto& shapes = out.shapes;
    shapes.push_back(shape(ShapeType::rectangle, 0, car, {1.25, 2.125, 30.129, 40.5},
                           {{color, "green"}, {parked, "True"}, {age, "5"}}));
    shapes.back().rotation = 30.5;
    shapes.back().occluded = true;
    shapes.back().z_order = 1;
    shapes.back().group = 2;
    shapes.push_back(shape(ShapeType::rectangle, 0, box, {1, 1, 5, 5}));
    shapes.push_back(shape(ShapeType::polygon, 0, car, {1, 1, 20, 1, 20, 20}, car_defaults));
    shapes.push_back(shape(ShapeType::polyline, 0, car, {1, 1, 20.005, 1.015}, car_defaults));
    shapes.push_back(shape(ShapeType::points, 1, car, {5, 5, 6, 6}, car_defaults));
    shapes.push_back(shape(ShapeType::ellipse, 1, car, {20, 20, 30, 15}, car_defaults));
    shapes.back().rotation = 10;
    shapes.push_back(
        shape(ShapeType::cuboid, 1, car, {1, 1, 1, 10, 10, 1, 10, 10, 14, 3, 14, 12, 4, 3, 4, 12}, car_defaults));
    shapes.push_back(shape(ShapeType::mask, 1, blob, {2, 3, 5, 1, 1, 5, 2}));
    shapes.back().source = "semi-auto";
    shapes.push_back(shape(ShapeType::skeleton, 1, pose, {}, {{mood, "calm"}}));
    shapes.back().elements = {shape(ShapeType::points, 1, head, {5, 5}, {{seen, "true"}}),
                              shape(ShapeType::points, 1, hand, {9, 9})};
    shapes.back().elements[1].outside = true;
    out.tracks = {car_track(), pose_track()};
    return out;
}

Dataset sample_target(bool video) {
    Dataset out;
    out.labels = sample_labels();
    out.tasks = {sample_part(video)};
    return out;
}

Dataset sample(Target target, bool video) {
    Dataset out = sample_target(video);
    out.target = target;
    out.host = "http://localhost";
    out.id = 9;
    out.name = "zoo";
    out.created = out.updated = out.tasks[0].created;
    out.owner = out.tasks[0].owner;
    out.tasks[0].annotations = sample_annotations;
    if (target == Target::project) out.tasks[0].subset = "Train";
    return out;
}

Dataset boxes() {
    auto dataset = sample(Target::task);
    dataset.tasks[0].annotations = [] {
        Annotations out;
        for (int64_t frame = 0; frame < 3; ++frame) {
            Shape shape;
            shape.frame = frame;
            shape.label_id = frame == 1 ? box : car;
            shape.points = {1.25 + static_cast<double>(frame), 2.5, 20.75, 30};
            if (shape.label_id == car) shape.attributes = {{color, "green"}, {parked, "true"}, {age, "5"}};
            out.shapes.push_back(shape);
        }
        return out;
    };
    return dataset;
}

std::map<std::string, std::string> exported(std::string_view format, const Dataset& dataset, bool save_images) {
    const storage::TempFolder folder(std::filesystem::temp_directory_path());
    const auto file = folder.path() / "export.zip";
    const auto* exporter = find_exporter(format);
    if (!exporter) throw std::invalid_argument(std::string(format));
    export_dataset(*exporter, dataset, {save_images}, file);
    std::map<std::string, std::string> out;
    media::read_archive(file, {}, [&](const media::ArchiveMember& member, const media::ArchiveContent& content) {
        std::string& bytes = out[member.name];
        for (auto piece = content(); !piece.empty(); piece = content()) {
            bytes.append(reinterpret_cast<const char*>(piece.data()), piece.size());
        }
        return true;
    });
    return out;
}

std::filesystem::path packed(const storage::TempFolder& folder, const std::map<std::string, std::string>& members) {
    const auto file = folder.path() / "import.zip";
    ArchiveWriter writer(file);
    for (const auto& [name, content] : members) writer.add(name, content);
    writer.close();
    return file;
}

Annotations imported(std::string_view format, const std::map<std::string, std::string>& members, const Dataset& known,
                     ImportOptions options) {
    const storage::TempFolder folder(std::filesystem::temp_directory_path());
    const auto* importer = find_importer(format);
    if (!importer) throw std::invalid_argument(std::string(format));
    if (members.size() == 1 && members.begin()->first.empty()) {
        const auto file = folder.path() / "bare";
        std::ofstream(file, std::ios::binary) << members.begin()->second;
        return import_annotations(*importer, file, "bare", known, options, folder.path()).annotations;
    }
    return import_annotations(*importer, packed(folder, members), "import.zip", known, options, folder.path())
        .annotations;
}

std::string test_file(const std::string& name) { return storage::read_whole(LIMN_TEST_DATA "/formats/" + name); }

Annotations plain(Annotations annotations) {
    const auto order = [](std::vector<annotation::Attribute>& list) {
        std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.spec_id < b.spec_id; });
    };
    for (auto& tag : annotations.tags) order(tag.attributes);
    for (auto& shape : annotations.shapes) order(shape.attributes);
    for (auto& track : annotations.tracks) {
        order(track.attributes);
        for (auto& keyframe : track.keyframes) order(keyframe.attributes);
    }
    return annotations;
}

} // namespace limn::formats
