#include "formats/format.h"
#include "formats/functions.h"
#include "formats/item.h"

#include <algorithm>
#include <array>

namespace limn::formats {
namespace {

constexpr bool flat = false, three_d = true;
// What becomes of masks and of shapes with track ids when a dataset is imported.
constexpr bool as_they_are = false, outlines = true;
constexpr bool shapes = false, tracks = true;

constexpr std::array all_exporters = {
    Exporter{"CamVid 1.0", "ZIP", "1.0", flat, write_camvid},
    Exporter{"Cityscapes 1.0", "ZIP", "1.0", flat, write_cityscapes},
    Exporter{"COCO 1.0", "ZIP", "1.0", flat, write_coco},
    Exporter{"COCO Keypoints 1.0", "ZIP", "1.0", flat, write_coco_keypoints},
    Exporter{"CVAT for video 1.1", "ZIP", "1.1", flat, write_cvat_video},
    Exporter{"CVAT for images 1.1", "ZIP", "1.1", flat, write_cvat_images},
    Exporter{"Datumaro 1.0", "ZIP", "1.0", flat, write_datumaro},
    Exporter{"Datumaro 3D 1.0", "ZIP", "1.0", three_d, write_datumaro},
    Exporter{"ICDAR Recognition 1.0", "ZIP", "1.0", flat, write_icdar_recognition},
    Exporter{"ICDAR Localization 1.0", "ZIP", "1.0", flat, write_icdar_localization},
    Exporter{"ICDAR Segmentation 1.0", "ZIP", "1.0", flat, write_icdar_segmentation},
    Exporter{"ImageNet 1.0", "ZIP", "1.0", flat, write_image_net},
    Exporter{"KITTI 1.0", "ZIP", "1.0", flat, write_kitti},
    Exporter{"LabelMe 3.0", "ZIP", "3.0", flat, write_label_me},
    Exporter{"LFW 1.0", "ZIP", "1.0", flat, write_lfw},
    Exporter{"Market-1501 1.0", "ZIP", "1.0", flat, write_market},
    Exporter{"Segmentation mask 1.1", "ZIP", "1.1", flat, write_segmentation_mask},
    Exporter{"MOT 1.1", "ZIP", "1.1", flat, write_mot},
    Exporter{"MOTS PNG 1.0", "ZIP", "1.0", flat, write_mots},
    Exporter{"Open Images V6 1.0", "ZIP", "1.0", flat, write_open_images},
    Exporter{"PASCAL VOC 1.1", "ZIP", "1.1", flat, write_voc},
    Exporter{"Sly Point Cloud Format 1.0", "ZIP", "1.0", three_d, write_sly},
    Exporter{"Kitti Raw Format 1.0", "ZIP", "1.0", three_d, write_kitti_raw},
    Exporter{"VGGFace2 1.0", "ZIP", "1.0", flat, write_vgg_face},
    Exporter{"WiderFace 1.0", "ZIP", "1.0", flat, write_wider_face},
    Exporter{"YOLO 1.1", "ZIP", "1.1", flat, write_yolo},
    Exporter{"Ultralytics YOLO Detection 1.0", "ZIP", "1.0", flat, write_ultralytics_detection},
    Exporter{"Ultralytics YOLO Detection Track 1.0", "ZIP", "1.0", flat, write_ultralytics_tracks},
    Exporter{"Ultralytics YOLO Oriented Bounding Boxes 1.0", "ZIP", "1.0", flat, write_ultralytics_oriented},
    Exporter{"Ultralytics YOLO Segmentation 1.0", "ZIP", "1.0", flat, write_ultralytics_segmentation},
    Exporter{"Ultralytics YOLO Pose 1.0", "ZIP", "1.0", flat, write_ultralytics_pose},
    Exporter{"Ultralytics YOLO Classification 1.0", "ZIP", "1.0", flat, write_ultralytics_classification},
};

constexpr std::array all_importers = {
    Importer{"CamVid 1.0", "ZIP", "1.0", flat, outlines, shapes, read_camvid, nullptr},
    Importer{"Cityscapes 1.0", "ZIP", "1.0", flat, outlines, shapes, read_cityscapes, nullptr},
    Importer{"COCO 1.0", "JSON, ZIP", "1.0", flat, as_they_are, tracks, read_coco, nullptr},
    Importer{"COCO Keypoints 1.0", "JSON, ZIP", "1.0", flat, as_they_are, tracks, read_coco_keypoints, nullptr},
    Importer{"CVAT 1.1", "XML, ZIP", "1.1", flat, as_they_are, tracks, read_cvat, read_cvat_task},
    Importer{"Datumaro 1.0", "JSON, ZIP", "1.0", flat, as_they_are, tracks, read_datumaro, nullptr},
    Importer{"Datumaro 3D 1.0", "JSON, ZIP", "1.0", three_d, as_they_are, tracks, read_datumaro, nullptr},
    Importer{"ICDAR Recognition 1.0", "ZIP", "1.0", flat, as_they_are, shapes, read_icdar_recognition, nullptr},
    Importer{"ICDAR Localization 1.0", "ZIP", "1.0", flat, as_they_are, shapes, read_icdar_localization, nullptr},
    Importer{"ICDAR Segmentation 1.0", "ZIP", "1.0", flat, outlines, shapes, read_icdar_segmentation, nullptr},
    Importer{"ImageNet 1.0", "ZIP", "1.0", flat, as_they_are, shapes, read_image_net, nullptr},
    Importer{"KITTI 1.0", "ZIP", "1.0", flat, outlines, shapes, read_kitti, nullptr},
    Importer{"LabelMe 3.0", "ZIP", "3.0", flat, outlines, shapes, read_label_me, nullptr},
    Importer{"LFW 1.0", "ZIP", "1.0", flat, as_they_are, shapes, read_lfw, nullptr},
    Importer{"Market-1501 1.0", "ZIP", "1.0", flat, as_they_are, shapes, read_market, nullptr},
    Importer{"Segmentation mask 1.1", "ZIP", "1.1", flat, outlines, shapes, read_segmentation_mask, nullptr},
    Importer{"MOT 1.1", "ZIP", "1.1", flat, as_they_are, tracks, read_mot, nullptr},
    Importer{"MOTS PNG 1.0", "ZIP", "1.0", flat, outlines, tracks, read_mots, nullptr},
    Importer{"Open Images V6 1.0", "ZIP", "1.0", flat, outlines, shapes, read_open_images, nullptr},
    Importer{"PASCAL VOC 1.1", "ZIP", "1.1", flat, outlines, tracks, read_voc, nullptr},
    Importer{"Sly Point Cloud Format 1.0", "ZIP", "1.0", three_d, as_they_are, tracks, read_sly, nullptr},
    Importer{"Kitti Raw Format 1.0", "ZIP, XML", "1.0", three_d, as_they_are, shapes, read_kitti_raw, nullptr},
    Importer{"VGGFace2 1.0", "ZIP", "1.0", flat, as_they_are, shapes, read_vgg_face, nullptr},
    Importer{"WiderFace 1.0", "ZIP", "1.0", flat, as_they_are, shapes, read_wider_face, nullptr},
    Importer{"YOLO 1.1", "ZIP", "1.1", flat, as_they_are, shapes, read_yolo, nullptr},
    Importer{"Ultralytics YOLO Detection 1.0", "ZIP", "1.0", flat, as_they_are, tracks, read_ultralytics_detection,
             nullptr},
    Importer{"Ultralytics YOLO Segmentation 1.0", "ZIP", "1.0", flat, as_they_are, tracks,
             read_ultralytics_segmentation, nullptr},
    Importer{"Ultralytics YOLO Oriented Bounding Boxes 1.0", "ZIP", "1.0", flat, as_they_are, tracks,
             read_ultralytics_oriented, nullptr},
    Importer{"Ultralytics YOLO Pose 1.0", "ZIP", "1.0", flat, as_they_are, tracks, read_ultralytics_pose, nullptr},
    Importer{"Ultralytics YOLO Classification 1.0", "ZIP", "1.0", flat, as_they_are, shapes,
             read_ultralytics_classification, nullptr},
};

template <typename List> auto find(const List& list, std::string_view name) -> decltype(list.data()) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto& format) { return format.name == name; });
    return found == list.end() ? nullptr : &*found;
}

} // namespace

std::span<const Exporter> exporters() { return all_exporters; }
std::span<const Importer> importers() { return all_importers; }
const Exporter* find_exporter(std::string_view name) { return find(all_exporters, name); }
const Importer* find_importer(std::string_view name) { return find(all_importers, name); }

} // namespace limn::formats
