// What each format's file offers to the registry.
#pragma once

#include "formats/format.h"

namespace limn::formats {

void write_cvat_images(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
void write_cvat_video(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
Found read_cvat_task(const Input& input, const Dataset& known);
ItemSet read_cvat(const Input& input, const Dataset& known);

void write_coco(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_coco(const Input& input, const Dataset& known);

void write_voc(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_voc(const Input& input, const Dataset& known);

void write_yolo(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_yolo(const Input& input, const Dataset& known);

void write_ultralytics_detection(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
void write_ultralytics_tracks(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_ultralytics_detection(const Input& input, const Dataset& known);

void write_segmentation_mask(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_segmentation_mask(const Input& input, const Dataset& known);

void write_coco_keypoints(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_coco_keypoints(const Input& input, const Dataset& known);

// Of both dimensions.
void write_datumaro(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_datumaro(const Input& input, const Dataset& known);

void write_ultralytics_segmentation(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_ultralytics_segmentation(const Input& input, const Dataset& known);

void write_ultralytics_oriented(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_ultralytics_oriented(const Input& input, const Dataset& known);

void write_ultralytics_pose(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_ultralytics_pose(const Input& input, const Dataset& known);

void write_ultralytics_classification(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_ultralytics_classification(const Input& input, const Dataset& known);

void write_mot(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_mot(const Input& input, const Dataset& known);

void write_camvid(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_camvid(const Input& input, const Dataset& known);

void write_kitti(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_kitti(const Input& input, const Dataset& known);

void write_label_me(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_label_me(const Input& input, const Dataset& known);

void write_image_net(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_image_net(const Input& input, const Dataset& known);

void write_cityscapes(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_cityscapes(const Input& input, const Dataset& known);

void write_mots(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_mots(const Input& input, const Dataset& known);

void write_wider_face(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_wider_face(const Input& input, const Dataset& known);

void write_vgg_face(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_vgg_face(const Input& input, const Dataset& known);

void write_market(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_market(const Input& input, const Dataset& known);

void write_lfw(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_lfw(const Input& input, const Dataset& known);

void write_icdar_recognition(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_icdar_recognition(const Input& input, const Dataset& known);

void write_icdar_localization(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_icdar_localization(const Input& input, const Dataset& known);

void write_icdar_segmentation(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_icdar_segmentation(const Input& input, const Dataset& known);

void write_open_images(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_open_images(const Input& input, const Dataset& known);

void write_kitti_raw(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_kitti_raw(const Input& input, const Dataset& known);

void write_sly(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);
ItemSet read_sly(const Input& input, const Dataset& known);

} // namespace limn::formats
