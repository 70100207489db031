#include "formats/raster_items.h"

#include "geometry/raster.h"

#include <algorithm>
#include <map>

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

void to_masks(Item& item, std::initializer_list<Kind> kinds) {
    for (ItemAnnotation& annotation : item.annotations) {
        if (std::find(kinds.begin(), kinds.end(), annotation.kind) == kinds.end()) continue;
        annotation.mask = pixels_of(annotation, item.width, item.height);
        annotation.kind = Kind::mask;
        annotation.rotation.reset();
        annotation.points.clear();
    }
}

void rotated_boxes_to_polygons(Item& item) {
    auto& list = item.annotations;
    const auto turned = [](const ItemAnnotation& a) { return a.kind == Kind::bbox && a.rotated() != 0; };
    const auto first = std::stable_partition(list.begin(), list.end(), [&](const auto& a) { return !turned(a); });
    for (auto box = first; box != list.end(); ++box) {
        const auto& p = box->points;
        const auto corners = geometry::corners({p[0], p[1], p[2], p[3]}, box->rotated());
        box->points.assign(corners.begin(), corners.end());
        box->kind = Kind::polygon;
        box->rotation.reset();
    }
}

void merge_masks(Item& item) {
    std::vector<ItemAnnotation> kept;
    std::map<int64_t, std::vector<ItemAnnotation>> groups;
    for (ItemAnnotation& annotation : item.annotations) {
        const bool grouped = annotation.kind == Kind::mask && annotation.group != 0;
        (grouped ? groups[annotation.group] : kept).push_back(std::move(annotation));
    }
    for (auto& [group, members] : groups) {
        const auto largest = std::max_element(members.begin(), members.end(), [](const auto& a, const auto& b) {
            return geometry::area(a.mask) < geometry::area(b.mask);
        });
        geometry::Rle all = members[0].mask;
        for (size_t i = 1; i < members.size(); ++i) all = geometry::unite(all, members[i].mask);
        largest->mask = std::move(all);
        kept.push_back(std::move(*largest));
    }
    item.annotations = std::move(kept);
}

void mask_pipeline(Item& item) {
    rotated_boxes_to_polygons(item);
    to_masks(item, {Kind::polygon, Kind::bbox, Kind::ellipse});
    merge_masks(item);
}

} // namespace limn::formats
