#include "api/presence_feed.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <set>

#include "access/users.h"
#include "api/call.h"
#include "base/json.h"
#include "base/time.h"
#include "tasks/ids.h"

namespace limn::api {
namespace {

using Clock = Listener::Clock;

constexpr auto grace =
    std::chrono::seconds(8); // between the end of a connection and leaving; browsers come back within 5
constexpr auto silence = std::chrono::seconds(150); // after which a page is taken for dead; it speaks every 30 s

struct PresenceListener : Listener {
    PresenceListener(const Call& call, int64_t job_id) : Listener(call), job_id(job_id) {}
    int64_t job_id;
    int64_t told = -1; // revision
    int64_t told_labels = -1;
};

struct Person {
    int64_t id;
    int64_t account_id;
    std::string key, user;
    Time since = now();
    std::optional<Activity> activity = {};
    std::shared_ptr<http::Channel> channel = {};
    Clock::time_point heard = Clock::now();
    std::optional<Clock::time_point> left = {}; // the end of the connection
};

std::string person_event(const Person& person) {
    JsonWriter w;
    w.begin_object();
    w.member("id", person.id);
    w.key("user");
    w.raw(person.user);
    w.member("since", to_iso(person.since));
    w.member("frame", person.activity ? std::optional(person.activity->frame) : std::nullopt);
    w.member("editing", person.activity && person.activity->editing);
    w.key("objects");
    w.begin_array();
    if (person.activity)
        for (const auto& object : person.activity->objects) {
            w.begin_object();
            w.member("type", object.type);
            w.member("id", object.id);
            w.end_object();
        }
    w.end_array();
    w.end_object();
    return event_text("person", w.text());
}

std::string gone_event(int64_t id) {
    JsonWriter w;
    w.begin_object();
    w.member("id", id);
    w.end_object();
    return event_text("gone", w.text());
}

std::string saved_event(db::Connection& c, int64_t job_id, int64_t revision) {
    const auto by = c.value("SELECT account_id FROM annotation_history WHERE job_id = ? AND revision = ?", job_id,
                            revision); // none: nothing was saved yet, or the account is gone
    JsonWriter w;
    w.begin_object();
    w.member("revision", revision);
    w.key("user");
    w.raw(by ? person_json(c, *by) : "null");
    w.end_object();
    return event_text("saved", w.text());
}

std::string labels_event(int64_t revision) {
    JsonWriter w;
    w.begin_object();
    w.member("revision", revision);
    w.end_object();
    return event_text("labels", w.text());
}

struct Revisions {
    int64_t annotations = 0, labels = 0;
};

} // namespace

// Everybody, by job. Channels may be spoken to from any thread, so who changes something tells the others at once.
struct PresenceFeed::People {
    std::mutex mutex;
    std::map<int64_t, std::vector<Person>> jobs;
    int64_t last_id = 0;

    static void tell_others(const std::vector<Person>& people, const Person& about, const std::string& event) {
        for (const auto& one : people)
            if (one.id != about.id) one.channel->say(event);
    }

    static Person* find(std::vector<Person>& people, int64_t account_id, const std::string& key) {
        const auto found = std::ranges::find_if(
            people, [&](const Person& one) { return one.account_id == account_id && one.key == key; });
        return found == people.end() ? nullptr : &*found;
    }

    // Lets those go whose connection ended a while ago, and ends those of whom nothing was heard.
    static void sweep(std::vector<Person>& people) {
        const auto at = Clock::now();
        std::vector<Person> leaving;
        for (auto& one : people) {
            if (at - one.heard > silence) one.channel->close();
            if (one.channel->closed() && !one.left) one.left = at;
        }
        std::erase_if(people, [&](Person& one) {
            const bool leaves = one.left && at - *one.left > grace;
            if (leaves) leaving.push_back(one);
            return leaves;
        });
        for (const auto& one : leaving) tell_others(people, one, gone_event(one.id));
    }
};

PresenceFeed::PresenceFeed(db::Database& database)
    : EventFeed(database, "presence"), people_(std::make_unique<People>()) {}

PresenceFeed::~PresenceFeed() { stop(); }

std::shared_ptr<http::Channel> PresenceFeed::listen(const Call& call, int64_t job_id, const std::string& key,
                                                    std::string user) {
    const auto listener = std::make_shared<PresenceListener>(call, job_id);
    const std::lock_guard lock(people_->mutex);
    auto& people = people_->jobs[job_id];
    People::sweep(people);
    auto* self = People::find(people, call.caller.id, key);
    const bool back = self != nullptr;
    if (back) self->channel->close(); // the end of its connection may not have been noticed yet
    if ((!back && people.size() >= most_in_job) || !admit(listener)) return nullptr;
    if (!back) self = &people.emplace_back(Person{++people_->last_id, call.caller.id, key, std::move(user)});
    self->channel = listener->channel;
    self->heard = Clock::now();
    self->left.reset();
    for (const auto& one : people)
        if (one.id != self->id) listener->channel->say(person_event(one));
    if (!back) People::tell_others(people, *self, person_event(*self));
    return listener->channel;
}

bool PresenceFeed::update(const Call& call, int64_t job_id, const std::string& key, Activity activity) {
    const std::lock_guard lock(people_->mutex);
    const auto people = people_->jobs.find(job_id);
    auto* self = people == people_->jobs.end() ? nullptr : People::find(people->second, call.caller.id, key);
    if (!self || self->channel->closed()) return false;
    self->heard = Clock::now();
    if (self->activity == activity) return true;
    self->activity = std::move(activity);
    People::tell_others(people->second, *self, person_event(*self));
    return true;
}

void PresenceFeed::tell(db::Connection& c, const Round& round) {
    std::set<int64_t> ids;
    for (const auto& one : round) ids.insert(static_cast<PresenceListener&>(*one).job_id);
    std::map<int64_t, Revisions> revisions;
    tasks::in_batches(std::vector(ids.begin(), ids.end()), [&](auto some) {
        auto rows = tasks::query_ids(c, "SELECT id, revision, labels_revision FROM job WHERE id IN ", some);
        while (rows.next()) revisions[rows.integer(0)] = {rows.integer(1), rows.integer(2)};
    });
    std::map<int64_t, std::string> events; // the same for all of a job
    for (const auto& one : round) {
        auto& listener = static_cast<PresenceListener&>(*one);
        const auto job = revisions.find(listener.job_id);
        if (job == revisions.end()) {
            listener.channel->close(); // the job was deleted
            continue;
        }
        const auto [annotations, labels] = job->second;
        if (labels != listener.told_labels) listener.say(labels_event(labels)); // first: a save may use them
        listener.told_labels = labels;
        if (annotations == listener.told) continue;
        auto& event = events[job->first];
        if (event.empty()) event = saved_event(c, job->first, annotations);
        listener.say(event);
        listener.told = annotations;
    }
}

void PresenceFeed::after_look() {
    const std::lock_guard lock(people_->mutex);
    for (auto& [job, people] : people_->jobs) People::sweep(people);
    std::erase_if(people_->jobs, [](const auto& entry) { return entry.second.empty(); });
}

std::string person_json(db::Connection& c, int64_t account_id) {
    const auto user = access::find_user(c, account_id);
    if (!user) return "null";
    JsonWriter w;
    w.begin_object();
    w.member("id", user->id);
    w.member("username", user->username);
    w.member("first_name", user->first_name);
    w.member("last_name", user->last_name);
    w.end_object();
    return w.take();
}

} // namespace limn::api
