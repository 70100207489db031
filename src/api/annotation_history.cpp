// /api/jobs/{id}/annotations/history and .../authors, beyond the contract: what was changed when and by whom, and who
// last changed each object that is there.
#include "api/annotation_history.h"

#include <set>

#include "annotation/authors.h"
#include "annotation/history.h"
#include "api/presence_feed.h"
#include "api/subjects.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

namespace limn::api {
namespace {

constexpr int64_t most_revisions = 1000;           // of the history, in one answer
constexpr size_t most_authored_revisions = 10'000; // of authors, in one answer

// The revision after which the answer begins.
int64_t since_revision(const Call& call, int64_t otherwise) {
    const auto text = call.argument("since");
    if (!text) return otherwise;
    const auto since = parse_int(*text);
    if (!since) throw list_error("since must be a revision");
    return *since;
}

void begin_answer(JsonWriter& w, db::Connection& c, Call& call, int64_t job_id) {
    find_job(c, call, job_id, Filters::without_simple).require(call.caller, "view:annotations");
    w.begin_object();
    w.member("revision", c.value("SELECT revision FROM job WHERE id = ?", job_id).value_or(0));
}

void append_revision(JsonWriter& w, const annotation::Revision& r) {
    w.begin_object();
    w.member("revision", r.revision);
    w.member("action", r.action);
    w.member("user_id", r.account_id);
    w.member("created_date", to_iso(r.created_date));
    w.key("added");
    w.raw(r.added);
    w.key("removed");
    w.begin_object();
    w.member("tags", static_cast<int64_t>(r.removed_tags));
    w.member("shapes", static_cast<int64_t>(r.removed_shapes));
    w.member("tracks", static_cast<int64_t>(r.removed_tracks));
    w.end_object();
    w.end_object();
}

http::Response history(Call& call) {
    const auto id = call.id(0);
    const auto since = since_revision(call, 0);
    JsonWriter w;
    call.database().read([&](db::Connection& c) {
        begin_answer(w, c, call, id);
        w.key("results");
        w.begin_array();
        for (const auto& r : annotation::revisions_of(c, id, since, most_revisions)) append_revision(w, r);
        w.end_array();
        w.end_object();
    });
    return call.json(200, w.take());
}

void append_authored(JsonWriter& w, const annotation::Authored& one) {
    w.begin_object();
    w.member("revision", one.revision);
    w.member("user_id", one.account_id);
    w.member("created_date", one.when ? std::optional(to_iso(*one.when)) : std::nullopt);
    w.member("action", one.action);
    for (const auto& [name, ids] : {std::pair("tags", &one.tags), {"shapes", &one.shapes}, {"tracks", &one.tracks}}) {
        w.key(name);
        w.raw(annotation::id_ranges(*ids));
    }
    w.end_object();
}

http::Response authors(Call& call) {
    const auto id = call.id(0);
    const auto since = since_revision(call, -1);
    JsonWriter w;
    call.database().read([&](db::Connection& c) {
        begin_answer(w, c, call, id);
        const auto found = annotation::authors_of(c, id, since, most_authored_revisions);
        w.member("next", found.next);
        std::set<int64_t> accounts;
        w.key("results");
        w.begin_array();
        for (const auto& one : found.results) {
            if (one.account_id) accounts.insert(*one.account_id);
            append_authored(w, one);
        }
        w.end_array();
        w.key("users");
        w.begin_array();
        for (const auto account : accounts) w.raw(person_json(c, account));
        w.end_array();
        w.end_object();
    });
    return call.json(200, w.take());
}

boost::json::value authors_schema() {
    const boost::json::object integer{{"type", "integer"}};
    const boost::json::object text{{"type", "string"}};
    const boost::json::object maybe_integer{{"type", "integer"}, {"nullable", true}};
    const boost::json::object ranges{
        {"type", "array"},
        {"description", "First and last id of each run of ids"},
        {"items", {{"type", "array"}, {"items", integer}, {"minItems", 2}, {"maxItems", 2}}}};
    const boost::json::object one{{"type", "object"},
                                  {"properties",
                                   {{"revision", integer},
                                    {"user_id", maybe_integer},
                                    {"created_date", {{"type", "string"}, {"format", "date-time"}, {"nullable", true}}},
                                    {"action", text},
                                    {"tags", ranges},
                                    {"shapes", ranges},
                                    {"tracks", ranges}}}};
    const boost::json::object user{
        {"type", "object"},
        {"properties", {{"id", integer}, {"username", text}, {"first_name", text}, {"last_name", text}}}};
    return {{"type", "object"},
            {"properties",
             {{"revision", integer},
              {"next", maybe_integer},
              {"results", {{"type", "array"}, {"items", one}}},
              {"users", {{"type", "array"}, {"items", user}}}}}};
}

} // namespace

void add_annotation_history_routes(Routes& routes) {
    routes.get("/api/jobs/{id}/annotations/history", history);
    routes.get("/api/jobs/{id}/annotations/authors", authors)
        .describe({"Who last changed the objects of a job: for every revision that an object is of, who made it, when, "
                   "and the ids of the objects; at most 10,000 revisions, `next` tells where to go on",
                   {},
                   authors_schema(),
                   200,
                   {{{"in", "query"},
                     {"name", "since"},
                     {"description", "Only objects changed after this revision"},
                     {"schema", {{"type", "integer"}}}}}});
}

} // namespace limn::api
