#include "api/request_feed.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "access/sessions.h"
#include "api/announcement.h"
#include "api/requests.h"
#include "base/json.h"
#include "base/log.h"
#include "tasks/ids.h"

namespace limn::api {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto look = std::chrono::milliseconds(500); // how often the table is looked into
constexpr auto heartbeat = std::chrono::seconds(15);
constexpr auto longest = std::chrono::minutes(10); // that one listens before asking again
constexpr size_t most_listeners = 1000, most_of_one = 10;
constexpr int64_t recent_seconds = 10; // an end so long ago is still told, whoever was late to see it

struct Listener {
    std::shared_ptr<http::Channel> channel;
    int64_t account_id;
    std::string session, origin;
    Clock::time_point since = Clock::now(), spoke = Clock::now();
    std::map<std::string, std::string> told = {}; // request -> as it was told last; only of those still to be seen
};

std::string event(std::string_view name, std::string_view data) {
    return fmt::format("event: {}\ndata: {}\n\n", name, data);
}

std::string gone(std::string_view id) {
    JsonWriter w;
    w.begin_object();
    w.member("id", id);
    w.end_object();
    return event("gone", w.text());
}

} // namespace

struct RequestFeed::State {
    explicit State(Services& services) : services(services) {}

    void run() {
        std::unique_lock lock(mutex);
        while (!stopping) {
            if (listeners.empty())
                wake.wait(lock, [&] { return stopping || !listeners.empty(); });
            else
                wake.wait_for(lock, look, [&] { return stopping; });
            if (stopping) return;
            auto round = listeners;
            lock.unlock();
            tell(round);
            lock.lock();
            std::erase_if(listeners, [](const auto& one) { return one->channel->closed(); });
        }
    }

    void tell(const std::vector<std::shared_ptr<Listener>>& round) {
        try {
            services.database.read([&](db::Connection& c) {
                dismiss(c, round);
                const auto rows = requests_of(c, round);
                for (const auto& listener : round) tell(c, *listener, rows);
            });
        } catch (const std::exception& e) { // the database may be back at the next look
            log_error("progress of requests not told", {{"error", e.what()}});
        }
        const auto now = Clock::now();
        for (const auto& listener : round) {
            if (now - listener->spoke < heartbeat) continue;
            listener->spoke = now;
            listener->channel->say(": heartbeat\n\n");
        }
    }

    static std::vector<int64_t> accounts(const std::vector<std::shared_ptr<Listener>>& round) {
        std::set<int64_t> ids;
        for (const auto& listener : round) ids.insert(listener->account_id);
        return {ids.begin(), ids.end()};
    }

    // Whose session or account has ended, and who has listened long enough.
    static void dismiss(db::Connection& c, const std::vector<std::shared_ptr<Listener>>& round) {
        std::set<int64_t> active;
        tasks::in_batches(accounts(round), [&](auto some) {
            auto rows = tasks::query_ids(c, "SELECT id FROM account WHERE is_active = 1 AND id IN ", some);
            while (rows.next()) active.insert(rows.integer(0));
        });
        for (const auto& listener : round) {
            const bool signed_in = listener->session.empty() || access::find_session(c, listener->session);
            if (!signed_in || !active.contains(listener->account_id) || Clock::now() - listener->since > longest)
                listener->channel->close();
        }
    }

    // What waits, runs or has just ended.
    static std::vector<queue::RequestRow> requests_of(db::Connection& c,
                                                      const std::vector<std::shared_ptr<Listener>>& round) {
        std::vector<queue::RequestRow> found;
        const auto recently = now().plus_seconds(-recent_seconds);
        tasks::in_batches(accounts(round), [&](auto some) {
            db::Sql sql;
            sql.add(fmt::format("SELECT {} FROM request WHERE (finished_date IS NULL OR finished_date > ?) AND "
                                "owner_id IN ",
                                queue::request_columns),
                    recently);
            auto rows = c.query(sql.add(tasks::id_list(some)).add(" ORDER BY id"));
            while (rows.next()) found.push_back(queue::read_request(rows));
        });
        return found;
    }

    void tell(db::Connection& c, Listener& listener, const std::vector<queue::RequestRow>& rows) {
        std::map<std::string, std::string> seen;
        std::string news;
        for (auto row : rows) {
            if (row.owner_id != listener.account_id) continue;
            row.origin = listener.origin; // of links
            BackgroundCall call(services, c, row);
            auto text = request_item(static_cast<Call&>(call), c, row);
            const auto before = listener.told.find(row.rq_id);
            if (before == listener.told.end() || before->second != text) news += event("request", text);
            seen.emplace(row.rq_id, std::move(text));
        }
        for (const auto& [id, text] : listener.told)
            if (!seen.contains(id) && !queue::Queue::find(c, id)) news += gone(id);
        listener.told = std::move(seen);
        if (news.empty()) return;
        listener.spoke = Clock::now();
        listener.channel->say(news);
    }

    Services& services;
    std::mutex mutex;
    std::condition_variable wake;
    std::vector<std::shared_ptr<Listener>> listeners;
    bool stopping = false;
    std::thread thread;
};

RequestFeed::RequestFeed(Services& services) : state_(std::make_unique<State>(services)) {}

RequestFeed::~RequestFeed() { stop(); }

std::shared_ptr<http::Channel> RequestFeed::listen(const access::Caller& caller, std::string session,
                                                   std::string origin) {
    auto listener = std::make_shared<Listener>(
        Listener{std::make_shared<http::Channel>(), caller.id, std::move(session), std::move(origin)});
    listener->channel->say(": listening\n\n"); // the head goes out with it, so that the page knows at once
    std::lock_guard lock(state_->mutex);
    auto& all = state_->listeners;
    std::erase_if(all, [](const auto& one) { return one->channel->closed(); });
    const auto own = std::ranges::count_if(all, [&](const auto& one) { return one->account_id == caller.id; });
    if (state_->stopping || all.size() >= most_listeners || static_cast<size_t>(own) >= most_of_one) return nullptr;
    all.push_back(listener);
    state_->wake.notify_one();
    return listener->channel;
}

void RequestFeed::start() {
    state_->thread = std::thread([this] { state_->run(); });
}

void RequestFeed::stop() {
    {
        std::lock_guard lock(state_->mutex);
        state_->stopping = true;
        for (const auto& listener : state_->listeners) listener->channel->close();
    }
    state_->wake.notify_one();
    if (state_->thread.joinable()) state_->thread.join();
}

} // namespace limn::api
