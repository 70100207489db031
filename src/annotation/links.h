// Named, directed links between the objects of a job: this wheel is part of that car, this person drives it. They are
// no part of the annotations that CVAT's clients know, and go when one of their objects goes.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "annotation/store.h"
#include "db/database.h"

namespace limn::annotation {

struct LinkEnd {
    std::string type; // shape, track
    int64_t id = 0;
    auto operator<=>(const LinkEnd&) const = default;
};

// A link is what it says: two that say the same are one.
struct Link {
    LinkEnd from, to;
    std::string kind; // link; parent: `from` is the parent of `to`
    std::string name; // may be empty
    auto operator<=>(const Link&) const = default;
};

constexpr size_t most_links = 100'000; // of a job

// Those whose objects are both there, in the order in which they were made.
std::vector<Link> load_links(db::Connection& c, int64_t job_id);

struct LinkChange {
    std::vector<Link> add, remove;
};

// Inside a write. What is there already, or gone already, is no change; a change adds one to the job's revision and
// leaves a row in its history. Throws Error 404 and 409 as commit() does, 400 when an object is not of the job or there
// are too many links.
Saved save_links(db::Connection& c, int64_t job_id, const LinkChange& change, const CommitOptions& options);

// Inside a write: links that come with the objects of a save, as part of it.
void add_links(db::Connection& c, int64_t job_id, std::span<const Link> links);

// Inside a write: links of a job whose objects have gone.
void drop_loose_links(db::Connection& c, int64_t job_id);

} // namespace limn::annotation
