#include "api/issues.h"

#include <fmt/format.h>

#include "api/announcement.h"
#include "api/bodies.h"
#include "api/changes.h"
#include "api/comments.h"
#include "api/subjects.h"
#include "api/user_json.h"
#include "api/work_json.h"
#include "base/error.h"
#include "tasks/ids.h"
#include "tasks/removal.h"

namespace limn::api {

namespace {

struct Severities {
    static constexpr std::string_view list[] = {"note", "minor", "major", "blocking"};
};
using Severity = Given<Nullable<Choice<Severities>>>;

struct NewIssueBody {
    Natural frame;
    std::vector<double> position;
    int64_t job = 0;
    Text<> message;
    Given<Nullable<int64_t>> assignee;
    Default<bool> resolved;
    Severity severity;
    Default<bool> assign_to_annotator;
};
BOOST_DESCRIBE_STRUCT(NewIssueBody, (),
                      (frame, position, job, message, assignee, resolved, severity, assign_to_annotator))

struct IssueChangeBody {
    Given<std::vector<double>> position;
    Given<Nullable<int64_t>> assignee;
    Given<bool> resolved;
    Severity severity;
    Default<bool> assign_to_annotator;
};
BOOST_DESCRIBE_STRUCT(IssueChangeBody, (), (position, assignee, resolved, severity, assign_to_annotator))

// Absent and null are the same.
std::optional<std::string> severity_text(const Severity& severity) {
    return severity && *severity ? std::optional((*severity)->value) : std::nullopt;
}

std::unordered_map<int64_t, int64_t> count_comments(db::Connection& c, const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, int64_t> counts;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, "SELECT issue_id, count(*) FROM issue_comment WHERE issue_id IN ", batch,
                                     " GROUP BY issue_id");
        while (rows.next()) counts[rows.integer(0)] = rows.integer(1);
    });
    return counts;
}

std::string issue_item(Call& call, db::Connection& c, int64_t id) {
    auto items = issue_items(call, c, {id});
    if (items.empty()) throw not_found("Issue");
    return std::move(items.front());
}

std::string position_text(const std::vector<double>& position) {
    if (position.empty()) throw field_error("position", "This list may not be empty.");
    JsonWriter w;
    w.begin_array();
    for (const auto v : position) w.value(v);
    w.end_array();
    return w.take();
}

http::Response list_issues(Call& call) {
    return call.database().read([&](db::Connection& c) {
        const auto page = db::list_page(c, issue_listing(), visible_issues(call), call.request.query);
        return page_response(call, page, issue_items(call, c, page.ids));
    });
}

void require_creation(db::Connection& c, Call& call, const boost::json::object& body) {
    const auto job = named_job(c, call, named_id(body, "job").value_or(0));
    require_user_view(call, call.context, named_id(body, "assignee"));
    require_issue_creation(call, job);
}

// What is wrong with the list beyond its items is told together with the rest.
NewIssueBody read_new_issue(const boost::json::object& body) {
    NewIssueBody r;
    auto problem = record::read(body, r);
    const auto* position = body.if_contains("position");
    if (position && position->is_array() && position->get_array().empty()) {
        if (problem.is_null()) problem.emplace_object();
        problem.get_object()["position"] = record::problem("This list may not be empty.");
    }
    if (!problem.is_null()) throw json_error(400, problem);
    return r;
}

http::Response create_issue(Call& call) {
    const auto body = body_object(call);
    call.database().read([&](db::Connection& c) { require_creation(c, call, body); });
    const auto r = read_new_issue(body);
    const auto [text, pictures] = call.database().write([&](db::Connection& c) {
        const auto job = named_job(c, call, r.job);
        const auto assignee = r.assign_to_annotator ? job.assignee_id : value_of(r.assignee);
        require_account(c, "assignee", assignee);
        const auto when = now();
        const auto id =
            c.insert("INSERT INTO issue (job_id, organization_id, frame, position, owner_id, assignee_id, resolved,"
                     " severity, created_date, updated_date)"
                     " VALUES (?, (SELECT organization_id FROM job WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                     r.job, r.job, r.frame.value, position_text(r.position), call.caller.id, assignee, r.resolved.value,
                     severity_text(r.severity), when, when);
        const auto comment = add_comment(c, id, call.caller.id, when);
        auto links = store_message(c, call, comment, r.message.value);
        Announcement announcement(call, c);
        announcement.created(Kind::issue, {id});
        announcement.created(Kind::comment, {comment});
        announcement.send();
        return std::pair(issue_item(call, c, id), std::move(links));
    });
    settle_files(call, pictures);
    return call.json(201, text);
}

http::Response retrieve_issue(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto issue = find_issue(c, call, call.id(0));
        issue.require(call.caller, "view");
        return issue_item(call, c, issue.id);
    }));
}

// Whom the issue is given to: none when that is not asked. Its job's assignee needs no naming, which the personal
// workspace of others would not allow.
std::optional<std::optional<int64_t>> new_assignee(db::Connection& c, Call& call, const Found& issue,
                                                   const IssueChangeBody& r) {
    if (r.assign_to_annotator) return named_job(c, call, *issue.job_id).assignee_id;
    if (r.assignee) return value_of(r.assignee);
    return {};
}

http::Response update_issue(Call& call) {
    const auto body = body_object(call);
    call.database().read([&](db::Connection& c) {
        const auto issue = find_issue(c, call, call.id(0));
        require_user_view(call, issue.workspace, named_id(body, "assignee"));
        issue.require(call.caller, "update");
    });
    const auto r = read_record<IssueChangeBody>(body);
    return call.json(200, call.database().write([&](db::Connection& c) {
        const auto issue = find_issue(c, call, call.id(0));
        Announcement announcement(call, c);
        announcement.will_change(Kind::issue, {issue.id});
        if (r.assignee) require_account(c, "assignee", *r.assignee);
        const auto assignee = new_assignee(c, call, issue, r);
        if (r.position) c.execute("UPDATE issue SET position = ? WHERE id = ?", position_text(*r.position), issue.id);
        if (assignee) c.execute("UPDATE issue SET assignee_id = ? WHERE id = ?", *assignee, issue.id);
        if (r.resolved) c.execute("UPDATE issue SET resolved = ? WHERE id = ?", *r.resolved, issue.id);
        if (r.severity) c.execute("UPDATE issue SET severity = ? WHERE id = ?", severity_text(r.severity), issue.id);
        if (r.position || assignee || r.resolved || r.severity)
            c.execute("UPDATE issue SET updated_date = ? WHERE id = ?", now(), issue.id);
        announcement.send();
        return issue_item(call, c, issue.id);
    }));
}

http::Response delete_issue(Call& call) {
    const auto folders = call.database().write([&](db::Connection& c) {
        const auto issue = find_issue(c, call, call.id(0));
        issue.require(call.caller, "delete");
        Announcement announcement(call, c);
        announcement.will_delete(Kind::issue, {issue.id});
        auto files = tasks::asset_folders_of_issue(c, issue.id);
        c.execute("DELETE FROM issue WHERE id = ?", issue.id);
        announcement.send();
        return files;
    });
    remove_files(call, folders);
    return call.no_content();
}

} // namespace

void require_issue_creation(const Call& call, const Found& job) {
    auto subject = job.subject;
    if (subject.relations & access::assignee)
        subject.relations = (subject.relations & ~access::assignee) | access::job_assignee;
    access::require(call.caller, call.context, "issues", "create@job", subject);
}

std::vector<std::string> issue_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids) {
    struct Row {
        int64_t id, frame;
        std::string position;
        int64_t job;
        std::optional<int64_t> owner, assignee;
        Time created, updated;
        bool resolved;
        std::optional<std::string> severity;
    };
    std::vector<Row> issues;
    std::vector<std::optional<int64_t>> people;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(
            c,
            "SELECT id, frame, position, job_id, owner_id, assignee_id, created_date, updated_date, resolved,"
            " severity FROM issue WHERE id IN ",
            batch);
        while (rows.next()) {
            issues.push_back({rows.integer(0), rows.integer(1), rows.text(2), rows.integer(3), rows.maybe_integer(4),
                              rows.maybe_integer(5), rows.time(6), rows.time(7), rows.boolean(8), rows.maybe_text(9)});
            people.insert(people.end(), {rows.maybe_integer(4), rows.maybe_integer(5)});
        }
    });
    const BasicUsers users(call, c, people);
    const auto comments = count_comments(c, ids);
    std::unordered_map<int64_t, std::string> items;
    for (const auto& issue : issues) {
        JsonWriter w;
        w.begin_object();
        w.member("id", issue.id);
        w.member("frame", issue.frame);
        w.key("position");
        w.raw(issue.position);
        w.member("job", issue.job);
        w.key("owner");
        users.write(w, issue.owner);
        w.key("assignee");
        users.write(w, issue.assignee);
        w.member("created_date", to_iso(issue.created));
        w.member("updated_date", to_iso(issue.updated));
        w.member("resolved", issue.resolved);
        if (issue.severity) w.member("severity", *issue.severity); // beyond the contract, so only where it was said
        write_summary(w, "comments", call.link(fmt::format("/api/comments?issue_id={}", issue.id)), [&] {
            const auto count = comments.find(issue.id);
            w.member("count", count == comments.end() ? int64_t(0) : count->second);
        });
        w.end_object();
        items.emplace(issue.id, w.take());
    }
    return in_order(std::move(items), ids);
}

void add_issue_routes(Routes& routes) {
    routes.get("/api/issues", list_issues);
    routes.post("/api/issues", create_issue)
        .describe({"Point at something in a job", record_schema<NewIssueBody>(), {}, 201});
    routes.get("/api/issues/{id}", retrieve_issue);
    routes.patch("/api/issues/{id}", update_issue)
        .describe({"Change an issue", record_schema<IssueChangeBody>(), {}, 200});
    routes.remove("/api/issues/{id}", delete_issue);
}

} // namespace limn::api
