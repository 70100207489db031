// Who last changed each object of a job: a row bears the revision that wrote it, and the history knows whose that was.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "db/database.h"

namespace limn::annotation {

// The objects that one revision wrote and no later one has written again.
struct Authored {
    int64_t revision = 0;
    std::optional<int64_t> account_id; // none: the account is gone, or nothing was noted
    std::optional<Time> when;          // none: written before there was a history, or moved in
    std::string action;
    std::vector<int64_t> tags, shapes, tracks; // ids, in no order
};

struct Authors {
    std::vector<Authored> results; // by revision
    std::optional<int64_t> next;   // there are more after this revision
};

// Of objects written after revision `since` (-1: of all), at most so many revisions at once.
Authors authors_of(db::Connection& c, int64_t job_id, int64_t since, size_t most);

} // namespace limn::annotation
