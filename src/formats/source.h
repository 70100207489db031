// Projects, tasks and jobs of the database as the plain datasets that formats read and write.
#pragma once

#include <cstdint>
#include <string>

#include "db/database.h"
#include "formats/dataset.h"
#include "tasks/frame_server.h"

namespace limn::formats {

// What a dataset reads from while it is being used; all of it must outlive the dataset.
struct Source {
    db::Database& database;
    tasks::FrameServer& frames;
};

// What is exported: the frames of the task or job without deleted ones and without honeypots, in a ground truth job its
// own enabled frames. Annotations and images are read when they are asked for. Throws Error 404 when there is no such
// object, queue-style texts for a task without media are the caller's: `tasks` is empty then.
Dataset load_export(const Source& source, Target target, int64_t id, std::string host);

// What an import into a task or job is matched against: all frames of the task but honeypots. Without annotations and
// images.
Dataset load_known(const Source& source, Target target, int64_t id);

// A project's labels, without tasks: what a dataset of new tasks is matched against.
Dataset load_known_project(const Source& source, int64_t project_id);

} // namespace limn::formats
