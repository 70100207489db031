// Shapes of items as pixels.
#pragma once

#include "formats/item.h"

namespace limn::formats {

// A filled polygon, box (rotated ones too), ellipse or mask on the item's image.
geometry::Rle pixels_of(const ItemAnnotation& annotation, int width, int height);

// Changes annotations of the kinds into masks, in place.
void to_masks(Item& item, std::initializer_list<Kind> kinds);

// Boxes that are turned become polygons at the end of the list.
void rotated_boxes_to_polygons(Item& item);

// Masks of one group become one with the label, order and attributes of the largest; it comes behind the others.
void merge_masks(Item& item);

// All of these: everything that fills an area becomes a mask.
void mask_pipeline(Item& item);

} // namespace limn::formats
