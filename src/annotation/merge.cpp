#include "annotation/merge.h"

#include <algorithm>
#include <map>
#include <span>

#include "annotation/expand.h"
#include "geometry/assignment.h"
#include "geometry/box.h"
#include "geometry/polygon.h"

namespace limn::annotation {
namespace {

constexpr double max_shape_cost = 0.25, max_track_cost = 0.5;

geometry::Box box_of(const std::vector<double>& p) { return {p[0], p[1], p[2], p[3]}; }

// A cuboid seen from above (axis 1) or from the side (axis 2): centre and size along x and that axis, angles ignored.
geometry::Box footprint(const std::vector<double>& p, size_t axis) {
    return {p[0] - p[6] / 2, p[axis] - p[6 + axis] / 2, p[0] + p[6] / 2, p[axis] + p[6 + axis] / 2};
}

bool has_area(const std::vector<double>& polygon) {
    return geometry::is_simple(polygon) && geometry::area(polygon) > 0;
}

double likeness_of(ShapeType type, const std::vector<double>& a, const std::vector<double>& b, bool three_d) {
    switch (type) {
    case ShapeType::rectangle: return geometry::iou(box_of(a), box_of(b));
    case ShapeType::polygon: return has_area(a) && has_area(b) ? geometry::polygon_iou(a, b) : 0;
    case ShapeType::cuboid:
        if (!three_d) return 0;
        return geometry::iou(footprint(a, 1), footprint(b, 1)) * geometry::iou(footprint(a, 2), footprint(b, 2));
    default: return 0;
    }
}

bool measurable(ShapeType type, bool three_d) {
    return type == ShapeType::rectangle || type == ShapeType::polygon || (type == ShapeType::cuboid && three_d);
}

// The pairs (row, column) of a cheapest assignment that are cheap enough.
std::vector<std::pair<size_t, size_t>> pairs(std::span<const double> cost, size_t rows, size_t columns,
                                             double max_cost) {
    std::vector<std::pair<size_t, size_t>> accepted;
    const auto partner = geometry::assign(cost, rows, columns);
    for (size_t i = 0; i < rows; ++i)
        if (partner[i] && cost[i * columns + *partner[i]] <= max_cost) accepted.emplace_back(i, *partner[i]);
    return accepted;
}

// Tags or shapes: everything happens within one frame.
template <class T, class Likeness> class FrameMerger {
  public:
    explicit FrameMerger(Likeness likeness) : likeness_(likeness) {}

    void add(std::vector<T>&& objects, int64_t start, int64_t overlap) {
        std::vector<T> common; // on or before the frames that the earlier job has, too
        const bool nothing_there = by_frame_.lower_bound(start) == by_frame_.end();
        for (auto& o : objects)
            if (o.frame < start + overlap) common.push_back(std::move(o));
        const bool nothing_common =
            std::none_of(common.begin(), common.end(), [&](const T& o) { return o.frame >= start; });
        std::vector<T> later;
        for (auto& o : objects)
            if (o.frame >= start + overlap) later.push_back(std::move(o));
        if (nothing_there || nothing_common) {
            append(std::move(later));
            append(std::move(common));
            return;
        }
        const auto earlier = by_frame_; // what `later` adds is no partner
        append(std::move(later));
        std::vector<int64_t> frames; // in order of appearance
        std::map<int64_t, std::vector<T*>> groups;
        for (auto& o : common) {
            if (o.frame < start) continue;
            auto& group = groups[o.frame];
            if (group.empty()) frames.push_back(o.frame);
            group.push_back(&o);
        }
        for (const auto frame : frames) {
            const auto there = earlier.find(frame);
            unite(groups[frame], there == earlier.end() ? std::vector<size_t>{} : there->second);
        }
    }

    std::vector<T> take() { return std::move(all_); }

  private:
    void append(std::vector<T>&& objects) {
        for (auto& o : objects) append(std::move(o));
    }
    void append(T&& o) {
        by_frame_[o.frame].push_back(all_.size());
        all_.push_back(std::move(o));
    }

    void unite(const std::vector<T*>& fresh, const std::vector<size_t>& old) {
        std::vector<bool> folded(fresh.size());
        if (!old.empty()) {
            std::vector<double> cost;
            for (const T* o : fresh)
                for (const auto j : old)
                    cost.push_back(1 - (o->label_id == all_[j].label_id ? likeness_(*o, all_[j]) : 0));
            for (const auto& [i, j] : pairs(cost, fresh.size(), old.size(), max_shape_cost)) folded[i] = true;
        }
        for (size_t i = 0; i < fresh.size(); ++i)
            if (!folded[i]) append(std::move(*fresh[i]));
    }

    Likeness likeness_;
    std::vector<T> all_;
    std::map<int64_t, std::vector<size_t>> by_frame_;
};

// --- tracks

struct MarkedTrack {
    Track track;
    std::vector<bool> marks;
};

const Keyframe* last_keyframe(const Track& t) {
    const auto found = std::max_element(t.keyframes.begin(), t.keyframes.end(),
                                        [](const Keyframe& a, const Keyframe& b) { return a.frame <= b.frame; });
    return found == t.keyframes.end() ? nullptr : &*found;
}

bool is_open(const Track& t, int64_t start) {
    const auto* last = last_keyframe(t);
    return last && (last->frame >= start || !last->outside);
}

// Ends a visible track on `frame`.
void close(MarkedTrack& t, int64_t frame) {
    const auto hide = [&](Track& track) {
        const auto* last = last_keyframe(track);
        if (!last || last->outside || last->frame >= frame) return false;
        Keyframe hidden = *last;
        hidden.frame = frame;
        hidden.outside = true;
        track.keyframes.push_back(std::move(hidden));
        return true;
    };
    const auto* last = last_keyframe(t.track);
    const bool mark = last && t.marks[static_cast<size_t>(last - t.track.keyframes.data())];
    if (hide(t.track)) t.marks.push_back(mark);
    for (auto& e : t.track.elements) hide(e);
}

void mark_compared(MarkedTrack& t, int64_t end) {
    const auto first = std::min_element(t.track.keyframes.begin(), t.track.keyframes.end(),
                                        [](const Keyframe& a, const Keyframe& b) { return a.frame < b.frame; });
    for (size_t i = 0; i < t.track.keyframes.size(); ++i)
        if (t.track.keyframes[i].frame <= end || t.track.keyframes.data() + i == &*first) t.marks[i] = true;
}

double track_likeness(const Track& a, const Track& b, int64_t start, int64_t end, bool three_d) {
    TrackExpansion left(a, {.end = end, .three_d = three_d}), right(b, {.end = end, .three_d = three_d});
    double error = 0;
    int64_t compared = 0;
    for (int64_t frame = start; frame < end; ++frame) {
        const auto x = left.at(frame), y = right.at(frame);
        if (!x && !y) continue;
        ++compared;
        const bool comparable = x && y && x->shape.outside == y->shape.outside && x->shape.type == y->shape.type;
        error += comparable ? 1 - likeness_of(x->shape.type, x->shape.points, y->shape.points, three_d) : 1;
    }
    return compared ? 1 - error / static_cast<double>(compared) : 0;
}

// The keyframes of both by frame; the earlier job's win.
void unite(MarkedTrack& old, MarkedTrack&& fresh) {
    std::map<int64_t, std::pair<Keyframe, bool>> keyframes;
    for (auto* t : {&fresh, &old})
        for (size_t i = 0; i < t->track.keyframes.size(); ++i) {
            const auto frame = t->track.keyframes[i].frame;
            keyframes.insert_or_assign(frame, std::pair(std::move(t->track.keyframes[i]), bool(t->marks[i])));
        }
    old.track.frame = std::min(old.track.frame, fresh.track.frame);
    old.track.keyframes.clear();
    old.marks.clear();
    for (auto& [frame, entry] : keyframes) {
        old.track.keyframes.push_back(std::move(entry.first));
        old.marks.push_back(entry.second);
    }
}

void merge_tracks(std::vector<MarkedTrack>& all, std::vector<Track>&& tracks, int64_t start, int64_t overlap,
                  bool three_d) {
    const int64_t end = start + overlap;
    std::vector<size_t> old;
    for (size_t j = 0; j < all.size(); ++j)
        if (is_open(all[j].track, start)) old.push_back(j);
    std::vector<MarkedTrack> common;
    for (auto& t : tracks) {
        const size_t count = t.keyframes.size();
        auto& list = t.frame < end ? common : all;
        list.push_back({std::move(t), std::vector<bool>(count)});
    }
    std::vector<size_t> fresh;
    for (size_t i = 0; i < common.size(); ++i)
        if (is_open(common[i].track, start)) fresh.push_back(i);
    if (old.empty() || fresh.empty()) {
        for (const auto j : old) close(all[j], end);
        std::move(common.begin(), common.end(), std::back_inserter(all));
        return;
    }
    std::vector<double> cost;
    for (const auto i : fresh)
        for (const auto j : old) {
            const bool same_label = common[i].track.label_id == all[j].track.label_id;
            cost.push_back(1 - (same_label ? track_likeness(common[i].track, all[j].track, start, end, three_d) : 0));
            if (!same_label) continue;
            mark_compared(common[i], end);
            mark_compared(all[j], end);
        }
    std::vector<bool> fresh_done(fresh.size()), old_done(old.size());
    for (const auto& [i, j] : pairs(cost, fresh.size(), old.size(), max_track_cost)) {
        unite(all[old[j]], std::move(common[fresh[i]]));
        fresh_done[i] = old_done[j] = true;
    }
    for (size_t j = 0; j < old.size(); ++j)
        if (!old_done[j]) close(all[old[j]], end);
    for (size_t i = 0; i < fresh.size(); ++i)
        if (!fresh_done[i]) all.push_back(std::move(common[fresh[i]]));
}

} // namespace

double likeness(const Shape& a, const Shape& b, bool three_d, bool exact) {
    if (a.type != b.type) return 0;
    if (measurable(a.type, three_d)) return likeness_of(a.type, a.points, b.points, three_d);
    return exact && a.type != ShapeType::skeleton && a.points == b.points && a.rotation == b.rotation ? 1 : 0;
}

Merged merge_jobs(std::vector<JobPart> parts, int64_t overlap, bool three_d) {
    FrameMerger<Tag, double (*)(const Tag&, const Tag&)> tags([](const Tag&, const Tag&) { return 1.0; });
    const auto alike = [three_d](const Shape& a, const Shape& b) { return likeness(a, b, three_d, true); };
    FrameMerger<Shape, decltype(alike)> shapes(alike);
    std::vector<MarkedTrack> tracks;
    for (auto& part : parts) {
        tags.add(std::move(part.data.tags), part.start, overlap);
        shapes.add(std::move(part.data.shapes), part.start, overlap);
        merge_tracks(tracks, std::move(part.data.tracks), part.start, overlap, three_d);
    }
    Merged merged;
    merged.data.tags = tags.take();
    merged.data.shapes = shapes.take();
    for (auto& t : tracks) {
        merged.data.tracks.push_back(std::move(t.track));
        merged.marks.push_back(std::move(t.marks));
    }
    return merged;
}

} // namespace limn::annotation
