// Reading what is stored.
#pragma once

#include <cstdint>
#include <string>

#include "annotation/labels.h"
#include "annotation/model.h"
#include "db/database.h"
#include "tasks/label.h"

namespace limn::annotation {

// Tags and shapes by frame, then in the order in which they were last written; tracks by id, keyframes by frame.
// Without defaults: see fill_defaults.
Annotations load_job(db::Connection& c, int64_t job_id);

// The answer to a GET of the job: one ordered scan of each table, written into the buffer as it goes.
void append_job_json(db::Connection& c, int64_t job_id, const LabelSet& labels, std::string& out);

// The inner parts of three lists, to be put together: jobs of a task one after the other.
struct JobLists {
    std::string tags, shapes, tracks; // items with commas between them
};
void append_job_lists(db::Connection& c, int64_t job_id, const LabelSet& labels, JobLists& out);
std::string join_lists(JobLists&& lists);

// Gives the annotations of all jobs of a task other labels and attributes (tasks::AnnotationRewriter): the task has
// moved to a project. Labels that the mapping does not name stay as they are, values of attributes
// that it does not name go.
void rewrite_labels(db::Connection& c, int64_t task_id, const tasks::LabelMapping& mapping);

} // namespace limn::annotation
