// Links of a job whose objects are all replaced: an object that comes back keeps its links, by its id or, where it
// comes without, by what it is.
#pragma once

#include <vector>

#include "annotation/links.h"
#include "annotation/model.h"

namespace limn::annotation {

// The links between objects of `fresh` (with their ids) that those between objects of `old` become. Objects are the
// same when frame, label, type and geometry are; of several that are alike the first becomes the first, and so on.
std::vector<Link> carried_over(const std::vector<Link>& links, const Annotations& old, const Annotations& fresh);

} // namespace limn::annotation
