// Ultralytics YOLO Segmentation 1.0 (outlines) and Oriented Bounding Boxes 1.0 (four corners).
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/raster_items.h"
#include "formats/text_writer.h"
#include "formats/ultralytics_reader.h"
#include "formats/ultralytics_writer.h"
#include "formats/yolo_fields.h"
#include "geometry/contours.h"
#include "geometry/rotation.h"

#include <fmt/format.h>

namespace limn::formats {
namespace {

// Fields from 1 on, x and y by turns, in units of the image.
std::vector<double> coordinates(std::span<const std::string_view> fields, const Item& item) {
    std::vector<double> out;
    for (size_t i = 1; i < fields.size(); ++i) {
        out.push_back(yolo_number(fields[i], i % 2 == 1 ? "x" : "y") * (i % 2 == 1 ? item.width : item.height));
    }
    return out;
}

void append_outline(std::string& out, int64_t label, geometry::Coordinates points, const Item& item) {
    append_int(out, label);
    append_yolo_points(out, points, item);
    out += '\n';
}

} // namespace

void write_ultralytics_segmentation(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    const auto classes = yolo_classes(labels);
    UltralyticsFiles files;
    files.names = ultralytics_names(dataset.labels);
    files.lines = [&](std::string& out, Item& item) {
        to_masks(item, {Kind::ellipse});
        for (const ItemAnnotation& annotation : item.annotations) {
            const int64_t label = annotation.label < 0 ? -1 : classes[static_cast<size_t>(annotation.label)];
            if (annotation.kind == Kind::polygon) append_outline(out, label, annotation.points, item);
            if (annotation.kind != Kind::mask) continue;
            for (const auto& polygon : geometry::to_polygons(geometry::to_bitmap(annotation.mask))) {
                append_outline(out, label, polygon, item);
            }
        }
    };
    write_ultralytics(dataset, options, archive, files);
}

ItemSet read_ultralytics_segmentation(const Input& input, const Dataset& known) {
    UltralyticsReader reader(input, known, {"yolo-ultralytics-segmentation", false});
    return reader.read([&](std::vector<std::string_view>& fields, const Item& item) {
        const size_t least = fields.size() % 2 == 1 ? 7 : 8;
        if (fields.size() < least) {
            throw FormatError(
                fmt::format("Unexpected field count {} in the polygon description. Expected fields for segment "
                            "annotation: (label, x1, y1, x2, y2, x3, y3, ..., <optional track id>)",
                            fields.size()));
        }
        ItemAnnotation out;
        if (fields.size() % 2 == 0) take_track_id(fields, out);
        out.kind = Kind::polygon;
        out.label = yolo_label(fields[0], reader.label_count());
        out.points = coordinates(fields, item);
        return out;
    });
}

void write_ultralytics_oriented(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    const auto classes = yolo_classes(labels);
    UltralyticsFiles files;
    files.names = ultralytics_names(dataset.labels);
    files.lines = [&](std::string& out, Item& item) {
        for (const ItemAnnotation& box : item.annotations) {
            if (box.kind != Kind::bbox) continue;
            const auto& p = box.points;
            const auto corners = geometry::corners({p[0], p[1], p[2], p[3]}, box.rotated());
            append_outline(out, classes[static_cast<size_t>(box.label)], corners, item);
        }
    };
    write_ultralytics(dataset, options, archive, files);
}

ItemSet read_ultralytics_oriented(const Input& input, const Dataset& known) {
    UltralyticsReader reader(input, known, {"yolo-ultralytics-oriented-bounding-boxes", false});
    return reader.read([&](std::vector<std::string_view>& fields, const Item& item) {
        if (fields.size() != 9 && fields.size() != 10) {
            throw FormatError(fmt::format("Unexpected field count {} in the bbox description. Expected 9 or 10 fields "
                                          "(label, x1, y1, x2, y2, x3, y3, x4, y4 [, track_id]).",
                                          fields.size()));
        }
        ItemAnnotation out;
        if (fields.size() == 10) take_track_id(fields, out);
        out.kind = Kind::bbox;
        out.label = yolo_label(fields[0], reader.label_count());
        std::array<double, 8> corners;
        const auto points = coordinates(fields, item);
        std::copy(points.begin(), points.end(), corners.begin());
        const auto found = geometry::rotated_box(corners);
        out.points = {found.box.left, found.box.top, found.box.right, found.box.bottom};
        out.rotation = found.rotation;
        return out;
    });
}

} // namespace limn::formats
