#include "annotation/expand.h"

#include <algorithm>

namespace limn::annotation {
namespace {

bool has(std::span<const int64_t> ascending, int64_t value) {
    return std::binary_search(ascending.begin(), ascending.end(), value);
}

void inherit(std::vector<Attribute>& attributes, const std::vector<Attribute>& earlier) {
    const size_t own = attributes.size();
    for (const Attribute& attribute : earlier) {
        const auto end = attributes.begin() + static_cast<std::ptrdiff_t>(own);
        const bool set =
            std::any_of(attributes.begin(), end, [&](const auto& a) { return a.spec_id == attribute.spec_id; });
        if (!set) attributes.push_back(attribute);
    }
}

Shape to_shape(const Track& track, Keyframe&& at) {
    Shape shape;
    shape.id = at.id;
    shape.frame = at.frame;
    shape.label_id = track.label_id;
    shape.group = track.group;
    shape.source = track.source;
    shape.attributes = std::move(at.attributes);
    shape.attributes.insert(shape.attributes.end(), track.attributes.begin(), track.attributes.end());
    shape.type = at.type;
    shape.occluded = at.occluded;
    shape.outside = at.outside;
    shape.z_order = at.z_order;
    shape.rotation = at.rotation;
    shape.points = std::move(at.points);
    return shape;
}

} // namespace

TrackExpansion::TrackExpansion(const Track& track, const ExpandOptions& options)
    : options_(options), first_frame_(track.frame), end_frame_(options.end) {
    keyframes_.reserve(track.keyframes.size());
    for (const Keyframe& keyframe : track.keyframes) {
        if (!has(options_.deleted, keyframe.frame)) keyframes_.push_back(keyframe);
    }
    std::stable_sort(keyframes_.begin(), keyframes_.end(),
                     [](const auto& a, const auto& b) { return a.frame < b.frame; });
    size_t kept = 0;
    for (size_t i = 0; i < keyframes_.size(); ++i) {
        const bool replaced = i + 1 < keyframes_.size() && keyframes_[i + 1].frame == keyframes_[i].frame;
        if (replaced) continue;
        if (kept != i) keyframes_[kept] = std::move(keyframes_[i]);
        if (kept > 0) inherit(keyframes_[kept].attributes, keyframes_[kept - 1].attributes);
        ++kept;
    }
    keyframes_.resize(kept);
    if (keyframes_.empty()) {
        end_frame_ = first_frame_;
    } else if (keyframes_.back().outside && !options_.include_outside) {
        end_frame_ = std::min(end_frame_, keyframes_.back().frame + 1);
    }
}

bool TrackExpansion::wanted(int64_t frame) const {
    if (frame < first_frame_ || frame >= end_frame_ || has(options_.deleted, frame)) return false;
    return !options_.included || has(*options_.included, frame);
}

std::optional<TrackedShape> TrackExpansion::at(int64_t frame) {
    if (!wanted(frame) || keyframes_.front().frame > frame) return std::nullopt;
    const bool here =
        keyframes_[left_].frame <= frame && (left_ + 1 == keyframes_.size() || frame < keyframes_[left_ + 1].frame);
    if (!here) {
        const auto after = std::upper_bound(keyframes_.begin(), keyframes_.end(), frame,
                                            [](int64_t value, const Keyframe& k) { return value < k.frame; });
        left_ = static_cast<size_t>(after - keyframes_.begin()) - 1;
        curve_.reset();
    }
    const Keyframe& left = keyframes_[left_];
    if (left.frame == frame) return TrackedShape{left, true};
    if (left.outside && !options_.include_outside) return std::nullopt;
    TrackedShape out{left, false};
    out.shape.frame = frame;
    if (left_ + 1 < keyframes_.size()) interpolate(out.shape, keyframes_[left_ + 1]);
    return out;
}

void TrackExpansion::interpolate(Keyframe& out, const Keyframe& right) {
    const Keyframe& left = keyframes_[left_];
    const double t = static_cast<double>(out.frame - left.frame) / static_cast<double>(right.frame - left.frame);
    switch (left.type) {
    case ShapeType::rectangle:
    case ShapeType::ellipse:
        out.points = geometry::interpolate_linear(left.points, right.points, t);
        out.rotation = geometry::interpolate_rotation(left.rotation, right.rotation, t);
        break;
    case ShapeType::cuboid:
        out.points = options_.three_d ? geometry::interpolate_cuboid_3d(left.points, right.points, t)
                                      : geometry::interpolate_linear(left.points, right.points, t);
        break;
    case ShapeType::points:
        if (left.points.size() == 2 && right.points.size() == 2) {
            out.points = geometry::interpolate_linear(left.points, right.points, t);
        }
        break;
    case ShapeType::polygon:
    case ShapeType::polyline:
        if (!curve_) curve_.emplace(left.points, right.points, left.type == ShapeType::polygon);
        out.points = curve_->at(t);
        break;
    case ShapeType::mask:
    case ShapeType::skeleton: break;
    }
}

std::vector<TrackedShape> expand(const Track& track, const ExpandOptions& options) {
    TrackExpansion expansion(track, options);
    std::vector<TrackedShape> out;
    for (int64_t frame = expansion.first_frame(); frame < expansion.end_frame(); ++frame) {
        if (auto shape = expansion.at(frame)) out.push_back(std::move(*shape));
    }
    return out;
}

FrameShape plain(const Shape& shape) {
    FrameShape out{shape, std::nullopt, false, {}};
    out.shape.elements.clear();
    for (const Shape& element : shape.elements) out.elements.push_back(plain(element));
    return out;
}

TracksByFrame::TracksByFrame(const std::vector<Track>& tracks, const ExpandOptions& options)
    : tracks_(&tracks), include_outside_(options.include_outside) {
    auto element_options = options;
    element_options.include_outside = true;
    for (size_t i = 0; i < tracks.size(); ++i) {
        Item item{i, TrackExpansion(tracks[i], options), {}};
        for (const Track& element : tracks[i].elements) item.elements.emplace_back(element, element_options);
        items_.push_back(std::move(item));
    }
    std::stable_sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
        return a.expansion.first_frame() < b.expansion.first_frame();
    });
}

std::optional<FrameShape> TracksByFrame::shape_at(Item& item, int64_t frame) const {
    auto found = item.expansion.at(frame);
    if (!found) return std::nullopt;
    const Track& track = (*tracks_)[item.index];
    FrameShape out{to_shape(track, std::move(found->shape)), static_cast<int64_t>(item.index), found->keyframe, {}};
    if (out.shape.type != ShapeType::skeleton) return out;
    bool visible = false;
    for (size_t i = 0; i < item.elements.size(); ++i) {
        auto element = item.elements[i].at(frame);
        if (!element) continue;
        visible = visible || !element->shape.outside;
        out.elements.push_back(
            {to_shape(track.elements[i], std::move(element->shape)), static_cast<int64_t>(i), element->keyframe, {}});
    }
    if (!visible && !include_outside_) return std::nullopt;
    return out;
}

std::vector<FrameShape> TracksByFrame::at(int64_t frame) {
    const size_t before = started_;
    while (started_ < items_.size() && items_[started_].expansion.first_frame() <= frame) active_.push_back(started_++);
    if (started_ != before) {
        std::sort(active_.begin(), active_.end(),
                  [&](size_t a, size_t b) { return items_[a].index < items_[b].index; });
    }
    std::erase_if(active_, [&](size_t i) { return items_[i].expansion.end_frame() <= frame; });
    std::vector<FrameShape> out;
    for (size_t i : active_) {
        if (auto shape = shape_at(items_[i], frame)) out.push_back(std::move(*shape));
    }
    return out;
}

} // namespace limn::annotation
