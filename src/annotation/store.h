// Writing annotations of jobs. A save is prepared on the thread of the request (track frames aligned, columns encoded)
// and then committed in a few statements inside one transaction, with the other jobs of a task when it is a task's:
//
//   auto save = prepare(job_id, Action::create, parse(body, Action::create));
//   auto saved = database.write([&](Connection& c) { return commit(c, save, {.account_id = me}); });
//   apply_ids(save.data, saved.ids);                          // now save.data is what the answer repeats
//
// A commit that changes something adds one to job.revision, moves updated_date of job, task and project, and leaves one
// row in annotation_history: the ids it added and the rows it took away.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "annotation/model.h"
#include "annotation/parse.h"
#include "base/time.h"
#include "db/database.h"

namespace limn::annotation {

// Ids in the order in which walking the data meets them: tags; shapes, each followed by its elements; tracks, each
// followed by its elements; keyframes of each track, then those of its elements. What is not stored (tracks without
// keyframes) has 0. Of root objects only where ids are listed to take them away.
struct Ids {
    std::vector<int64_t> tags, shapes, tracks, keyframes;
    bool operator==(const Ids&) const = default;
};

struct Save {
    int64_t job_id = 0;
    int64_t revision = 0; // the job's next one, set by the commit
    Action action = Action::create;
    Annotations data; // aligned; ids of 0 are given by the commit

    // What update and remove take away first; prepare() lists the ids sent. For a task these may be more than in
    // `data`.
    Ids unwanted;

    // Encoded columns of the objects that have them, in the order of `data`; views into `bytes`.
    struct Columns {
        size_t points = 0, attributes = 0, elements = 0, end = 0; // where each begins in `bytes`; keyframes as points
        int64_t frame = 0; // to be stored; of a skeleton track it may differ from what the answer shows
    };
    std::string bytes;
    std::vector<Columns> tags, shapes, tracks;
};

Save prepare(int64_t job_id, Action action, Annotations data);

struct CommitOptions {
    std::optional<int64_t> account_id;
    std::optional<int64_t> expected_revision; // of the job: 409 when it is another by now
    std::string_view history_action = {};     // create, update, delete, replace, import; empty: by the action
    Time when = now();
    bool keep_dates = false; // of job, task and project: they move in with their annotations
};

struct Saved {
    bool changed = false;
    int64_t revision = 0; // of the job, afterwards
    Ids ids;
    size_t links_kept = 0, links_lost = 0; // where everything was replaced
};

// Inside a write: a concurrent save of one of the jobs is done and seen from here on, or waits. A commit does it, too;
// what is read for it beforehand is read after this.
void lock_jobs(db::Connection& c, std::span<const Save> saves);

// Inside a write. Throws Error 404 when the job is gone, 409 for another revision, 400 when an id belongs to another
// job or a label has just been deleted. Sent ids are kept as far as the database has ever given them out; others get
// fresh ones. Several jobs of one task: everything is taken away before anything is added, so that objects may move
// between them.
std::vector<Saved> commit(db::Connection& c, std::span<Save> saves, const CommitOptions& options);
Saved commit(db::Connection& c, Save& save, const CommitOptions& options);

void apply_ids(Annotations& data, const Ids& ids);

// Throws Error 409 where the job has another revision than the one expected, if one is.
void require_revision(const CommitOptions& options, int64_t current);

} // namespace limn::annotation
