#include "events/webhook_sender.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/error.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "storage/http_client.h"

namespace limn::events {
namespace {

constexpr int64_t lease_seconds = 60; // longer than one attempt can take
constexpr int unreachable_status = 502, timeout_status = 504;
constexpr std::chrono::seconds connect_timeout{3}, timeout{10}; // the latter of the whole exchange
constexpr uint64_t most_response_bytes = 1 << 20;

struct Leased {
    int64_t id = 0;
    int64_t attempt = 1;
    Message message;
};

struct Outcome {
    int status = 0;
    std::string response;
    int64_t duration = 0; // ms
};

struct Known { // a webhook as it is now
    Target target;
    bool is_active = false;
};

std::optional<Known> find_webhook(db::Connection& c, int64_t id) {
    auto rows = c.query("SELECT target_url, content_type, secret, enable_ssl, is_active FROM webhook WHERE id = ?", id);
    if (!rows.next()) return {};
    return Known{{rows.text(0), rows.text(1), rows.maybe_text(2), rows.boolean(3)}, rows.boolean(4)};
}

// None: the message is not to be sent any more.
std::optional<Target> target_of(db::Connection& c, const Message& message) {
    if (const auto known = find_webhook(c, message.webhook_id))
        return known->is_active ? std::optional(known->target) : std::nullopt;
    return message.last_target;
}

std::optional<Target> read_last_target(const db::Rows& rows, int first_column) {
    if (rows.is_null(first_column)) return {};
    const auto target = parse_json(rows.view(first_column));
    return Target{std::string(target.at("url").as_string()), std::string(target.at("content_type").as_string()),
                  rows.maybe_text(first_column + 1), target.at("verify_tls").as_bool()};
}

Outcome post(storage::HttpClient& client, const Target& target, const std::string& secret, const Message& message,
             const std::string& user_agent) {
    storage::HttpRequest request{.method = "POST", .url = target.url, .body = message.body, .follow = true};
    request.max_answer = most_response_bytes;
    request.drop_large = true;
    request.connect_timeout = connect_timeout;
    request.timeout = timeout;
    request.verify_tls = target.verify_tls;
    request.headers = {{"Content-Type", target.content_type}, {"User-Agent", user_agent}};
    if (!secret.empty()) request.headers.emplace_back("X-Signature-256", signature(secret, message.body));
    const auto begun = std::chrono::steady_clock::now();
    Outcome outcome;
    try {
        auto answer = client.send(request);
        outcome.status = answer.status;
        // What is no text cannot be kept as such; PostgreSQL has no NUL in texts either.
        if (is_utf8(answer.body) && answer.body.find('\0') == std::string::npos)
            outcome.response = std::move(answer.body);
    } catch (const storage::HttpFailure& e) {
        outcome.status = e.timed_out ? timeout_status : unreachable_status;
        log_info("webhook not delivered",
                 {{"webhook", message.webhook_id}, {"event", message.event}, {"reason", e.what()}});
    }
    outcome.duration =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun).count();
    return outcome;
}

int64_t keep_delivery(db::Connection& c, const Message& message, int64_t attempt, const Outcome& outcome) {
    const auto when = now();
    return c.insert(
        "INSERT INTO webhook_delivery (webhook_id, event, status_code, redelivery, changed_fields, request, "
        "response, attempt, duration, created_date, updated_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "RETURNING id",
        message.webhook_id, message.event, outcome.status, message.redelivery, message.changed_fields, message.body,
        outcome.response, attempt, outcome.duration, when, when);
}

} // namespace

struct WebhookSender::State {
    db::Database& database;
    const access::SecretBox& secrets;
    SenderOptions options;
    storage::HttpClient client;
    std::mutex mutex; // of `signalled` alone: commits wake the sender and must not wait for it
    std::condition_variable wake;
    bool signalled = false;
    std::mutex choosing;
    std::set<int64_t> busy; // webhooks that a thread is sending to
    std::atomic<bool> stopping = false;
    std::vector<std::jthread> threads;

    State(db::Database& database, const access::SecretBox& secrets, SenderOptions options)
        : database(database), secrets(secrets), options(std::move(options)),
          client(storage::AddressRules(this->options.networks)) {}

    void signal() {
        {
            std::lock_guard lock(mutex);
            signalled = true;
        }
        wake.notify_all();
    }
    void loop();
    std::optional<Leased> lease();
    void send(const Leased& leased);
    std::string secret_of(const Target& target, const Message& message) const {
        return target.sealed_secret ? secrets.open(*target.sealed_secret, secret_place(message.webhook_id))
                                    : std::string();
    }
    void settle(db::Connection& c, const Leased& leased, const Outcome& outcome);
};

// The oldest message that is due and whose webhook no thread is at. Messages behind one that waits for its next attempt
// do not wait with it.
std::optional<Leased> WebhookSender::State::lease() {
    std::lock_guard lock(choosing); // two threads must not choose the same webhook
    db::Sql due;
    const auto when = now();
    due.add("SELECT id FROM webhook_message WHERE not_before <= ?", when);
    due.add(" AND (lease_until IS NULL OR lease_until < ?)", when);
    if (!busy.empty()) {
        due.add(" AND webhook_id NOT IN (");
        for (bool first = true; const auto id : busy) due.add(std::exchange(first, false) ? "?" : ", ?", id);
        due.add(")");
    }
    due.add(" ORDER BY id LIMIT 1");
    if (!database.read([&](db::Connection& c) { return c.value(due); })) return {};
    auto leased = database.write([&](db::Connection& c) -> std::optional<Leased> {
        auto sql = due;
        if (c.dialect() == db::Dialect::postgres) sql.add(" FOR UPDATE SKIP LOCKED");
        const auto id = c.value(sql);
        if (!id) return {};
        auto rows = c.query("UPDATE webhook_message SET lease_until = ? WHERE id = ? RETURNING attempts, webhook_id, "
                            "event, changed_fields, body, redelivery, last_target, last_secret",
                            when.plus_seconds(lease_seconds), *id);
        if (!rows.next()) return {};
        return Leased{
            *id,
            rows.integer(0) + 1,
            {rows.integer(1), rows.text(2), rows.text(3), rows.text(4), rows.boolean(5), read_last_target(rows, 6)}};
    });
    if (leased) busy.insert(leased->message.webhook_id);
    return leased;
}

void WebhookSender::State::settle(db::Connection& c, const Leased& leased, const Outcome& outcome) {
    if (find_webhook(c, leased.message.webhook_id)) keep_delivery(c, leased.message, leased.attempt, outcome);
    const auto attempt = static_cast<size_t>(leased.attempt);
    if (outcome.status < 500 || attempt > options.retries.size())
        c.execute("DELETE FROM webhook_message WHERE id = ?", leased.id);
    else
        c.execute("UPDATE webhook_message SET attempts = ?, not_before = ?, lease_until = NULL WHERE id = ?",
                  leased.attempt, now().plus_seconds(options.retries[attempt - 1].count()), leased.id);
}

void WebhookSender::State::send(const Leased& leased) {
    const auto target = database.read([&](db::Connection& c) { return target_of(c, leased.message); });
    if (!target) { // switched off or deleted since
        database.write([&](db::Connection& c) { c.execute("DELETE FROM webhook_message WHERE id = ?", leased.id); });
        return;
    }
    const auto outcome = post(client, *target, secret_of(*target, leased.message), leased.message, options.user_agent);
    database.write([&](db::Connection& c) { settle(c, leased, outcome); });
}

void WebhookSender::State::loop() {
    while (!stopping) {
        std::optional<Leased> leased;
        try {
            leased = lease();
            if (leased) {
                signal(); // there may be more, for the others
                send(*leased);
            }
        } catch (const std::exception& e) { // the message stays and is tried again when its lease is over
            log_error("webhooks are not sent", {{"reason", e.what()}});
        }
        if (leased) {
            std::lock_guard lock(choosing);
            busy.erase(leased->message.webhook_id);
            continue;
        }
        std::unique_lock lock(mutex);
        wake.wait_for(lock, options.poll, [&] { return signalled || stopping; });
        signalled = false;
    }
}

WebhookSender::WebhookSender(db::Database& database, const access::SecretBox& secrets, SenderOptions options)
    : state_(new State(database, secrets, std::move(options))) {}

WebhookSender::~WebhookSender() { stop(); }

void WebhookSender::start() {
    if (state_->database.dialect() == db::Dialect::sqlite) // no other process can be sending: leases are of a dead one
        state_->database.write([](db::Connection& c) {
            c.execute("UPDATE webhook_message SET lease_until = NULL WHERE lease_until IS NOT NULL");
        });
    for (int i = 0; i < state_->options.threads; ++i) state_->threads.emplace_back([this] { state_->loop(); });
}

void WebhookSender::stop() {
    state_->stopping = true;
    state_->signal();
    state_->threads.clear();
}

void WebhookSender::wake() { state_->signal(); }

int64_t WebhookSender::send_now(const Message& message) {
    auto& s = *state_;
    const auto known = s.database.read([&](db::Connection& c) { return find_webhook(c, message.webhook_id); });
    if (!known) throw not_found("Webhook");
    const auto outcome =
        post(s.client, known->target, s.secret_of(known->target, message), message, s.options.user_agent);
    return s.database.write([&](db::Connection& c) {
        if (!find_webhook(c, message.webhook_id)) throw not_found("Webhook");
        return keep_delivery(c, message, 1, outcome);
    });
}

} // namespace limn::events
