// The objects of an image as COCO sees them: annotations of one group are one instance.
#pragma once

#include "formats/item.h"

namespace limn::formats {

struct CocoInstance {
    const ItemAnnotation* leader = nullptr;   // the member of largest area: gives the category and the attributes
    const ItemAnnotation* skeleton = nullptr; // the first of the group
    geometry::Box box;
    double area = 0;
    bool crowd = false; // then the segmentation is a mask, else polygons
    std::vector<std::vector<double>> polygons;
    geometry::Rle mask;
};

// Ungrouped annotations in their order, then groups by number. Boxes, polygons, masks and ellipses take part, the
// latter as masks: they are changed in the item. Groups of skeletons alone give nothing.
std::vector<CocoInstance> coco_instances(Item& item);

// One ungrouped annotation.
CocoInstance coco_instance(const ItemAnnotation& annotation, int width, int height);

} // namespace limn::formats
