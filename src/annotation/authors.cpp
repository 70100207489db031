#include "annotation/authors.h"

#include <map>

#include <fmt/format.h>

namespace limn::annotation {
namespace {

using ByRevision = std::map<int64_t, Authored>;

void add_ids(db::Connection& c, ByRevision& found, std::string_view table, std::vector<int64_t> Authored::*ids,
             int64_t job_id, int64_t since) {
    auto rows =
        c.query(fmt::format("SELECT id, revision FROM {} WHERE job_id = ? AND revision > ?", table), job_id, since);
    while (rows.next()) (found[rows.integer(1)].*ids).push_back(rows.integer(0));
}

void add_accounts(db::Connection& c, ByRevision& found, int64_t job_id, int64_t since) {
    auto rows = c.query("SELECT revision, account_id, created_date, action FROM annotation_history "
                        "WHERE job_id = ? AND revision > ? AND revision <= ? ORDER BY revision, id",
                        job_id, since, found.rbegin()->first);
    while (rows.next()) {
        const auto at = found.find(rows.integer(0));
        if (at == found.end()) continue;
        at->second.account_id = rows.maybe_integer(1);
        at->second.when = rows.time(2);
        at->second.action = rows.text(3);
    }
}

} // namespace

Authors authors_of(db::Connection& c, int64_t job_id, int64_t since, size_t most) {
    ByRevision found;
    add_ids(c, found, "tag", &Authored::tags, job_id, since);
    add_ids(c, found, "shape", &Authored::shapes, job_id, since);
    add_ids(c, found, "track", &Authored::tracks, job_id, since);
    Authors authors;
    if (found.size() > most) {
        const auto end = std::next(found.begin(), static_cast<ByRevision::difference_type>(most));
        authors.next = std::prev(end)->first;
        found.erase(end, found.end());
    }
    if (!found.empty()) add_accounts(c, found, job_id, since);
    for (auto& [revision, one] : found) {
        one.revision = revision;
        authors.results.push_back(std::move(one));
    }
    return authors;
}

} // namespace limn::annotation
