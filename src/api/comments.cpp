#include "api/comments.h"

#include "api/announcement.h"
#include "api/bodies.h"
#include "api/changes.h"
#include "api/mentions.h"
#include "api/subjects.h"
#include "api/user_json.h"
#include "api/work_json.h"
#include "base/error.h"
#include "tasks/ids.h"
#include "tasks/removal.h"

namespace limn::api {

namespace {

struct NewCommentBody {
    int64_t issue = 0;
    Given<Text<>> message;
};
BOOST_DESCRIBE_STRUCT(NewCommentBody, (), (issue, message))

struct CommentChangeBody {
    Given<Text<>> message;
};
BOOST_DESCRIBE_STRUCT(CommentChangeBody, (), (message))

std::string comment_item(Call& call, db::Connection& c, int64_t id) {
    auto items = comment_items(call, c, {id});
    if (items.empty()) throw not_found("Comment");
    return std::move(items.front());
}

// Beyond the contract, so only where somebody is named.
void write_mentions(JsonWriter& w, const BasicUsers& users,
                    const std::unordered_map<int64_t, std::vector<int64_t>>& mentions, int64_t comment_id) {
    const auto named = mentions.find(comment_id);
    if (named == mentions.end()) return;
    w.key("mentions");
    w.begin_array();
    for (const auto id : named->second) users.write(w, id);
    w.end_array();
}

http::Response list_comments(Call& call) {
    return call.database().read([&](db::Connection& c) {
        const auto page = db::list_page(c, comment_listing(), visible_comments(call), call.request.query);
        return page_response(call, page, comment_items(call, c, page.ids));
    });
}

// Judged in the workspace of the request, as the creation of issues.
void require_creation(db::Connection& c, Call& call, const boost::json::object& body) {
    const auto issue = named_issue(c, call, named_id(body, "issue").value_or(0));
    auto subject = issue.subject;
    subject.relations &= ~(access::owner | access::assignee);
    if (issue.owner_id == call.caller.id) subject.relations |= access::issue_owner;
    if (issue.assignee_id == call.caller.id) subject.relations |= access::issue_assignee;
    access::require(call.caller, call.context, "comments", "create@issue", subject);
}

http::Response create_comment(Call& call) {
    const auto body = body_object(call);
    call.database().read([&](db::Connection& c) { require_creation(c, call, body); });
    const auto r = read_record<NewCommentBody>(body);
    const auto [text, pictures] = call.database().write([&](db::Connection& c) {
        named_issue(c, call, r.issue);
        const auto when = now();
        const auto id = add_comment(c, r.issue, call.caller.id, when);
        auto links = store_message(c, call, id, r.message ? r.message->value : "");
        Announcement announcement(call, c);
        announcement.created(Kind::comment, {id});
        announcement.send();
        return std::pair(comment_item(call, c, id), std::move(links));
    });
    settle_files(call, pictures);
    return call.json(201, text);
}

http::Response retrieve_comment(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto comment = find_comment(c, call, call.id(0));
        comment.require(call.caller, "view");
        return comment_item(call, c, comment.id);
    }));
}

http::Response update_comment(Call& call) {
    call.database().read([&](db::Connection& c) { find_comment(c, call, call.id(0)).require(call.caller, "update"); });
    const auto r = read_record<CommentChangeBody>(body_object(call));
    const auto [text, pictures] = call.database().write([&](db::Connection& c) {
        const auto comment = find_comment(c, call, call.id(0));
        Announcement announcement(call, c);
        announcement.will_change(Kind::comment, {comment.id});
        LinkChanges links;
        if (r.message) {
            links = store_message(c, call, comment.id, r.message->value);
            c.execute("UPDATE issue_comment SET updated_date = ? WHERE id = ?", now(), comment.id);
        }
        announcement.send();
        return std::pair(comment_item(call, c, comment.id), std::move(links));
    });
    settle_files(call, pictures);
    return call.json(200, text);
}

http::Response delete_comment(Call& call) {
    const auto folders = call.database().write([&](db::Connection& c) {
        const auto comment = find_comment(c, call, call.id(0));
        comment.require(call.caller, "delete");
        Announcement announcement(call, c);
        announcement.will_delete(Kind::comment, {comment.id});
        auto files = tasks::asset_folders_of_comment(c, comment.id);
        c.execute("DELETE FROM issue_comment WHERE id = ?", comment.id);
        announcement.send();
        return files;
    });
    remove_files(call, folders);
    return call.no_content();
}

} // namespace

int64_t add_comment(db::Connection& c, int64_t issue_id, int64_t owner_id, Time when) {
    return c.insert("INSERT INTO issue_comment (issue_id, organization_id, job_id, frame, owner_id, created_date,"
                    " updated_date)"
                    " VALUES (?, (SELECT organization_id FROM issue WHERE id = ?), (SELECT job_id FROM issue WHERE id ="
                    " ?), (SELECT frame FROM issue WHERE id = ?), ?, ?, ?) RETURNING id",
                    issue_id, issue_id, issue_id, issue_id, owner_id, when, when);
}

LinkChanges store_message(db::Connection& c, Call& call, int64_t comment_id, const std::string& message) {
    const auto job = c.value("SELECT job_id FROM issue_comment WHERE id = ?", comment_id);
    auto links = settle_links(c, call, {.job_id = job, .comment_id = comment_id}, message);
    c.execute("UPDATE issue_comment SET message = ? WHERE id = ?", links.markdown, comment_id);
    store_mentions(c, call, comment_id, message);
    return links;
}

std::vector<std::string> comment_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids) {
    std::vector<std::optional<int64_t>> people;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, "SELECT DISTINCT owner_id FROM issue_comment WHERE id IN ", batch);
        while (rows.next()) people.push_back(rows.maybe_integer(0));
    });
    const auto mentions = mentions_of(c, ids);
    for (const auto& [id, named] : mentions) people.insert(people.end(), named.begin(), named.end());
    const BasicUsers users(call, c, people);
    std::unordered_map<int64_t, std::string> items;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(
            c, "SELECT id, issue_id, owner_id, message, created_date, updated_date FROM issue_comment WHERE id IN ",
            batch);
        while (rows.next()) {
            JsonWriter w;
            w.begin_object();
            w.member("id", rows.integer(0));
            w.member("issue", rows.integer(1));
            w.key("owner");
            users.write(w, rows.maybe_integer(2));
            w.member("message", rows.view(3));
            w.member("created_date", to_iso(rows.time(4)));
            w.member("updated_date", to_iso(rows.time(5)));
            write_mentions(w, users, mentions, rows.integer(0));
            w.end_object();
            items.emplace(rows.integer(0), w.take());
        }
    });
    return in_order(std::move(items), ids);
}

void add_comment_routes(Routes& routes) {
    routes.get("/api/comments", list_comments);
    routes.post("/api/comments", create_comment)
        .describe({"Answer in an issue", record_schema<NewCommentBody>(), {}, 201});
    routes.get("/api/comments/{id}", retrieve_comment);
    routes.patch("/api/comments/{id}", update_comment)
        .describe({"Change a comment", record_schema<CommentChangeBody>(), {}, 200});
    routes.remove("/api/comments/{id}", delete_comment);
}

} // namespace limn::api
