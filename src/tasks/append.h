// Pictures that come to a task that has frames already. They follow the last frame and are cut into jobs of their own:
// frames that are there keep their numbers, their jobs and their annotations.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "db/database.h"
#include "tasks/creation.h"
#include "tasks/media.h"
#include "tasks/task.h"

namespace limn::tasks {

// Why nothing can be added to a task, for whoever wants to; none: it can. Videos have an end of their own, a validation
// pool deals its frames out among all jobs, and a bucket's frames are those of its manifest.
std::optional<std::string> append_refusal(db::Connection& c, const Task& task, const Media& media);

// Names that files of the task have, frames and their context images: what has one of them is there already.
std::unordered_set<std::string> names_in_task(db::Connection& c, const Media& media);

struct Appended {
    int64_t frames = 0, skipped = 0; // skipped: their names are in the task already
    std::vector<int64_t> jobs;       // of annotation
};

// names: of uploaded files, at their places (Media::raw_key). sorting: among the new frames. All or nothing, as
// create_task_media; throws queue::Failure where nothing is new, or what is new does not go with what is there.
Appended append_task_media(db::Database& database, const Workshop& workshop, int64_t task_id,
                           const std::vector<std::string>& names, std::string_view sorting, const Witness& witness);

} // namespace limn::tasks
