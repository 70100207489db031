// Tracks made again from shapes that carry a track id, one or none a frame.
#pragma once

#include "formats/dataset.h"

#include <map>
#include <unordered_set>

namespace limn::formats {

class TracksIn {
  public:
    // `end` is the first frame after the last one of the task.
    TracksIn(const std::vector<Label>& labels, int64_t end);

    // The first shape of an id gives the track its label, group and source. Attributes go to the keyframe or to the
    // track as the label says.
    void add(int64_t track, bool keyframe, annotation::Shape&& shape);

    // Keyframes are where visibility changes, where a visible shape was one, and after gaps; a visible shape followed
    // by frames without one gets an outside keyframe behind it. Tracks without anything left are dropped. By track id.
    std::vector<annotation::Track> finish();

  private:
    struct Seen {
        annotation::Keyframe shape;
        bool keyframe = false;
    };
    struct Draft {
        annotation::Track track;
        std::vector<Seen> seen;
        std::vector<Draft> elements; // one a label
    };

    void take(Draft& draft, bool keyframe, annotation::Shape&& shape) const;
    std::optional<annotation::Track> complete(Draft&& draft) const;

    std::unordered_set<int64_t> immutable_; // ids of attributes
    int64_t end_;
    std::map<int64_t, Draft> drafts_;
};

} // namespace limn::formats
