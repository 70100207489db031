#include "formats/raster_items.h"

#include "geometry/raster.h"

namespace limn::formats {

geometry::Rle pixels_of(const ItemAnnotation& annotation, int width, int height) {
    const auto& p = annotation.points;
    switch (annotation.kind) {
    case Kind::mask: return annotation.mask;
    case Kind::bbox:
        return geometry::fill_polygon(geometry::corners({p[0], p[1], p[2], p[3]}, annotation.rotated()), width, height);
    case Kind::ellipse: {
        const geometry::Ellipse ellipse{(p[0] + p[2]) / 2, (p[1] + p[3]) / 2, (p[2] - p[0]) / 2, (p[3] - p[1]) / 2,
                                        annotation.rotated()};
        return geometry::to_rle(geometry::fill_ellipse(ellipse, width, height));
    }
    case Kind::polygon:
    case Kind::polyline:
    case Kind::points:
    case Kind::label:
    case Kind::skeleton:
    case Kind::cuboid_3d: break;
    }
    return geometry::fill_polygon(p, width, height);
}

void ellipses_to_masks(Item& item) {
    for (ItemAnnotation& annotation : item.annotations) {
        if (annotation.kind != Kind::ellipse) continue;
        annotation.mask = pixels_of(annotation, item.width, item.height);
        annotation.kind = Kind::mask;
        annotation.rotation.reset();
        annotation.points.clear();
    }
}

}  // namespace limn::formats
