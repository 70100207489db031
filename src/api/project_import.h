#pragma once

#include <filesystem>

#include "api/call.h"
#include "queue/queue.h"

namespace limn::api {

// Makes the tasks of a dataset file in a project: labels that it lacks, a task for each subset with its images, and
// their annotations. All or nothing: when it throws, the tasks made so far are gone again.
void import_into_project(queue::Work& work, Services& services, const std::filesystem::path& file);

} // namespace limn::api
