#include "api/request_feed.h"

#include <map>
#include <set>

#include <fmt/format.h>

#include "api/announcement.h"
#include "api/call.h"
#include "api/requests.h"
#include "base/json.h"
#include "tasks/ids.h"

namespace limn::api {
namespace {

constexpr int64_t recent_seconds = 10; // an end so long ago is still told, whoever was late to see it

struct RequestListener : Listener {
    explicit RequestListener(const Call& call) : Listener(call), origin(call.link("")) {}
    std::string origin;                      // of links
    std::map<std::string, std::string> told; // request -> as it was told last; only of those still to be seen
};

std::string gone(std::string_view id) {
    JsonWriter w;
    w.begin_object();
    w.member("id", id);
    w.end_object();
    return event_text("gone", w.text());
}

// What waits, runs or has just ended.
std::vector<queue::RequestRow> requests_of(db::Connection& c, const std::set<int64_t>& accounts) {
    std::vector<queue::RequestRow> found;
    const auto recently = now().plus_seconds(-recent_seconds);
    tasks::in_batches(std::vector(accounts.begin(), accounts.end()), [&](auto some) {
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

void tell_one(Services& services, db::Connection& c, RequestListener& listener,
              const std::vector<queue::RequestRow>& rows) {
    std::map<std::string, std::string> seen;
    std::string news;
    for (auto row : rows) {
        if (row.owner_id != listener.account_id) continue;
        row.origin = listener.origin;
        BackgroundCall call(services, c, row);
        auto text = request_item(static_cast<Call&>(call), c, row);
        const auto before = listener.told.find(row.rq_id);
        if (before == listener.told.end() || before->second != text) news += event_text("request", text);
        seen.emplace(row.rq_id, std::move(text));
    }
    for (const auto& [id, text] : listener.told)
        if (!seen.contains(id) && !queue::Queue::find(c, id)) news += gone(id);
    listener.told = std::move(seen);
    if (!news.empty()) listener.say(news);
}

} // namespace

RequestFeed::RequestFeed(Services& services)
    : EventFeed(services.database, "progress of requests"), services_(services) {}

RequestFeed::~RequestFeed() { stop(); }

std::shared_ptr<http::Channel> RequestFeed::listen(const Call& call) {
    const auto listener = std::make_shared<RequestListener>(call);
    return admit(listener) ? listener->channel : nullptr;
}

void RequestFeed::tell(db::Connection& c, const Round& round) {
    std::set<int64_t> accounts;
    for (const auto& listener : round) accounts.insert(listener->account_id);
    const auto rows = requests_of(c, accounts);
    for (const auto& listener : round) tell_one(services_, c, static_cast<RequestListener&>(*listener), rows);
}

} // namespace limn::api
