// Annotations of a task change over to the labels of another owner when the task moves into a project.
#pragma once
#include <cstdint>

#include "db/database.h"
#include "tasks/label.h"

namespace limn::annotation {

// Inside the write that moves the task. Every label and attribute id that the mapping names is replaced, in elements and
// keyframes, too; others stay. Ids and geometry stay as they are; the jobs' revisions grow by one.
void relabel_task(db::Connection& c, int64_t task_id, const tasks::LabelMapping& mapping);

} // namespace limn::annotation
