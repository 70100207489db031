// Ultralytics YOLO Detection 1.0, and its variant with track ids.
#include "formats/functions.h"
#include "formats/text_writer.h"
#include "formats/ultralytics_reader.h"
#include "formats/ultralytics_writer.h"
#include "formats/yolo_fields.h"

#include <fmt/format.h>

namespace limn::formats {
namespace {

void write_detection(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive, bool with_tracks) {
    const LabelIndex labels(dataset.labels);
    const auto classes = yolo_classes(labels);
    UltralyticsFiles files;
    files.names = ultralytics_names(dataset.labels);
    files.lines = [&](std::string& out, Item& item) {
        for (const ItemAnnotation& box : item.annotations) {
            if (box.kind != Kind::bbox || yolo_rotated(box)) continue;
            append_int(out, classes[static_cast<size_t>(box.label)]);
            out += ' ';
            append_yolo_box(out, {box.points[0], box.points[1], box.points[2], box.points[3]}, item);
            if (with_tracks && box.track) {
                out += ' ';
                append_int(out, *box.track);
            }
            out += '\n';
        }
    };
    write_ultralytics(dataset, options, archive, files);
}

} // namespace

void write_ultralytics_detection(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    write_detection(dataset, options, archive, false);
}

void write_ultralytics_tracks(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    write_detection(dataset, options, archive, true);
}

ItemSet read_ultralytics_detection(const Input& input, const Dataset& known) {
    UltralyticsReader reader(input, known, {"yolo-ultralytics-detection", false});
    return reader.read([&](std::vector<std::string_view>& fields, const Item& item) {
        if (fields.size() != 5 && fields.size() != 6) {
            throw FormatError(fmt::format("Unexpected field count {} in the bbox description. Expected 5 or 6 fields "
                                          "(label, xc, yc, w, h, <optional track id>).",
                                          fields.size()));
        }
        ItemAnnotation box;
        if (fields.size() == 6) take_track_id(fields, box);
        box.kind = Kind::bbox;
        box.label = yolo_label(fields[0], reader.label_count());
        box.points = yolo_box(fields, item);
        return box;
    });
}

} // namespace limn::formats
