// Ultralytics YOLO Pose 1.0: skeletons with room for as many points as the largest has.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/text_writer.h"
#include "formats/ultralytics_reader.h"
#include "formats/ultralytics_writer.h"
#include "formats/yolo_fields.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

struct Skeletons {
    std::vector<int64_t> labels;              // by class number
    std::vector<std::vector<int64_t>> points; // labels of their points
    size_t most_points = 0;
};

Skeletons skeletons_of(const LabelIndex& labels) {
    Skeletons out;
    for (size_t i = 0; i < labels.size(); ++i) {
        const auto index = static_cast<int64_t>(i);
        if (labels.at(index).type != "skeleton") continue;
        out.labels.push_back(index);
        out.points.push_back(labels.points(index));
        out.most_points = std::max(out.most_points, out.points.back().size());
    }
    return out;
}

geometry::Box visible_box(const ItemAnnotation& skeleton) {
    std::vector<double> present;
    for (const SkeletonPoint& point : skeleton.elements) {
        if (point.visibility != Visibility::absent) present.insert(present.end(), {point.x, point.y});
    }
    return geometry::bounds(present);
}

void append_skeleton(std::string& out, const ItemAnnotation& skeleton, const Skeletons& all, const Item& item) {
    const auto found = std::find(all.labels.begin(), all.labels.end(), skeleton.label);
    if (found == all.labels.end()) return;
    const auto number = static_cast<size_t>(found - all.labels.begin());
    append_int(out, static_cast<int64_t>(number));
    out += ' ';
    append_yolo_box(out, visible_box(skeleton), item);
    const auto& labels = all.points[number];
    for (size_t i = 0; i < all.most_points; ++i) {
        const auto point =
            std::find_if(skeleton.elements.begin(), skeleton.elements.end(),
                         [&](const SkeletonPoint& p) { return i < labels.size() && p.label == labels[i]; });
        if (point == skeleton.elements.end()) {
            out += " 0.0 0.0 0";
            continue;
        }
        append_yolo_points(out, std::array{point->x, point->y}, item);
        out += ' ';
        append_int(out, static_cast<int64_t>(point->visibility));
    }
    out += '\n';
}

struct KeypointShape {
    size_t points;
    size_t values; // 2, or 3 with visibility
};

KeypointShape keypoint_shape(const YAML::Node& config) {
    try {
        const auto numbers = config["kpt_shape"].as<std::vector<size_t>>();
        if (numbers.size() == 2 && (numbers[1] == 2 || numbers[1] == 3) && numbers[0] < 100'000)
            return {numbers[0], numbers[1]};
    } catch (const YAML::Exception&) {
        throw FormatError("Failed to parse kpt_shape from config");
    }
    throw FormatError("Failed to parse kpt_shape from config");
}

// For each label of the config the names of its points, as the task or project draws them.
std::vector<std::vector<std::string>> point_names(const UltralyticsReader& reader, const Dataset& known, size_t room) {
    const LabelIndex labels(known.labels);
    const auto skeletons = skeletons_of(labels);
    std::vector<std::vector<std::string>> out(reader.label_count());
    std::vector<std::string> unknown, too_large;
    for (size_t i = 0; i < out.size(); ++i) {
        const std::string& name = reader.label_name(static_cast<int64_t>(i));
        if (name.empty()) continue;
        const auto same = [&](int64_t label) { return labels.at(label).name == name; };
        const auto found = std::find_if(skeletons.labels.begin(), skeletons.labels.end(), same);
        if (found == skeletons.labels.end()) {
            unknown.push_back("'" + name + "'");
            continue;
        }
        for (int64_t point : skeletons.points[static_cast<size_t>(found - skeletons.labels.begin())]) {
            out[i].push_back(labels.at(point).name);
        }
        if (out[i].size() > room) too_large.push_back("'" + name + "'");
    }
    if (!unknown.empty()) {
        throw FormatError(
            fmt::format("Labels from config file are absent in sub label hint: {{{}}}", join(unknown, ", ")));
    }
    if (!too_large.empty()) {
        throw FormatError(fmt::format("Number of points in skeletons according to config file is {}. "
                                      "Following skeletons have more sub labels: [{}]",
                                      room, join(too_large, ", ")));
    }
    return out;
}

} // namespace

void write_ultralytics_pose(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    const auto skeletons = skeletons_of(labels);
    UltralyticsFiles files;
    for (int64_t label : skeletons.labels) files.names.push_back(labels.at(label).name);
    files.keypoints = skeletons.most_points;
    files.lines = [&](std::string& out, Item& item) {
        for (const ItemAnnotation& annotation : item.annotations) {
            if (annotation.kind == Kind::skeleton) append_skeleton(out, annotation, skeletons, item);
        }
    };
    write_ultralytics(dataset, options, archive, files);
}

ItemSet read_ultralytics_pose(const Input& input, const Dataset& known) {
    UltralyticsReader reader(input, known, {"yolo-ultralytics-pose", true});
    const auto shape = keypoint_shape(reader.config());
    const auto names = point_names(reader, known, shape.points);
    const size_t expected = 5 + shape.points * shape.values;
    return reader.read([&](std::vector<std::string_view>& fields, const Item& item) {
        if (fields.size() != expected && fields.size() != expected + 1) {
            throw FormatError(
                fmt::format("Unexpected field count {} in the skeleton description. Expected {} fields: (label, xc, "
                            "yc, w, h, then {} numbers for each of {} points), and an optional track id.",
                            fields.size(), expected, shape.values, shape.points));
        }
        ItemAnnotation out;
        if (fields.size() == expected + 1) take_track_id(fields, out);
        out.kind = Kind::skeleton;
        out.label = yolo_label(fields[0], reader.label_count());
        const auto& points = names[static_cast<size_t>(out.label)];
        for (size_t i = 0; i < points.size(); ++i) {
            const size_t at = 5 + i * shape.values;
            SkeletonPoint point;
            point.label = reader.set().label(points[i], reader.label_name(out.label));
            point.x = yolo_number(fields[at], "x") * item.width;
            point.y = yolo_number(fields[at + 1], "y") * item.height;
            const double v = shape.values == 2 ? 2 : yolo_number(fields[at + 2], "visibility");
            point.visibility = v == 0 ? Visibility::absent : v == 1 ? Visibility::hidden : Visibility::visible;
            out.elements.push_back(std::move(point));
        }
        return out;
    });
}

} // namespace limn::formats
