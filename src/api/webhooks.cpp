#include "api/webhooks.h"

#include <algorithm>

#include <fmt/format.h>

#include "api/bodies.h"
#include "api/checks.h"
#include "api/client_release.h"
#include "api/user_json.h"
#include "api/webhook_checks.h"
#include "api/work_json.h"
#include "base/error.h"
#include "base/text.h"
#include "events/webhook_events.h"
#include "events/webhooks.h"
#include "tasks/ids.h"

namespace limn::api {
namespace json = boost::json;
using events::WebhookType;

namespace {

struct WebhookTypes {
    static constexpr std::string_view list[] = {"organization", "project", "server"};
};
struct ContentTypes {
    static constexpr std::string_view list[] = {"application/json"};
};

struct WebhookBody { // what must be there is checked by the methods
    Given<Text<8192>> target_url;
    Given<BlankText<128>> description;
    Given<Choice<WebhookTypes>> type;
    Given<Choice<ContentTypes>> content_type;
    Given<BlankText<64>> secret;
    Given<bool> is_active, enable_ssl;
    Given<json::value> events;
    Given<Nullable<int64_t>> project_id;
};
BOOST_DESCRIBE_STRUCT(WebhookBody, (),
                      (target_url, description, type, content_type, secret, is_active, enable_ssl, events, project_id))

WebhookType type_of(std::string_view name) {
    for (const auto type : {WebhookType::project, WebhookType::server})
        if (name == to_string(type)) return type;
    return WebhookType::organization;
}

const db::Listing& listing() {
    using F = db::ListField;
    static const db::Listing one{
        "webhook w",
        "w.id",
        {{"target_url", "w.target_url", db::FieldType::text, F::all},
         {"owner", "(SELECT username FROM account WHERE id = w.owner_id)", db::FieldType::text, F::all},
         {"type",
          "w.type",
          db::FieldType::choice,
          F::all,
          {std::begin(WebhookTypes::list), std::end(WebhookTypes::list)}},
         {"description", "w.description", db::FieldType::text, F::filter_sort | F::search},
         {"id", "w.id", db::FieldType::integer},
         {"project_id", "w.project_id", db::FieldType::integer, F::simple_all},
         {"updated_date", "w.updated_date", db::FieldType::time}}};
    return one;
}

// --- what clients of older releases do not know

bool knows_server_webhooks(int release) { return release >= 76; }

bool knows(int release, std::string_view event) {
    if (event == "delete:organization" && release >= 73 && release <= 75) return false;
    const auto* known = events::find_webhook_event(event);
    return !known || known->since <= release;
}

// --- answers

struct LastDelivery {
    std::optional<int64_t> status;
    Time date;
};

std::unordered_map<int64_t, LastDelivery> last_deliveries(db::Connection& c, const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, LastDelivery> last;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(
            c,
            "SELECT webhook_id, status_code, updated_date FROM webhook_delivery WHERE id IN (SELECT max(id) FROM "
            "webhook_delivery WHERE webhook_id IN ",
            batch, " GROUP BY webhook_id)");
        while (rows.next()) last[rows.integer(0)] = {rows.maybe_integer(1), rows.time(2)};
    });
    return last;
}

void write_webhook(JsonWriter& w, const Call& call, int release, const db::Rows& rows, const BasicUsers& users,
                   const LastDelivery* last) {
    w.begin_object();
    w.member("id", rows.integer(0));
    w.member("url", call.link(fmt::format("/api/webhooks/{}", rows.integer(0))));
    w.member("target_url", rows.view(1));
    w.member("description", rows.view(2));
    w.member("type", rows.view(3));
    w.member("content_type", rows.view(4));
    w.member("is_active", rows.boolean(5));
    w.member("enable_ssl", rows.boolean(6));
    w.member("created_date", to_iso(rows.time(7)));
    w.member("updated_date", to_iso(rows.time(8)));
    w.key("owner");
    users.write(w, rows.maybe_integer(9));
    w.member("project_id", rows.maybe_integer(10));
    w.member("organization", rows.maybe_integer(11));
    w.key("events");
    w.begin_array();
    const auto names = parse_json(rows.view(12));
    for (const auto& name : names.as_array())
        if (knows(release, name.as_string())) w.value(name);
    w.end_array();
    if (last) {
        if (last->status) w.member("last_status", *last->status);
        w.member("last_delivery_date", to_iso(last->date));
    }
    w.end_object();
}

http::Response list_webhooks(Call& call) {
    return call.database().read([&](db::Connection& c) {
        db::Sql visible = access::visible_rows(
            call.caller, call.context, "webhooks",
            {{access::owner, "w.owner_id = ?"},
             {access::project_owner, "w.project_id IN (SELECT id FROM project WHERE owner_id = ?)"}},
            "w.organization_id");
        if (!knows_server_webhooks(client_release(call.request.header("User-Agent"))))
            visible.add(" AND w.type <> 'server'");
        const auto page = db::list_page(c, listing(), visible, call.request.query);
        return page_response(call, page, webhook_items(call, c, page.ids));
    });
}

http::Response retrieve_webhook(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto webhook = find_webhook(c, call, call.id(0));
        webhook.require(call.caller, "view");
        return std::move(webhook_items(call, c, {webhook.id}).at(0));
    }));
}

// --- changes

// Everything that is wrong at once. required: fields that must be there.
struct ReadBody {
    WebhookBody body;
    std::optional<std::vector<std::string>> events;
};
ReadBody read_webhook(const json::object& body, std::initializer_list<std::string_view> required) {
    Problems problems;
    ReadBody r{problems.read<WebhookBody>(body), {}};
    if (r.body.target_url && !problems.has("target_url"))
        if (const auto problem = url_problem(r.body.target_url->value)) problems.add("target_url", *problem);
    if (const auto* given = body.if_contains("events")) r.events = read_events(*given, problems);
    for (const auto field : required)
        if (!body.contains(field)) problems.add(field, "This field is required.");
    problems.throw_if_any();
    return r;
}

void check_events(const std::optional<std::vector<std::string>>& events, WebhookType type) {
    if (!events) return;
    const bool fine = !events->empty() && std::all_of(events->begin(), events->end(), [&](const auto& name) {
        return is_for(*events::find_webhook_event(name), type);
    });
    if (!fine) throw record_error(fmt::format("Invalid events list for {} webhook", to_string(type)));
}

void require_creation(db::Connection& c, Call& call, const json::object& body, std::optional<int64_t> project_id) {
    require_user_view(call, call.context,
                      named_id(body, "owner_id") ? named_id(body, "owner_id") : named_id(body, "owner"));
    access::Subject subject{.organization_id = call.context.organization_id};
    if (project_id) {
        const auto project = named_project(c, call, *project_id);
        if (project.owner_id == call.caller.id) subject.relations |= access::project_owner;
        subject.organization_id = project.subject.organization_id;
        require_project_view(c, call, call.context, *project_id);
    }
    const auto* type = body.if_contains("type");
    const bool project_type = type && *type == "project", organization_type = type && *type == "organization";
    access::require(call.caller, call.context, "webhooks",
                    project_type        ? "create@project"
                    : organization_type ? "create@organization"
                                        : "create",
                    subject);
}

// What a type needs besides; the contract's server fails at these.
void check_type(WebhookType type, std::optional<int64_t> project_id, std::optional<int64_t> organization_id) {
    if (type == WebhookType::project && !project_id)
        throw field_error("project_id", "A webhook of a project needs its id.");
    if (type != WebhookType::project && project_id)
        throw field_error("project_id", "Only webhooks of projects name a project.");
    if (type == WebhookType::organization && !organization_id)
        throw field_error("type", "Name the organization that the webhook is for (?org= or X-Organization).");
}

void save_secret(db::Connection& c, const Call& call, int64_t id, const std::string& secret) {
    if (secret.empty()) {
        c.execute("UPDATE webhook SET secret = NULL WHERE id = ?", id);
        return;
    }
    const auto sealed = call.services.secrets.seal(secret, events::secret_place(id));
    c.execute("UPDATE webhook SET secret = ? WHERE id = ?", db::Blob{sealed}, id);
}

std::string names_json(const std::vector<std::string>& names) {
    return to_json(json::array(names.begin(), names.end()));
}

http::Response create_webhook(Call& call) {
    const auto body = body_object(call);
    const auto project_id = named_id(body, "project_id");
    call.database().read([&](db::Connection& c) { require_creation(c, call, body, project_id); });
    const auto r = read_webhook(body, {"target_url", "type", "events"});
    const auto type = type_of(r.body.type->value);
    check_events(r.events, type);
    return call.json(201, call.database().write([&](db::Connection& c) {
        auto organization_id = type == WebhookType::server ? std::nullopt : call.context.organization_id;
        if (type == WebhookType::project && project_id)
            organization_id = named_project(c, call, *project_id).subject.organization_id;
        check_type(type, project_id, organization_id);
        const auto when = now();
        const auto id =
            c.insert("INSERT INTO webhook (target_url, description, events, type, content_type, is_active, enable_ssl,"
                     " owner_id, project_id, organization_id, created_date, updated_date)"
                     " VALUES (?, ?, ?, ?, 'application/json', ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                     r.body.target_url->value, r.body.description ? r.body.description->value : "",
                     names_json(*r.events), to_string(type), r.body.is_active.value_or(true),
                     r.body.enable_ssl.value_or(true), call.caller.id, project_id, organization_id, when, when);
        if (r.body.secret) save_secret(c, call, id, r.body.secret->value);
        return std::move(webhook_items(call, c, {id}).at(0));
    }));
}

void apply(db::Connection& c, const Call& call, int64_t id, const ReadBody& r) {
    const auto set = [&](std::string_view column, db::Arg value) {
        c.execute(fmt::format("UPDATE webhook SET {} = ? WHERE id = ?", column), std::move(value), id);
    };
    if (r.body.target_url) set("target_url", r.body.target_url->value);
    if (r.body.description) set("description", r.body.description->value);
    if (r.body.is_active) set("is_active", *r.body.is_active);
    if (r.body.enable_ssl) set("enable_ssl", *r.body.enable_ssl);
    if (r.events) set("events", names_json(*r.events));
    if (r.body.secret) save_secret(c, call, id, r.body.secret->value);
    set("updated_date", now());
}

// The type and the project stay what they are.
http::Response change_webhook(Call& call, std::initializer_list<std::string_view> required) {
    const auto body = body_object(call);
    call.database().read([&](db::Connection& c) {
        const auto webhook = find_webhook(c, call, call.id(0));
        require_user_view(call, webhook.workspace, named_id(body, "owner_id"));
        if (const auto project = named_id(body, "project_id"))
            require_project_view(c, call, webhook.workspace, *project);
        webhook.require(call.caller, "update");
    });
    const auto r = read_webhook(body, required);
    return call.json(200, call.database().write([&](db::Connection& c) {
        const auto webhook = find_webhook(c, call, call.id(0));
        auto rows = c.query("SELECT type FROM webhook WHERE id = ?", webhook.id);
        if (!rows.next()) throw not_found("Webhook");
        check_events(r.events, type_of(rows.view(0)));
        apply(c, call, webhook.id, r);
        return std::move(webhook_items(call, c, {webhook.id}).at(0));
    }));
}

http::Response update_webhook(Call& call) { return change_webhook(call, {}); }
http::Response replace_webhook(Call& call) { return change_webhook(call, {"target_url", "events"}); }

http::Response delete_webhook(Call& call) {
    call.database().write([&](db::Connection& c) {
        const auto webhook = find_webhook(c, call, call.id(0));
        webhook.require(call.caller, "delete");
        c.execute("DELETE FROM webhook WHERE id = ?", webhook.id);
    });
    return call.no_content();
}

// --- the names of events

// SDKs from 2.73 on know groups, everybody else gets the names that the contract's page knows.
http::Response list_events(Call& call) {
    const auto release = sdk_release(call.request.header("User-Agent"));
    const bool grouped = release && *release >= 73;
    const auto wanted = call.request.argument("type").value_or("all");
    const bool known =
        wanted == "all" || wanted == "organization" || wanted == "project" || (grouped && wanted == "server");
    if (!known) throw string_error("Incorrect value of type parameter");
    JsonWriter w;
    w.begin_object();
    w.member("webhook_type", wanted == "all" && release && !knows_server_webhooks(*release) ? "organization" : wanted);
    w.key("events");
    w.begin_array();
    for (const auto& event : events::webhook_events()) {
        if (!knows(release.value_or(oldest_release), event.name)) continue;
        if (wanted != "all" && !is_for(event, type_of(wanted))) continue;
        if (!grouped) {
            w.value(event.name);
            continue;
        }
        w.begin_object();
        w.member("key", event.name);
        w.key("group");
        w.begin_object();
        w.member("display_name", event.group);
        w.end_object();
        w.end_object();
    }
    w.end_array();
    w.end_object();
    auto response = call.json(200, w.take());
    response.add_header("Vary", "User-Agent");
    return response;
}

} // namespace

Found find_webhook(db::Connection& c, Call& call, int64_t id, Filters filters) {
    db::Sql sql;
    sql.add("SELECT w.organization_id, w.owner_id, p.owner_id, w.project_id FROM webhook w LEFT JOIN project p ON p.id "
            "= w.project_id WHERE w.id = ?",
            id);
    if (filters != Filters::none) sql.add(" AND ").add(db::list_condition(listing(), call.request.query));
    Found found;
    {
        auto rows = c.query(sql);
        if (!rows.next()) throw not_found("Webhook");
        found.resource = "webhooks";
        found.id = id;
        found.subject.organization_id = rows.maybe_integer(0);
        found.owner_id = rows.maybe_integer(1);
        found.project_id = rows.maybe_integer(3);
        if (found.owner_id == call.caller.id) found.subject.relations |= access::owner;
        if (rows.maybe_integer(2) == call.caller.id) found.subject.relations |= access::project_owner;
    }
    found.workspace = access::workspace_of(c, call.caller, found.subject.organization_id);
    return found;
}

std::vector<std::string> webhook_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids) {
    std::vector<std::optional<int64_t>> people;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, "SELECT owner_id FROM webhook WHERE id IN ", batch);
        while (rows.next()) people.push_back(rows.maybe_integer(0));
    });
    const BasicUsers users(call, c, people);
    const auto last = last_deliveries(c, ids);
    const int release = client_release(call.request.header("User-Agent"));
    std::unordered_map<int64_t, std::string> items;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(
            c,
            "SELECT id, target_url, description, type, content_type, is_active, enable_ssl, created_date, "
            "updated_date, owner_id, project_id, organization_id, events FROM webhook WHERE id IN ",
            batch);
        while (rows.next()) {
            const auto delivery = last.find(rows.integer(0));
            JsonWriter w;
            write_webhook(w, call, release, rows, users, delivery == last.end() ? nullptr : &delivery->second);
            items.emplace(rows.integer(0), w.take());
        }
    });
    return in_order(std::move(items), ids);
}

void add_webhook_routes(Routes& routes) {
    routes.get("/api/webhooks", list_webhooks).describe({"List webhooks", {}, {}});
    routes.post("/api/webhooks", create_webhook)
        .describe({"Have another server told of changes", record_schema<WebhookBody>(), {}, 201});
    routes.bare();
    routes.get("/api/webhooks/events", list_events, Access::open)
        .describe({"The names of what webhooks can be told", {}, {}});
    routes.bare();
    routes.get("/api/webhooks/{id}", retrieve_webhook).describe({"Show a webhook", {}, {}});
    routes.put("/api/webhooks/{id}", replace_webhook).describe({"Change a webhook", record_schema<WebhookBody>(), {}});
    routes.patch("/api/webhooks/{id}", update_webhook).describe({"Change a webhook", record_schema<WebhookBody>(), {}});
    routes.remove("/api/webhooks/{id}", delete_webhook).describe({"Delete a webhook", {}, {}, 204});
}

} // namespace limn::api
