// Annotations as clients send them: {"version", "tags": [...], "shapes": [...], "tracks": [...]}, every key optional.
// The text is read once, straight into the model; nothing of it is kept as a tree, so bodies of tens of megabytes cost
// little more than what they describe.
#pragma once

#include <string>

#include "annotation/model.h"

namespace limn::annotation {

enum class Action {
    replace, // everything that is there gives way; ids are refused
    create,  // ids are refused, except those of keyframes
    update,  // objects with an id take the place of the stored ones, the others are new
    remove,  // every object needs its id; everything else only has to be valid
};

// Reads `body`, which grows by a few bytes of padding. An empty body is an empty object.
//
// Throws Error 400: {"detail": "JSON parse error - ..."} for what is no JSON; {"shapes": [{}, {"points": ["..."]}]}
// with everything that is wrong, in the places where it is.
//
// The points of a skeleton that were not sent at all come as one number, which no sent ones can (a skeleton has none):
// answers that repeat the request leave the member out then. See points_were_sent.
Annotations parse(std::string& body, Action action);

template <class T> // Shape or Keyframe
bool points_were_sent(const T& s) {
    return s.type != ShapeType::skeleton || s.points.empty();
}

} // namespace limn::annotation
