#include "api/event_feed.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "access/sessions.h"
#include "api/call.h"
#include "api/session_cookies.h"
#include "base/error.h"
#include "base/log.h"
#include "tasks/ids.h"

namespace limn::api {
namespace {

constexpr auto look_every = std::chrono::milliseconds(500);
constexpr auto heartbeat = std::chrono::seconds(15);
constexpr auto longest = std::chrono::minutes(10); // that one listens before asking again
constexpr size_t most_listeners = 1000, most_of_one = 10;

} // namespace

Listener::Listener(const Call& call)
    : account_id(call.caller.id), session(call.session ? call.request.cookie(session_cookie) : std::string()) {}

void Listener::say(std::string_view events) {
    spoke = Clock::now();
    channel->say(events);
}

struct EventFeed::State {
    db::Database& database;
    std::string topic;
    std::mutex mutex;
    std::condition_variable wake;
    Round listeners;
    bool stopping = false;
    std::thread thread;
};

namespace {

// Whose session or account has ended, and who has listened long enough.
void dismiss(db::Connection& c, const std::vector<std::shared_ptr<Listener>>& round) {
    std::set<int64_t> ids, active;
    for (const auto& listener : round) ids.insert(listener->account_id);
    tasks::in_batches(std::vector(ids.begin(), ids.end()), [&](auto some) {
        auto rows = tasks::query_ids(c, "SELECT id FROM account WHERE is_active = 1 AND id IN ", some);
        while (rows.next()) active.insert(rows.integer(0));
    });
    for (const auto& listener : round) {
        const bool signed_in = listener->session.empty() || access::find_session(c, listener->session);
        if (!signed_in || !active.contains(listener->account_id) || Listener::Clock::now() - listener->since > longest)
            listener->channel->close();
    }
}

} // namespace

EventFeed::EventFeed(db::Database& database, std::string topic)
    : state_(new State{.database = database, .topic = std::move(topic)}) {}

EventFeed::~EventFeed() { stop(); }

void EventFeed::start() {
    state_->thread = std::thread([this] { run(); });
}

void EventFeed::stop() {
    {
        std::lock_guard lock(state_->mutex);
        state_->stopping = true;
        for (const auto& listener : state_->listeners) listener->channel->close();
    }
    state_->wake.notify_one();
    if (state_->thread.joinable()) state_->thread.join();
}

bool EventFeed::admit(const std::shared_ptr<Listener>& listener) {
    std::lock_guard lock(state_->mutex);
    auto& all = state_->listeners;
    std::erase_if(all, [](const auto& one) { return one->channel->closed(); });
    const auto own =
        std::ranges::count_if(all, [&](const auto& one) { return one->account_id == listener->account_id; });
    if (state_->stopping || all.size() >= most_listeners || static_cast<size_t>(own) >= most_of_one) return false;
    listener->channel->say(": listening\n\n"); // the head goes out with it, so that the page knows at once
    all.push_back(listener);
    state_->wake.notify_one();
    return true;
}

void EventFeed::run() {
    auto& s = *state_;
    std::unique_lock lock(s.mutex);
    while (!s.stopping) {
        if (s.listeners.empty())
            s.wake.wait(lock, [&] { return s.stopping || !s.listeners.empty(); });
        else
            s.wake.wait_for(lock, look_every, [&] { return s.stopping; });
        if (s.stopping) return;
        const auto round = s.listeners;
        lock.unlock();
        look(round);
        lock.lock();
        std::erase_if(s.listeners, [](const auto& one) { return one->channel->closed(); });
    }
}

void EventFeed::look(const Round& round) {
    try {
        state_->database.read([&](db::Connection& c) {
            dismiss(c, round);
            tell(c, round);
        });
    } catch (const std::exception& e) { // the database may be back at the next look
        log_error(fmt::format("{} not told", state_->topic), {{"error", e.what()}});
    }
    after_look();
    for (const auto& listener : round)
        if (Listener::Clock::now() - listener->spoke >= heartbeat) listener->say(": heartbeat\n\n");
}

std::string event_text(std::string_view name, std::string_view data) {
    return fmt::format("event: {}\ndata: {}\n\n", name, data);
}

http::Response event_stream(Call& call, const std::function<std::shared_ptr<http::Channel>()>& listen,
                            std::string_view instead) {
    http::Response response;
    response.header("Content-Type", "text/event-stream; charset=utf-8").header("Cache-Control", "no-store");
    response.header("X-Accel-Buffering", "no"); // proxies are not to collect it
    if (call.request.method == http::Method::head) return response;
    response.channel = listen();
    if (response.channel) return response;
    auto refusal = detail_error(429, fmt::format("As many connections listen as may at a time. {}", instead));
    throw refusal.with_header("Retry-After", "30");
}

} // namespace limn::api
