// Skeletons after their label has got more parts: what is annotated already gets them, too.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "annotation/store.h"
#include "db/database.h"
#include "tasks/label.h"

namespace limn::annotation {

struct Place {
    double x = 0, y = 0;
};

// Where a drawing has its parts, by label; what cannot be read is left out.
std::unordered_map<int64_t, Place> drawn_places(std::string_view svg);

// Where the drawing would put a part that is not there, judged by those that are: by the place and spread of two or
// more, else by the one there is, else as it is drawn. To a hundredth.
Place guess_place(const std::unordered_map<int64_t, Place>& drawn, int64_t part,
                  std::span<const std::pair<int64_t, Place>> there);

// Inside a write, after the parts were added to the label: every skeleton of it in every job gets them, outside, each
// job in a save of its own with its entry in the history. Nothing else of an object changes. Gives how many objects it
// were.
int64_t add_skeleton_parts(db::Connection& c, const tasks::Label& skeleton, std::span<const int64_t> parts,
                           const CommitOptions& options);

} // namespace limn::annotation
