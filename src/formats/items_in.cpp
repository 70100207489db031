#include "formats/items_in.h"

#include "formats/format.h"
#include "formats/matching.h"
#include "formats/text_writer.h"
#include "formats/tracks_in.h"
#include "geometry/contours.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

using annotation::Annotations;
using annotation::Shape;
using annotation::ShapeType;
using annotation::Tag;

bool known_source(std::string_view source) {
    constexpr std::string_view all[] = {"auto", "semi-auto", "manual", "file", "consensus"};
    return std::find(std::begin(all), std::end(all), source) != std::end(all);
}

ShapeType shape_type(Kind kind) {
    switch (kind) {
    case Kind::polygon: return ShapeType::polygon;
    case Kind::polyline: return ShapeType::polyline;
    case Kind::points: return ShapeType::points;
    case Kind::ellipse: return ShapeType::ellipse;
    case Kind::mask: return ShapeType::mask;
    case Kind::skeleton: return ShapeType::skeleton;
    case Kind::cuboid_3d: return ShapeType::cuboid;
    case Kind::label:
    case Kind::bbox: break;
    }
    return ShapeType::rectangle;
}

std::vector<double> shape_points(const ItemAnnotation& from) {
    if (from.kind == Kind::mask) return geometry::encode_mask(from.mask);
    std::vector<double> out = from.points;
    std::transform(out.begin(), out.end(), out.begin(), round2);
    if (from.kind == Kind::ellipse) return {(out[0] + out[2]) / 2, (out[1] + out[3]) / 2, out[2], out[1]};
    if (from.kind == Kind::cuboid_3d) out.resize(16, 0);
    return out;
}

// Masks as polygons with everything else kept; the order stays.
void masks_to_polygons(Item& item) {
    std::vector<ItemAnnotation> out;
    for (ItemAnnotation& annotation : item.annotations) {
        if (annotation.kind != Kind::mask) {
            out.push_back(std::move(annotation));
            continue;
        }
        for (auto& polygon : geometry::to_polygons(geometry::to_bitmap(annotation.mask))) {
            ItemAnnotation copy = annotation;
            copy.kind = Kind::polygon;
            copy.mask = {};
            copy.points = std::move(polygon);
            out.push_back(std::move(copy));
        }
    }
    item.annotations = std::move(out);
}

// Groups of one are none; the others are numbered from 1 in their order.
void renumber_groups(Item& item) {
    std::map<int64_t, int64_t> members;
    for (const auto& annotation : item.annotations) {
        if (annotation.group != 0) ++members[annotation.group];
    }
    int64_t next = 1;
    for (auto& [group, count] : members) count = count > 1 ? next++ : 0;
    for (auto& annotation : item.annotations) {
        if (annotation.group != 0) annotation.group = members[annotation.group];
    }
}

class Taker {
  public:
    Taker(const ItemSet& set, const Dataset& known, const TakeOptions& options)
        : set_(set), options_(options), frames_(known.tasks.at(0)), labels_(known.labels),
          tracks_(known.labels, known.tasks.at(0).end()) {
        std::vector<std::string_view> ids;
        for (const Item& item : set.items) ids.push_back(item.id);
        frames_.learn_root(ids);
    }

    void take(Item& item) {
        if (options_.masks_to_polygons) masks_to_polygons(item);
        renumber_groups(item);
        const int64_t frame = frames_.match(item);
        for (size_t i = 0; i < item.annotations.size(); ++i) {
            try {
                take(item.annotations[i], frame);
            } catch (const std::exception& error) {
                throw FormatError(fmt::format("Image {}: can't import annotation #{} ({}): {}", item.id, i,
                                              to_string(item.annotations[i].kind), error.what()));
            }
        }
    }

    Annotations finish() {
        out_.tracks = tracks_.finish();
        return std::move(out_);
    }

  private:
    void take(const ItemAnnotation& from, int64_t frame) {
        if (from.label < 0) throw FormatError("annotation has no label");
        const LabelName& name = set_.labels[static_cast<size_t>(from.label)];
        if (name.name == options_.ignored_label && !labels_.find(name.name, name.parent)) return;
        const Label& label = labels_.require(name.name, name.parent);
        if (from.kind == Kind::label) {
            Tag tag;
            fill(tag, from, label, frame);
            out_.tags.push_back(std::move(tag));
            return;
        }
        Shape shape;
        fill(shape, from, label, frame);
        shape.type = shape_type(from.kind);
        shape.occluded = from.occluded.value_or(false);
        shape.outside = from.outside.value_or(false);
        shape.z_order = from.kind == Kind::cuboid_3d ? 0 : from.z_order;
        shape.rotation = from.rotated();
        shape.points = shape_points(from);
        if (from.kind == Kind::skeleton) shape.elements = elements(from, label, frame);
        if (options_.rebuild_tracks && from.track && from.keyframe && from.kind != Kind::mask) {
            tracks_.add(track_for(*from.track, frame), *from.keyframe, std::move(shape));
        } else {
            out_.shapes.push_back(std::move(shape));
        }
    }

    // A track has one shape a frame: a second one begins a track of its own.
    int64_t track_for(int64_t track, int64_t frame) {
        const auto [last, fresh] = last_frames_.try_emplace(track, frame);
        if (!fresh && last->second == frame) return next_spare_track_--;
        last->second = frame;
        return track;
    }

    static void fill(annotation::Object& to, const ItemAnnotation& from, const Label& label, int64_t frame) {
        to.frame = frame;
        to.label_id = label.id;
        to.group = from.group;
        to.source = known_source(from.source) ? from.source : "file";
        to.attributes = match_attributes(label, from.attributes);
    }

    std::vector<Shape> elements(const ItemAnnotation& from, const Label& skeleton, int64_t frame) const {
        std::vector<Shape> out;
        for (const SkeletonPoint& point : from.elements) {
            const Label& label = labels_.require(set_.labels[static_cast<size_t>(point.label)].name, skeleton.name);
            Shape element;
            element.frame = frame;
            element.label_id = label.id;
            element.group = 0;
            element.source = known_source(from.source) ? from.source : "file";
            element.attributes = match_attributes(label, point.attributes);
            element.type = ShapeType::points;
            element.occluded = point.visibility == Visibility::hidden;
            element.outside = point.visibility == Visibility::absent;
            element.points = {round2(point.x), round2(point.y)};
            out.push_back(std::move(element));
        }
        return out;
    }

    const ItemSet& set_;
    const TakeOptions& options_;
    FrameMatcher frames_;
    LabelMatcher labels_;
    TracksIn tracks_;
    std::map<int64_t, int64_t> last_frames_; // by track
    int64_t next_spare_track_ = -1;
    Annotations out_;
};

} // namespace

Annotations take_items(ItemSet&& set, const Dataset& known, const TakeOptions& options) {
    if (options.subset) {
        std::erase_if(set.items, [&](const Item& item) { return item.subset != *options.subset; });
    }
    Taker taker(set, known, options);
    for (Item& item : set.items) taker.take(item);
    return taker.finish();
}

} // namespace limn::formats
