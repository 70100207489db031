#include "api/my_issues.h"

#include "api/asset_links.h"
#include "api/subjects.h"
#include "api/work_json.h"
#include "base/json.h"

namespace limn::api {
namespace {

constexpr int64_t most_counted = 300;
constexpr size_t most_listed = 100;
constexpr size_t longest_message = 300; // code points of what was said last

// Each with the caller's id once.
constexpr std::string_view is_assigned = "i.assignee_id = ?";
// Nobody is asked by name, so whoever has the job is.
constexpr std::string_view is_of_own_job =
    "(i.assignee_id IS NULL AND i.job_id IN (SELECT id FROM job WHERE assignee_id = ?))";
// Until they have answered.
constexpr std::string_view is_mentioned =
    "i.id IN (SELECT k.issue_id FROM issue_mention m JOIN issue_comment k ON k.id = m.comment_id "
    "WHERE m.account_id = ? AND (k.owner_id IS NULL OR k.owner_id <> m.account_id) AND NOT EXISTS (SELECT 1 FROM "
    "issue_comment x WHERE x.issue_id = k.issue_id AND x.id > k.id AND x.owner_id = m.account_id))";

struct Waiting {
    int64_t id = 0, task_id = 0;
    std::string task_name, message;
    bool assigned = false, mentioned = false;
};

// The worst ones first; what nobody has graded comes before what is only noted.
std::vector<Waiting> read_waiting(db::Connection& c, int64_t me) {
    db::Sql sql;
    sql.add("SELECT i.id, t.id, t.name, CASE WHEN ").add(is_assigned, me).add(" THEN 1 ELSE 0 END, CASE WHEN ");
    sql.add(is_mentioned, me)
        .add(" THEN 1 ELSE 0 END, (SELECT message FROM issue_comment WHERE issue_id = i.id "
             "ORDER BY id DESC LIMIT 1) FROM issue i JOIN job j ON j.id = i.job_id JOIN task t "
             "ON t.id = j.task_id WHERE i.resolved = 0 AND (");
    sql.add(is_assigned, me).add(" OR ").add(is_mentioned, me);
    // An issue of the caller's own in their job waits for nobody but whom it names.
    sql.add(" OR ((i.owner_id IS NULL OR i.owner_id <> ?) AND ", me).add(is_of_own_job, me);
    sql.add(")) ORDER BY CASE i.severity WHEN 'blocking' THEN 0 WHEN 'major' THEN 1 WHEN 'minor' THEN 2 WHEN 'note' "
            "THEN 4 ELSE 3 END, i.id LIMIT ?",
            most_counted);
    std::vector<Waiting> found;
    for (auto rows = c.query(sql); rows.next();)
        found.push_back(
            {rows.integer(0), rows.integer(1), rows.text(2), rows.text(5), rows.boolean(3), rows.boolean(4)});
    return found;
}

std::string_view shortened(std::string_view text) {
    size_t count = 0;
    for (size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80 && ++count > longest_message) return text.substr(0, i);
    return text;
}

void write_waiting(JsonWriter& w, const Waiting& one, const std::string& issue) {
    w.begin_object();
    w.key("issue");
    w.raw(issue);
    w.member("task_id", one.task_id);
    w.member("task_name", one.task_name);
    w.member("message", shortened(without_pictures(one.message)));
    w.member("assigned", one.assigned);
    w.member("mentioned", one.mentioned);
    w.end_object();
}

// Of all workspaces, each issue judged in its own: who is asked should not have to look for it.
std::string waiting_text(Call& call, db::Connection& c) {
    auto waiting = read_waiting(c, call.caller.id);
    std::erase_if(waiting, [&](const Waiting& one) {
        return !find_issue(c, call, one.id, Filters::none).allows(call.caller, "view");
    });
    JsonWriter w;
    w.begin_object();
    w.member("count", static_cast<int64_t>(waiting.size()));
    if (waiting.size() > most_listed) waiting.resize(most_listed);
    std::vector<int64_t> ids;
    for (const auto& one : waiting) ids.push_back(one.id);
    const auto items = issue_items(call, c, ids);
    w.key("results");
    w.begin_array();
    for (size_t i = 0; i < waiting.size(); ++i) write_waiting(w, waiting[i], items[i]);
    w.end_array();
    w.end_object();
    return w.take();
}

http::Response list_mine(Call& call) {
    access::require(call.caller, call.context, "users", "view", {.relations = uint32_t{access::self}});
    return call.json(200, call.database().read([&](db::Connection& c) { return waiting_text(call, c); }));
}

} // namespace

void add_my_issue_routes(Routes& routes) {
    routes.get("/api/users/self/issues", list_mine)
        .describe({"Lists open issues of all workspaces that wait for the caller, the worst first: those assigned to "
                   "them, those that "
                   "nobody is assigned to in their jobs, and those with a comment that names them until they answer",
                   {},
                   {}});
}

} // namespace limn::api
