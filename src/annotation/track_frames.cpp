#include "annotation/track_frames.h"

#include <algorithm>

namespace limn::annotation {
namespace {

// The first one of those on the smallest frame.
Keyframe* first_keyframe(Track& track) {
    const auto found = std::min_element(track.keyframes.begin(), track.keyframes.end(),
                                        [](const Keyframe& a, const Keyframe& b) { return a.frame < b.frame; });
    return found == track.keyframes.end() ? nullptr : &*found;
}

void align_element(Track& element, int64_t parent_frame) {
    element.frame = std::min(element.frame, parent_frame);
    align_first_keyframe(element);
}

} // namespace

void align_first_keyframe(Track& track) {
    Keyframe* first = first_keyframe(track);
    if (!first) return;
    if (track.frame > first->frame) {
        track.frame = first->frame;
    } else if (track.frame < first->frame && first->type == ShapeType::skeleton) {
        first->frame = track.frame;
    } else if (track.frame < first->frame) {
        Keyframe hidden = *first;
        hidden.id = 0;
        hidden.frame = track.frame;
        hidden.outside = true;
        track.keyframes.push_back(std::move(hidden));
    }
}

std::optional<int64_t> align_frames(Track& track) {
    align_first_keyframe(track);
    int64_t earliest = track.frame;
    for (auto& e : track.elements) {
        if (e.keyframes.empty()) continue;
        align_element(e, track.frame);
        earliest = std::min(earliest, e.frame);
    }
    if (earliest == track.frame) return std::nullopt;
    for (auto& e : track.elements)
        if (!e.keyframes.empty()) align_element(e, earliest);
    return earliest;
}

} // namespace limn::annotation
