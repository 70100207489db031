#include "formats/tracks_in.h"

#include <algorithm>

namespace limn::formats {

using annotation::Keyframe;
using annotation::Shape;
using annotation::Track;

TracksIn::TracksIn(const std::vector<Label>& labels, int64_t end) : end_(end) {
    for (const Label& label : labels) {
        for (const AttributeSpec& spec : label.attributes) {
            if (!spec.is_mutable) immutable_.insert(spec.id);
        }
    }
}

void TracksIn::take(Draft& draft, bool keyframe, Shape&& shape) const {
    Track& track = draft.track;
    if (draft.seen.empty()) {
        track.frame = shape.frame;
        track.label_id = shape.label_id;
        track.group = shape.group;
        track.source = shape.source;
    }
    for (Shape& element : shape.elements) {
        auto found = std::find_if(draft.elements.begin(), draft.elements.end(),
                                  [&](const Draft& inner) { return inner.track.label_id == element.label_id; });
        if (found == draft.elements.end()) found = draft.elements.emplace(found);
        take(*found, keyframe, std::move(element));
    }
    Keyframe at;
    at.frame = shape.frame;
    at.type = shape.type;
    at.occluded = shape.occluded;
    at.outside = shape.outside;
    at.z_order = shape.z_order;
    at.rotation = shape.rotation;
    at.points = std::move(shape.points);
    for (auto& attribute : shape.attributes) {
        if (!immutable_.contains(attribute.spec_id)) {
            at.attributes.push_back(std::move(attribute));
            continue;
        }
        const bool known = std::any_of(track.attributes.begin(), track.attributes.end(),
                                       [&](const auto& a) { return a.spec_id == attribute.spec_id; });
        if (!known) track.attributes.push_back(std::move(attribute));
    }
    draft.seen.push_back({std::move(at), keyframe});
}

void TracksIn::add(int64_t track, bool keyframe, Shape&& shape) { take(drafts_[track], keyframe, std::move(shape)); }

std::optional<Track> TracksIn::complete(Draft&& draft) const {
    auto& seen = draft.seen;
    std::stable_sort(seen.begin(), seen.end(),
                     [](const Seen& a, const Seen& b) { return a.shape.frame < b.shape.frame; });
    auto& kept = draft.track.keyframes;
    const auto close = [&](const Keyframe& last) {
        kept.push_back(last);
        kept.back().frame = last.frame + 1;
        kept.back().outside = true;
    };
    const Keyframe* previous = nullptr;
    for (const Seen& at : seen) {
        const bool was_visible = previous && !previous->outside;
        const bool gap = previous && at.shape.frame > previous->frame + 1;
        if (was_visible && gap) close(*previous);
        const bool visible = !at.shape.outside;
        const bool changed = visible != was_visible;
        if (changed || (visible && (at.keyframe || gap))) kept.push_back(at.shape);
        previous = &at.shape;
    }
    if (previous && !previous->outside && previous->frame + 1 < end_) close(*previous);
    if (kept.empty()) return std::nullopt;
    draft.track.frame = kept.front().frame;
    for (Draft& element : draft.elements) {
        if (auto track = complete(std::move(element))) draft.track.elements.push_back(std::move(*track));
    }
    return std::move(draft.track);
}

std::vector<Track> TracksIn::finish() {
    std::vector<Track> out;
    for (auto& [id, draft] : drafts_) {
        if (auto track = complete(std::move(draft))) out.push_back(std::move(*track));
    }
    drafts_.clear();
    return out;
}

} // namespace limn::formats
