#include "annotation/slice.h"

#include <algorithm>

#include "annotation/expand.h"

namespace limn::annotation {
namespace {

bool earlier(const Keyframe& a, const Keyframe& b) { return a.frame < b.frame; }

std::vector<Keyframe> in_order(const std::vector<Keyframe>& keyframes) {
    auto sorted = keyframes;
    std::stable_sort(sorted.begin(), sorted.end(), earlier);
    return sorted;
}

// Whether the object is to be seen anywhere on [start, stop].
bool is_inside(const Track& track, int64_t start, int64_t stop) {
    if (!track.elements.empty())
        return std::any_of(track.elements.begin(), track.elements.end(),
                           [&](const Track& e) { return is_inside(e, start, stop); });
    const auto keyframes = in_order(track.keyframes);
    const Keyframe* previous = nullptr;
    for (const auto& k : keyframes) {
        const bool ends_before = k.frame < start || (k.frame == start && k.outside);
        if (previous && !previous->outside && previous->frame <= stop && !ends_before) return true;
        previous = &k;
    }
    return previous && !previous->outside && previous->frame <= stop;
}

std::vector<Keyframe> between(const std::vector<Keyframe>& keyframes, int64_t start, int64_t stop) {
    std::vector<Keyframe> kept;
    for (const auto& k : keyframes)
        if (k.frame >= start && k.frame <= stop) kept.push_back(k);
    return kept;
}

bool same_geometry(const Keyframe& a, const Keyframe& b) {
    return a.type == ShapeType::skeleton || a.points == b.points;
}

std::vector<Keyframe> cut(const Track& track, int64_t start, int64_t stop, bool three_d) {
    const auto keyframes = in_order(track.keyframes);
    auto kept = between(keyframes, start, stop);
    TrackExpansion expansion(track, {.end = stop + 1, .three_d = three_d});
    if (auto first = expansion.at(start); first && !first->keyframe && !first->shape.outside) {
        first->shape.id = 0;
        kept.insert(kept.begin(), std::move(first->shape));
    }
    kept.erase(kept.begin(), std::find_if(kept.begin(), kept.end(), [](const Keyframe& k) { return !k.outside; }));
    if (kept.empty() || keyframes.back().frame < stop) return kept;
    if (auto last = expansion.at(stop); last && !last->keyframe && !same_geometry(last->shape, kept.back())) {
        last->shape.id = 0;
        kept.push_back(std::move(last->shape));
    }
    return kept;
}

// Where an element has nothing to show while its skeleton has: hidden from the skeleton's first frame on.
void hide(Track& element, const Track& whole, int64_t frame) {
    element.frame = frame;
    if (whole.keyframes.empty()) return;
    const auto keyframes = in_order(whole.keyframes);
    const auto after = std::upper_bound(keyframes.begin(), keyframes.end(), frame,
                                        [](int64_t value, const Keyframe& k) { return value < k.frame; });
    auto hidden = after == keyframes.begin() ? keyframes.front() : *std::prev(after);
    hidden.id = 0;
    hidden.frame = frame;
    hidden.outside = true;
    element.keyframes.push_back(std::move(hidden));
}

} // namespace

std::optional<Track> slice(const Track& track, int64_t start, int64_t stop, bool three_d) {
    if (!is_inside(track, start, stop)) return std::nullopt;
    Track part;
    static_cast<Object&>(part) = track;
    part.keyframes = cut(track, start, stop, three_d);
    if (part.keyframes.empty()) return std::nullopt;
    part.frame = part.keyframes.front().frame;
    for (const auto& e : track.elements) {
        auto& element = part.elements.emplace_back();
        static_cast<Object&>(element) = e;
        element.keyframes = cut(e, start, stop, three_d);
        if (element.keyframes.empty())
            hide(element, e, part.frame);
        else
            element.frame = element.keyframes.front().frame;
    }
    return part;
}

Annotations slice(const Annotations& data, const tasks::Job& job, bool three_d) {
    Annotations part;
    for (const auto& t : data.tags)
        if (job.has_frame(t.frame)) part.tags.push_back(t);
    for (const auto& s : data.shapes)
        if (job.has_frame(s.frame)) part.shapes.push_back(s);
    for (const auto& t : data.tracks)
        if (auto cut_track = slice(t, job.range.start, job.range.stop, three_d))
            part.tracks.push_back(std::move(*cut_track));
    return part;
}

} // namespace limn::annotation
