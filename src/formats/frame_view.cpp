#include "formats/frame_view.h"

#include <algorithm>
#include <numeric>

namespace limn::formats {
namespace {

template <typename T> std::vector<size_t> by_frame(const std::vector<T>& list) {
    std::vector<size_t> order(list.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return list[a].frame < list[b].frame; });
    return order;
}

} // namespace

annotation::ExpandOptions expand_options(const TaskPart& part, bool three_d) {
    annotation::ExpandOptions options{part.end(), part.deleted};
    options.three_d = three_d;
    return options;
}

FrameViews::FrameViews(const TaskPart& part, const annotation::Annotations& annotations, bool three_d)
    : annotations_(annotations), tracks_(annotations.tracks, expand_options(part, three_d)),
      tags_(by_frame(annotations.tags)), shapes_(by_frame(annotations.shapes)) {}

FrameView FrameViews::at(int64_t frame) {
    FrameView out;
    for (; next_tag_ < tags_.size(); ++next_tag_) {
        const auto& tag = annotations_.tags[tags_[next_tag_]];
        if (tag.frame > frame) break;
        if (tag.frame == frame) out.tags.push_back(&tag);
    }
    for (; next_shape_ < shapes_.size(); ++next_shape_) {
        const auto& shape = annotations_.shapes[shapes_[next_shape_]];
        if (shape.frame > frame) break;
        if (shape.frame == frame) out.shapes.push_back(annotation::plain(shape));
    }
    for (auto& shape : tracks_.at(frame)) {
        if (!shape.shape.outside) out.shapes.push_back(std::move(shape));
    }
    const auto lower = [](const auto& a, const auto& b) { return a.shape.z_order < b.shape.z_order; };
    if (!std::is_sorted(out.shapes.begin(), out.shapes.end(), lower))
        std::stable_sort(out.shapes.begin(), out.shapes.end(), lower);
    return out;
}

} // namespace limn::formats
