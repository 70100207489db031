// A task's annotations are those of its jobs seen together: reading merges them, writing cuts to them.
//
//   auto view = database.read([&](Connection& c) { return load_view(c, task_id); });
//   auto saves = prepare(view, Action::replace, parse(body, Action::replace));
//   auto saved = database.write([&](Connection& c) { settle_ids(c, saves); return commit(c, saves, options); });
//   answer = saved_json(view, Action::replace, std::move(saves), saved);
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "annotation/labels.h"
#include "annotation/store.h"
#include "db/database.h"
#include "tasks/job.h"

namespace limn::annotation {

struct View {
    int64_t task_id = 0;
    bool has_media = false;
    bool three_d = false;
    int64_t overlap = 0;
    // Annotation jobs by id; in a task with a validation pool its ground truth job, too. Never replicas.
    std::vector<tasks::Job> jobs;
    LabelSet labels;
    // Tasks with a validation pool: for each validation frame, the honeypots that show it, ascending.
    bool is_pool = false;
    std::map<int64_t, std::vector<int64_t>> honeypots;
};

View load_view(db::Connection& c, int64_t task_id);

// Throws Error 400 for tracks where there may be none.
void check_tracks(bool is_pool, const Annotations& data);

// The data of all jobs with defaults, merged.
Annotations load_task(db::Connection& c, const View& view);
std::string task_json(db::Connection& c, const View& view);

// One save for each job of the view. Objects that lie in no job are nobody's. Of several parts of one track the first
// keeps the keyframes' ids. With a validation pool, `replace` and creations on validation frames put what is on a
// validation frame onto its honeypots as well; updates and deletions there are refused (400).
// Throws Error 400 for labels and attributes that the task has not.
std::vector<Save> prepare(const View& view, Action action, Annotations data);

// Updates: an id stays with the job that has it, as long as it still has a part of the object; other parts are new
// objects. Before commit, in its transaction.
void settle_ids(db::Connection& c, std::span<Save> saves);

// The answer to a save: its parts, with their ids, merged again.
std::string saved_json(const View& view, Action action, std::vector<Save> saves, std::span<const Ids> ids);

} // namespace limn::annotation
