// Webhooks, their secrets sealed with the key of the new installation, and what became of what they were told.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"
#include "events/webhooks.h"
#include "migration/move.h"

namespace limn::migration {
namespace {

const TableShape webhook_table{"webhook",
                               {"id", "target_url", "description", "events", "type", "content_type", "secret",
                                "is_active", "enable_ssl", "owner_id", "project_id", "organization_id", "created_date",
                                "updated_date"}};
const TableShape delivery_table{"webhook_delivery",
                                {"id", "webhook_id", "event", "status_code", "redelivery", "changed_fields", "request",
                                 "response", "created_date", "updated_date"}};

std::string events_of(const Record& r) {
    boost::json::array events;
    const auto text = r.text("events");
    for (const auto event : split(text, ','))
        if (!trim(event).empty()) events.emplace_back(trim(event));
    return to_json(events);
}

void take_webhook(Move& move, const Record& r, Batch& batch) {
    const auto project = r.has("project") ? move.needed(r, "project", "project") : std::nullopt;
    if (r.has("project") && !project) return;
    const auto organization = r.has("organization") ? move.needed(r, "organization", "organization") : std::nullopt;
    if (r.has("organization") && !organization) return;
    const auto secret = r.text("secret");
    const auto created = r.time("created_date", now());
    batch.insert(webhook_table, {r.id(), r.text("target_url"), r.text("description"), events_of(r), r.text("type"),
                                 r.text("content_type", "application/json"), nullptr, r.flag("is_active", true),
                                 r.flag("enable_ssl", true), move.account(r, "owner"), project, organization, created,
                                 r.time("updated_date", created)});
    if (secret.empty()) return;
    batch.then([id = r.id(), sealed = move.secrets.seal(secret, events::secret_place(r.id()))](db::Connection& c) {
        c.execute("UPDATE webhook SET secret = ? WHERE id = ?", db::Blob{sealed}, id);
    });
}

void take_delivery(Move& move, const Record& r, Batch& batch) {
    const auto webhook = move.needed(r, "webhook", "webhook");
    if (!webhook) return;
    const auto created = r.time("created_date", now());
    const auto* request = r.find("request");
    batch.insert(delivery_table, {r.id(), *webhook, r.text("event"), r.integer("status_code"), r.flag("redelivery"),
                                  r.text("changed_fields"), request ? to_json(*request) : std::string("{}"),
                                  r.text("response"), created, r.time("updated_date", created)});
}

} // namespace

std::span<const Step> webhook_steps() {
    static constexpr Step steps[] = {
        {"webhooks", "webhooks.webhook", take_webhook, "webhook"},
        {"deliveries of webhooks", "webhooks.webhookdelivery", take_delivery, "webhook_delivery", 100},
    };
    return steps;
}

} // namespace limn::migration
