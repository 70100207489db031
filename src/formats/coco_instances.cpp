#include "formats/coco_instances.h"

#include "formats/raster_items.h"
#include "geometry/contours.h"

#include <algorithm>
#include <map>

namespace limn::formats {
namespace {

using Members = std::vector<const ItemAnnotation*>;

bool takes_part(const ItemAnnotation& annotation) {
    return annotation.kind == Kind::bbox || annotation.kind == Kind::polygon || annotation.kind == Kind::mask;
}

geometry::Box box_of(const ItemAnnotation& annotation) {
    const auto& p = annotation.points;
    if (annotation.kind == Kind::bbox) return {p[0], p[1], p[2], p[3]};
    return annotation.kind == Kind::mask ? geometry::bounds(annotation.mask) : geometry::bounds(p);
}

double area_of(const ItemAnnotation& annotation, int width, int height) {
    if (annotation.kind == Kind::bbox) return box_of(annotation).width() * box_of(annotation).height();
    return static_cast<double>(geometry::area(pixels_of(annotation, width, height)));
}

Members of_kind(const Members& members, Kind kind) {
    Members out;
    std::copy_if(members.begin(), members.end(), std::back_inserter(out),
                 [&](const auto* member) { return member->kind == kind; });
    return out;
}

// Among equal ones boxes come before polygons before masks.
const ItemAnnotation* largest(const Members& members, int width, int height) {
    if (members.size() == 1) return members[0];
    const ItemAnnotation* best = nullptr;
    double best_area = -1;
    for (Kind kind : {Kind::bbox, Kind::polygon, Kind::mask}) {
        for (const auto* member : of_kind(members, kind)) {
            const double area = area_of(*member, width, height);
            if (area <= best_area) continue;
            best_area = area;
            best = member;
        }
    }
    return best;
}

geometry::Box united_box(const Members& members) {
    auto out = box_of(*members[0]);
    for (const auto* member : members) out = geometry::unite(out, box_of(*member));
    return out;
}

geometry::Rle united_mask(const Members& members, int width, int height) {
    auto out = pixels_of(*members[0], width, height);
    for (size_t i = 1; i < members.size(); ++i) out = geometry::unite(out, pixels_of(*members[i], width, height));
    return out;
}

bool wants_mask(const ItemAnnotation& leader, const Members& masks) {
    if (const Value* crowd = leader.find("is_crowd"))
        return std::holds_alternative<bool>(*crowd) && std::get<bool>(*crowd);
    return std::any_of(masks.begin(), masks.end(), [&](const auto* mask) { return mask->label == leader.label; });
}

CocoInstance instance_of(const Members& members, int width, int height) {
    CocoInstance out;
    out.leader = largest(members, width, height);
    const auto boxes = of_kind(members, Kind::bbox), polygons = of_kind(members, Kind::polygon);
    const auto masks = of_kind(members, Kind::mask);
    out.box = united_box(boxes.empty() ? members : boxes);
    out.area = out.box.width() * out.box.height();
    if (polygons.empty() && masks.empty()) return out;
    auto drawn = polygons;
    drawn.insert(drawn.end(), masks.begin(), masks.end());
    if (wants_mask(*out.leader, masks)) {
        out.crowd = true;
        out.mask = united_mask(drawn, width, height);
        out.area = static_cast<double>(geometry::area(out.mask));
        return out;
    }
    for (const auto* polygon : polygons) out.polygons.push_back(polygon->points);
    if (!masks.empty()) {
        for (auto& traced : geometry::to_polygons(geometry::to_bitmap(united_mask(masks, width, height)))) {
            out.polygons.push_back(std::move(traced));
        }
    }
    out.area = static_cast<double>(geometry::area(united_mask(drawn, width, height)));
    return out;
}

} // namespace

CocoInstance coco_instance(const ItemAnnotation& annotation, int width, int height) {
    if (annotation.kind == Kind::bbox) { // by far the most common, and it needs no lists
        CocoInstance out;
        out.leader = &annotation;
        out.box = box_of(annotation);
        out.area = out.box.width() * out.box.height();
        return out;
    }
    return instance_of({&annotation}, width, height);
}

std::vector<CocoInstance> coco_instances(Item& item) {
    to_masks(item, {Kind::ellipse});
    std::vector<CocoInstance> out;
    std::map<int64_t, Members> groups;
    std::map<int64_t, const ItemAnnotation*> skeletons;
    for (const ItemAnnotation& annotation : item.annotations) {
        if (annotation.group != 0 && annotation.kind == Kind::skeleton)
            skeletons.try_emplace(annotation.group, &annotation);
        if (!takes_part(annotation)) continue;
        if (annotation.group == 0) {
            out.push_back(coco_instance(annotation, item.width, item.height));
        } else {
            groups[annotation.group].push_back(&annotation);
        }
    }
    for (const auto& [group, members] : groups) {
        out.push_back(instance_of(members, item.width, item.height));
        const auto skeleton = skeletons.find(group);
        if (skeleton != skeletons.end()) out.back().skeleton = skeleton->second;
    }
    return out;
}

} // namespace limn::formats
