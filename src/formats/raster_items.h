// Shapes of items as pixels.
#pragma once

#include "formats/item.h"

namespace limn::formats {

// A filled polygon, box (rotated ones too), ellipse or mask on the item's image.
geometry::Rle pixels_of(const ItemAnnotation& annotation, int width, int height);

// Changes ellipses into masks, in place.
void ellipses_to_masks(Item& item);

}  // namespace limn::formats
