// What each format's file offers to the registry.
#pragma once

#include "formats/format.h"

namespace limn::formats {

void write_cvat_images(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
void write_cvat_video(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
annotation::Annotations read_cvat_task(const Input& input, const Dataset& known);
ItemSet read_cvat(const Input& input, const Dataset& known);

void write_coco(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_coco(const Input& input, const Dataset& known);

void write_voc(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_voc(const Input& input, const Dataset& known);

void write_yolo(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_yolo(const Input& input, const Dataset& known);

void write_ultralytics_detection(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_ultralytics_detection(const Input& input, const Dataset& known);

}  // namespace limn::formats
