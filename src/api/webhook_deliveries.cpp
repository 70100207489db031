// What became of what webhooks were told.
#include <fmt/format.h>

#include "access/throttle.h"
#include "api/user_json.h"
#include "api/webhooks.h"
#include "api/work_json.h"
#include "base/error.h"
#include "events/webhook_sender.h"
#include "tasks/ids.h"

namespace limn::api {
namespace json = boost::json;

namespace {

constexpr size_t most_pings = 20; // a minute, of one person: each holds a thread while the other side takes its time

const db::Listing& listing() {
    static const db::Listing one{
        "webhook_delivery d", "d.id", {{"id", "d.id", db::FieldType::integer, db::ListField::sort}}};
    return one;
}

std::vector<std::string> delivery_items(db::Connection& c, const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, std::string> items;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(
            c,
            "SELECT id, webhook_id, event, status_code, redelivery, created_date, updated_date, changed_fields, "
            "request, response, attempt, duration FROM webhook_delivery WHERE id IN ",
            batch);
        while (rows.next()) {
            JsonWriter w;
            w.begin_object();
            w.member("id", rows.integer(0));
            w.member("webhook_id", rows.integer(1));
            w.member("event", rows.view(2));
            w.member("status_code", rows.maybe_integer(3));
            w.member("redelivery", rows.boolean(4));
            w.member("created_date", to_iso(rows.time(5)));
            w.member("updated_date", to_iso(rows.time(6)));
            w.member("changed_fields", rows.view(7));
            w.key("request");
            w.raw(rows.view(8));
            w.member("response", rows.view(9));
            w.member("attempt", rows.integer(10));
            w.member("request_duration", rows.maybe_integer(11));
            w.end_object();
            items.emplace(rows.integer(0), w.take());
        }
    });
    return in_order(std::move(items), ids);
}

std::string delivery_item(db::Connection& c, int64_t id) {
    auto items = delivery_items(c, {id});
    if (items.empty()) throw not_found("WebhookDelivery");
    return std::move(items.front());
}

int64_t find_delivery(db::Connection& c, const Call& call, const Found& webhook) {
    const auto id = c.value("SELECT id FROM webhook_delivery WHERE id = ? AND webhook_id = ?", call.id(1), webhook.id);
    if (!id) throw not_found("WebhookDelivery");
    return *id;
}

http::Response list_deliveries(Call& call) {
    return call.database().read([&](db::Connection& c) {
        const auto webhook = find_webhook(c, call, call.id(0), Filters::none);
        webhook.require(call.caller, "view");
        db::Sql own;
        own.add("d.webhook_id = ?", webhook.id);
        const auto page = db::list_page(c, listing(), own, call.request.query);
        return page_response(call, page, delivery_items(c, page.ids));
    });
}

http::Response retrieve_delivery(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto webhook = find_webhook(c, call, call.id(0), Filters::none);
        webhook.require(call.caller, "view");
        return delivery_item(c, find_delivery(c, call, webhook));
    }));
}

// The same bytes again, in the background.
http::Response redeliver(Call& call) {
    call.database().write([&](db::Connection& c) {
        const auto webhook = find_webhook(c, call, call.id(0), Filters::none);
        webhook.require(call.caller, "update");
        auto rows = c.query("SELECT event, changed_fields, request FROM webhook_delivery WHERE id = ?",
                            find_delivery(c, call, webhook));
        if (!rows.next()) throw not_found("WebhookDelivery");
        events::put_message(c, {.webhook_id = webhook.id,
                                .event = rows.text(0),
                                .changed_fields = rows.text(1),
                                .body = rows.text(2),
                                .redelivery = true});
        if (auto* sender = call.services.webhooks) c.after_commit([sender] { sender->wake(); });
    });
    return call.json(200, "{}");
}

http::Response ping(Call& call) {
    static access::Throttle throttle(most_pings, std::chrono::minutes(1));
    events::Message message{.event = "ping"};
    call.database().read([&](db::Connection& c) {
        const auto webhook = find_webhook(c, call, call.id(0));
        webhook.require(call.caller, "update");
        message.webhook_id = webhook.id;
        const BasicUsers sender(call, c, {call.caller.id});
        message.body =
            events::signed_form(json::object{{"event", "ping"},
                                             {"webhook", parse_json(webhook_items(call, c, {webhook.id}).at(0))},
                                             {"sender", parse_json(sender.json(call.caller.id))}});
    });
    if (!call.services.webhooks) throw string_error("Webhooks are not sent by this program.", 503);
    throttle.pass(std::to_string(call.caller.id));
    const auto id = call.services.webhooks->send_now(message);
    return call.json(200, call.database().read([&](db::Connection& c) { return delivery_item(c, id); }));
}

} // namespace

void add_webhook_delivery_routes(Routes& routes) {
    routes.get("/api/webhooks/{id}/deliveries", list_deliveries).describe({"List what a webhook was told", {}, {}});
    routes.get("/api/webhooks/{id}/deliveries/{delivery_id}", retrieve_delivery)
        .describe({"Show what a webhook was told, and what it answered", {}, {}});
    routes.post("/api/webhooks/{id}/deliveries/{delivery_id}/redelivery", redeliver)
        .describe({"Tell the same again", {}, {}});
    routes.post("/api/webhooks/{id}/ping", ping).describe({"Tell a webhook that it is there", {}, {}});
}

} // namespace limn::api
