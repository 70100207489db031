// Tracks as what they look like frame by frame, for exports, statistics and the merging of jobs.
//
// Between two keyframes geometry is interpolated and everything else is held from the left one. Before its first
// keyframe a track does not exist; after the last it stays as it is to the end, unless that keyframe is outside.
#pragma once

#include "annotation/model.h"
#include "geometry/interpolation.h"

#include <span>

namespace limn::annotation {

struct ExpandOptions {
    int64_t end = 0;                                       // first frame after the last one
    std::span<const int64_t> deleted = {};                 // ascending; keyframes on them are as if never drawn
    std::optional<std::span<const int64_t>> included = {}; // ascending; only filters the result
    bool include_outside = false;                          // also frames where the object is hidden
    bool three_d = false;                                  // cuboids are centre, angles and size
};

struct TrackedShape {
    Keyframe
        shape; // between keyframes a copy of the left one, its id included, with frame, points and rotation of its own
    bool keyframe = false;
};

// One track without its elements, to be asked for any frame; cheapest in ascending order. The options' spans must
// outlive it.
class TrackExpansion {
  public:
    TrackExpansion(const Track& track, const ExpandOptions& options);

    // None where the object does not exist or is hidden. An outside keyframe itself is given: it ends a visible run.
    std::optional<TrackedShape> at(int64_t frame);

    int64_t first_frame() const { return first_frame_; }
    // Nothing is given from this frame on.
    int64_t end_frame() const { return end_frame_; }

  private:
    bool wanted(int64_t frame) const;
    void interpolate(Keyframe& out, const Keyframe& right);

    ExpandOptions options_;
    int64_t first_frame_ = 0;
    int64_t end_frame_ = 0;
    std::vector<Keyframe> keyframes_;                   // ascending, one a frame, with inherited attributes
    size_t left_ = 0;                                   // where the last question was answered
    std::optional<geometry::CurveInterpolation> curve_; // between left_ and the next keyframe
};

// All frames of a track in order.
std::vector<TrackedShape> expand(const Track& track, const ExpandOptions& options);

// A shape on a frame, drawn there or coming from a track.
struct FrameShape {
    Shape shape; // elements are below; attributes of a track shape: the mutable ones, then the track's own
    std::optional<int64_t> track; // index of the track in its list, of an element's track in its skeleton
    bool keyframe = false;
    std::vector<FrameShape> elements;
};

FrameShape plain(const Shape& shape);

// All tracks of a list, asked frame by frame in ascending order. The list must outlive it.
class TracksByFrame {
  public:
    TracksByFrame(const std::vector<Track>& tracks, const ExpandOptions& options);

    // The shapes of a frame by track index. A skeleton whose elements are all hidden is left out unless outside shapes
    // are asked for.
    std::vector<FrameShape> at(int64_t frame);

  private:
    struct Item {
        size_t index;
        TrackExpansion expansion;
        std::vector<TrackExpansion> elements;
    };

    std::optional<FrameShape> shape_at(Item& item, int64_t frame) const;

    const std::vector<Track>* tracks_;
    bool include_outside_;
    std::vector<Item> items_;    // by first frame
    size_t started_ = 0;         // items before this one have begun
    std::vector<size_t> active_; // begun and not yet over, by track index
};

} // namespace limn::annotation
