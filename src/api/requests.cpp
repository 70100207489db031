// /api/requests: background work as its owner sees it.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "access/policy.h"
#include "api/announcement.h"
#include "api/call.h"
#include "api/request_feed.h"
#include "api/requests.h"
#include "api/subjects.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "events/webhook_events.h"
#include "events/webhook_sender.h"

namespace limn::api {
namespace {

using db::FieldType;
using db::ListField;
using queue::RequestId;
using queue::RequestRow;

constexpr std::string_view unknown_request = "There is no request with specified id";
constexpr std::string_view action_sql = "substr(request.kind, 1, strpos(request.kind, ':') - 1)";

const db::Listing& request_listing() {
    static const db::Listing listing{
        .from = "request LEFT JOIN organization o ON o.id = request.organization_id",
        .id = "request.id",
        .fields = {{"created_date", "request.created_date", FieldType::time, ListField::sort},
                   {"status", "request.status", FieldType::text, ListField::all},
                   {"action", action_sql, FieldType::text, ListField::simple_all},
                   {"target", "request.target", FieldType::text, ListField::filter | ListField::simple},
                   {"subresource", "request.subresource", FieldType::text, ListField::filter | ListField::simple},
                   {"format", "request.format", FieldType::text, ListField::filter | ListField::simple},
                   // Compared as texts: a value that is no number finds nothing, which is no error here.
                   {"project_id", "CAST(request.project_id AS TEXT)", FieldType::text,
                    ListField::filter | ListField::simple},
                   {"task_id", "CAST(request.task_id AS TEXT)", FieldType::text, ListField::filter | ListField::simple},
                   {"job_id", "CAST(request.job_id AS TEXT)", FieldType::text, ListField::filter | ListField::simple}},
        .default_sort = "-created_date",
        .knows_not_equal = true};
    return listing;
}

// Exports wait to be downloaded from the resource that they were asked of.
std::optional<std::string> result_url(const Call& call, const RequestRow& row) {
    const auto id = RequestId::parse(row.rq_id);
    if (row.status != "finished" || !row.result_file || !id || !id->target_id) return {};
    const auto folder = row.subresource == "backup" ? "backup" : "dataset";
    return call.link(
        fmt::format("/api/{}s/{}/{}/download?rq_id={}", row.target, *id->target_id, folder, percent_encode(row.rq_id)));
}

// Whether it was only to tell what an import would do.
bool is_trial(const RequestRow& row) {
    const auto* input = row.input.if_object();
    return input && input->contains("dry_run");
}

std::string request_json(const Call& call, const RequestRow& row, std::string_view owner_name) {
    const auto time = [](const std::optional<Time>& t) { return t ? std::optional(to_iso(*t)) : std::nullopt; };
    JsonWriter w;
    w.begin_object();
    w.member("status", row.status);
    w.member("message", row.message);
    w.member("id", row.rq_id);
    w.key("operation");
    w.begin_object();
    w.member("type", row.kind);
    w.member("target", row.target);
    w.member("project_id", row.project_id);
    w.member("task_id", row.task_id);
    w.member("job_id", row.job_id);
    w.member("format", row.format);
    w.member("lightweight", row.lightweight);
    w.member("org_id", row.organization_id);
    if (is_trial(row)) w.member("dry_run", true);
    w.end_object();
    w.member("progress", row.status == "started" ? row.progress : 0.0); // what clients know of the rest is the status
    w.member("created_date", to_iso(row.created_date));
    w.member("started_date", time(row.started_date));
    w.member("finished_date", time(row.finished_date));
    w.member("expiry_date", time(row.expiry_date));
    w.key("owner");
    w.begin_object();
    w.member("id", row.owner_id);
    w.member("username", owner_name);
    w.end_object();
    w.member("result_url", result_url(call, row));
    w.member("result_id", row.status == "finished" ? row.result_id : std::nullopt);
    if (row.status == "finished" && !row.summary.is_null()) w.member("summary", row.summary);
    w.end_object();
    return w.take();
}

std::string owner_name(db::Connection& c, int64_t id) {
    auto rows = c.query("SELECT username FROM account WHERE id = ?", id);
    return rows.next() ? rows.text(0) : std::string();
}

http::Response list_requests(Call& call) {
    auto visible = db::Sql{"request.owner_id = ?", {call.caller.id}};
    const auto org = call.request.argument("org");
    const bool by_id = call.request.argument("org_id").has_value();
    if ((org && org->empty()) || (by_id && !call.context.organization_id))
        visible.add(" AND request.organization_id IS NULL");
    else if (org)
        visible.add(" AND o.slug = ?", *org);
    else if (by_id)
        visible.add(" AND request.organization_id = ?", *call.context.organization_id);
    std::vector<std::string> items;
    const auto page = call.database().read([&](db::Connection& c) {
        auto found = db::list_page(c, request_listing(), visible, call.request.query);
        for (const auto id : found.ids) {
            auto rows = c.query(fmt::format("SELECT {} FROM request WHERE id = ?", queue::request_columns), id);
            if (rows.next()) items.push_back(request_json(call, queue::read_request(rows), call.caller.username));
        }
        return found;
    });
    return page_response(call, page, items);
}

// Ids of earlier releases: create:task-7, import:job-3-annotations, export:task-7-dataset-in-COCO_1@0-format-by-2 ...
std::string current_id(std::string_view id) {
    const auto colon = id.find(':');
    if (colon == std::string_view::npos) return std::string(id);
    RequestId out{.action = std::string(id.substr(0, colon))};
    auto parts = split(id.substr(colon + 1), '-');
    if (parts.size() < 2) return std::string(id);
    out.target = parts[0];
    size_t next = 2;
    if (const auto number = parse_int(parts[1]))
        out.target_id = number;
    else if (parts.size() > 5) { // a uuid has dashes of its own
        out.id = fmt::format("{}", fmt::join(parts.begin() + 1, parts.begin() + 6, "-"));
        next = 6;
    }
    if (parts.size() > next) out.subresource = parts[next];
    for (size_t i = next + 1; i + 1 < parts.size(); ++i) {
        if (parts[i] == "in") out.format = replace_all(parts[i + 1], "@", ".");
        if (parts[i] == "by") out.user_id = parse_int(parts[i + 1]);
    }
    return out.text();
}

RequestRow find_request(db::Connection& c, Call& call) {
    auto row = queue::Queue::find(c, current_id(call.request.parameters.at(0)));
    if (!row) throw text_error(404, unknown_request);
    return *row;
}

// Work on an object may be followed by whoever may see the object; exports and imports of backups by their owner alone.
void require(db::Connection& c, Call& call, const RequestRow& row, std::string_view scope) {
    access::Subject subject{.parent = "none"};
    access::Workspace workspace = call.context;
    const auto id = RequestId::parse(row.rq_id);
    if (scope == "view" && id && !id->user_id && id->target_id) {
        const auto parent = row.target == "project" ? named_project(c, call, *id->target_id)
                            : row.target == "task"  ? named_task(c, call, *id->target_id)
                                                    : named_job(c, call, *id->target_id);
        subject = parent.subject;
        subject.parent = row.target;
        workspace = parent.workspace;
    } else if (row.owner_id == call.caller.id) {
        subject.relations = access::Relation::owner;
    }
    access::require(call.caller, workspace, "requests", scope, subject);
}

http::Response retrieve_request(Call& call) {
    const auto text = call.database().read([&](db::Connection& c) {
        const auto row = find_request(c, call);
        require(c, call, row, "view");
        return request_json(call, row, owner_name(c, row.owner_id));
    });
    return uncached(call.json(200, text));
}

http::Response cancel_request(Call& call) {
    const auto row = call.database().read([&](db::Connection& c) {
        auto found = find_request(c, call);
        require(c, call, found, "delete");
        return found;
    });
    const bool gone = row.status != "finished" && row.status != "failed" &&
                      call.database().write([&](db::Connection& c) { return queue::Queue::cancel(c, row.rq_id); });
    if (!gone) throw text_error(400, "Only requests that have not yet been started can be cancelled");
    return uncached(http::make_response(200, "", json_content_type));
}

http::Response listen(Call& call) {
    access::require(call.caller, call.context, "requests", "list", {});
    const auto channel = [&] { return call.services.feed ? call.services.feed->listen(call) : nullptr; };
    return event_stream(call, channel, "Nothing is lost: ask for /api/requests instead, or listen again later.");
}

http::Response list_uncached(Call& call) { return uncached(list_requests(call)); }

} // namespace

std::string request_item(const Call& call, db::Connection& c, const RequestRow& row) {
    return request_json(call, row, owner_name(c, row.owner_id));
}

void announce_end_of_work(queue::Queue& queue, Services& services) {
    queue.on_end([&services](db::Connection& c, const RequestRow& row) {
        const auto event = fmt::format("completed:request[{}]", row.kind);
        if (!events::find_webhook_event(event) || !events::any_webhook(c)) return;
        auto project_id = row.project_id;
        if (!project_id && row.task_id) project_id = c.value("SELECT project_id FROM task WHERE id = ?", *row.task_id);
        const auto listeners = events::find_listeners(c, {row.organization_id, project_id});
        if (!listeners.any(event)) return;
        BackgroundCall background(services, c, row);
        const Call& call = background;
        listeners.tell(
            c, event, {{"request", parse_json(request_item(call, c, row))}, {"sender", background_sender(c, row)}}, {});
        if (auto* sender = services.webhooks) c.after_commit([sender] { sender->wake(); });
    });
}

http::Response uncached(http::Response response) {
    response.header("Cache-Control", "max-age=0, no-cache, no-store, must-revalidate, private");
    response.header("Expires", to_http_date(now()));
    return response;
}

bool is_under_way(db::Connection& c, std::string_view rq_id) {
    const auto row = queue::Queue::find(c, rq_id);
    return row && (row->status == "queued" || row->status == "started");
}

http::Response accepted(const Call& call, std::string_view rq_id, bool fresh) {
    JsonWriter w;
    w.begin_object();
    w.member("rq_id", rq_id);
    w.end_object();
    return call.json(fresh ? 202 : 409, w.take());
}

void add_request_routes(Routes& routes) {
    routes.get("/api/requests", list_uncached);
    routes.get("/api/requests/events", listen)
        .describe({"Server-sent events: how the caller's background work goes. At first, and whenever one changes, an "
                   "event `request` with what /api/requests/{id} answers; `gone` with {\"id\"} when one was cancelled",
                   {},
                   {{"type", "string"}},
                   200,
                   {},
                   "text/event-stream"});
    routes.get("/api/requests/{id:any}", retrieve_request);
    routes.post("/api/requests/{id:any}/cancel", cancel_request);
}

} // namespace limn::api
