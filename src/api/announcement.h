// Tells webhooks what a request or background work changes, within the transaction of the change:
//
//   Announcement announcement(call, c);
//   announcement.will_change(Kind::task, {id});   // before it: takes down what is to be compared
//   ...
//   announcement.created(Kind::job, {job_id});    // after it
//   announcement.send();                          // last, before the transaction ends
//
// What an object belongs to (the task and the project of a job) is watched with it, and told of when the change reached
// it. What goes with a deleted object is told of, too. When no webhook listens, nothing is looked up.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "api/call.h"
#include "events/webhooks.h"
#include "queue/queue.h"

namespace limn::api {

// Memberships stand for their invitations: an invitation is named by the id of its membership.
enum class Kind { project, task, job, issue, comment, organization, membership, invitation, user };

class Announcement {
  public:
    Announcement(Call& call, db::Connection& c);
    // Of background work, in whose name it is done.
    Announcement(Call& call, db::Connection& c, const queue::RequestRow& request);

    // may_move: the change may give the objects to another organisation.
    void will_change(Kind kind, const std::vector<int64_t>& ids, bool may_move = false);
    void will_delete(Kind kind, const std::vector<int64_t>& ids);
    void created(Kind kind, const std::vector<int64_t>& ids);
    void send();

  private:
    struct Watching {
        bool named = false; // told of even when nothing differs
        bool goes = false;
        bool may_move = false;
    };
    struct Watched {
        Kind kind;
        int64_t id;
        Watching how;
        events::Scope scope;
        boost::json::object before;
    };
    const events::Listeners& listeners(const events::Scope& scope);
    bool heard(const events::Scope& scope, Kind kind, std::string_view action);
    void watch(Kind kind, const std::vector<int64_t>& ids, Watching how);
    void watch_ancestors(Kind kind, const std::vector<int64_t>& ids);
    void send_change(const Watched& watched);
    void send_transfer(const Watched& watched, const events::Scope& now, boost::json::object payload,
                       const std::vector<std::string>& changed);
    boost::json::object payload(Kind kind, boost::json::object object) const;

    Call& call_;
    db::Connection& c_;
    bool silent_; // nobody listens to anything
    bool told_ = false;
    boost::json::value sender_;
    std::vector<std::pair<events::Scope, events::Listeners>> listeners_;
    std::vector<Watched> watched_;
    std::set<std::pair<Kind, int64_t>> known_; // of watched_
};

// Tells of what background work has made, once all of it is in place: a project, if it
// is new, tasks and their jobs.
void announce_made(Services& services, db::Connection& c, const queue::RequestRow& work,
                   std::optional<int64_t> new_project, const std::vector<int64_t>& task_ids);

// {"id", "username", "email"} of who asked for the work, or null.
boost::json::value background_sender(db::Connection& c, const queue::RequestRow& work);

// Background work that speaks as the person who asked for it: links have the address that was asked at.
class BackgroundCall {
  public:
    BackgroundCall(Services& services, db::Connection& c, const queue::RequestRow& work);
    operator Call&() { return call_; }

  private:
    http::Request request_;
    Call call_;
};

} // namespace limn::api
