#include "api/announcement.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "access/users.h"
#include "api/invitations.h"
#include "api/memberships.h"
#include "api/organizations.h"
#include "api/user_json.h"
#include "api/work_json.h"
#include "base/json.h"
#include "events/webhook_sender.h"
#include "tasks/ids.h"

namespace limn::api {
namespace json = boost::json;
using events::Listeners;
using events::Scope;

namespace {

std::string_view name_of(Kind kind) {
    switch (kind) {
    case Kind::project: return "project";
    case Kind::task: return "task";
    case Kind::job: return "job";
    case Kind::issue: return "issue";
    case Kind::comment: return "comment";
    case Kind::organization: return "organization";
    case Kind::membership: return "membership";
    case Kind::invitation: return "invitation";
    case Kind::user: return "user";
    }
    return "";
}

std::string event_name(std::string_view action, Kind kind) { return fmt::format("{}:{}", action, name_of(kind)); }

// id, organisation, project of rows that a list of ids completes.
std::string_view scope_query(Kind kind) {
    switch (kind) {
    case Kind::project: return "SELECT id, organization_id, id FROM project WHERE id IN ";
    case Kind::task: return "SELECT id, organization_id, project_id FROM task WHERE id IN ";
    case Kind::job:
        return "SELECT j.id, j.organization_id, t.project_id FROM job j JOIN task t ON t.id = j.task_id WHERE j.id IN ";
    case Kind::issue:
        return "SELECT i.id, i.organization_id, t.project_id FROM issue i JOIN job j ON j.id = i.job_id JOIN task t ON "
               "t.id = j.task_id WHERE i.id IN ";
    case Kind::comment:
        return "SELECT k.id, i.organization_id, t.project_id FROM issue_comment k JOIN issue i ON i.id = k.issue_id "
               "JOIN job j ON j.id = i.job_id JOIN task t ON t.id = j.task_id WHERE k.id IN ";
    case Kind::organization: return "SELECT id, id, NULL FROM organization WHERE id IN ";
    case Kind::membership: return "SELECT id, organization_id, NULL FROM membership WHERE id IN ";
    case Kind::invitation:
        return "SELECT m.id, m.organization_id, NULL FROM membership m JOIN invitation n ON n.membership_id = m.id "
               "WHERE m.id IN ";
    case Kind::user: return "SELECT id, NULL, NULL FROM account WHERE id IN ";
    }
    return "";
}

std::vector<std::pair<int64_t, Scope>> scopes_of(db::Connection& c, Kind kind, const std::vector<int64_t>& ids) {
    std::vector<std::pair<int64_t, Scope>> scopes;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, scope_query(kind), batch);
        while (rows.next())
            scopes.emplace_back(rows.integer(0),
                                Scope{rows.maybe_integer(1), rows.maybe_integer(2), kind == Kind::user});
    });
    return scopes;
}

std::vector<std::string> user_items(const Call& call, db::Connection& c, const std::vector<int64_t>& ids) {
    std::vector<std::string> items;
    for (const auto& user : access::find_users(c, ids)) {
        JsonWriter w;
        write_full_user(w, call, user);
        items.push_back(w.take());
    }
    return items;
}

std::vector<std::string> items_of(Call& call, db::Connection& c, Kind kind, const std::vector<int64_t>& ids) {
    switch (kind) {
    case Kind::project: return project_items(call, c, ids);
    case Kind::task: return task_items(call, c, ids);
    case Kind::job: return job_items(call, c, ids);
    case Kind::issue: return issue_items(call, c, ids);
    case Kind::comment: return comment_items(call, c, ids);
    case Kind::organization: return organization_items(call, c, ids);
    case Kind::membership: return membership_items(call, c, ids);
    case Kind::invitation: return invitation_items(call, c, ids);
    case Kind::user: return user_items(call, c, ids);
    }
    return {};
}

std::optional<json::object> object_of(Call& call, db::Connection& c, Kind kind, int64_t id) {
    const auto items = items_of(call, c, kind, {id});
    if (items.empty()) return {};
    return parse_json(items.front()).as_object();
}

// Top-level members that differ; labels are a resource of their own.
json::object differences(const json::object& before, const json::object& after) {
    json::object changed;
    for (const auto& member : before) {
        const auto* now = after.if_contains(member.key());
        if (member.key() != "labels" && (!now || *now != member.value())) changed[member.key()] = member.value();
    }
    for (const auto& member : after)
        if (member.key() != "labels" && !before.contains(member.key())) changed[member.key()] = nullptr;
    return changed;
}

std::vector<std::string> keys_of(const json::object& object) {
    std::vector<std::string> keys;
    for (const auto& member : object) keys.emplace_back(member.key());
    return keys;
}

std::vector<int64_t> ids_below(db::Connection& c, std::string_view query, const std::vector<int64_t>& ids) {
    std::vector<int64_t> below;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, query, batch);
        while (rows.next())
            if (const auto id = rows.maybe_integer(0)) below.push_back(*id);
    });
    return below;
}

struct Descent {
    Kind kind;
    std::string_view query;
};

// What goes with rows of a kind.
std::vector<Descent> descent(Kind kind) {
    switch (kind) {
    case Kind::project: return {{Kind::task, "SELECT id FROM task WHERE project_id IN "}};
    case Kind::task: return {{Kind::job, "SELECT id FROM job WHERE task_id IN "}};
    case Kind::job: return {{Kind::issue, "SELECT id FROM issue WHERE job_id IN "}};
    case Kind::issue: return {{Kind::comment, "SELECT id FROM issue_comment WHERE issue_id IN "}};
    case Kind::organization: return {{Kind::membership, "SELECT id FROM membership WHERE organization_id IN "}};
    case Kind::membership: return {{Kind::invitation, "SELECT membership_id FROM invitation WHERE membership_id IN "}};
    default: return {};
    }
}

http::Request request_from(const std::string& origin) {
    http::Request request;
    const auto mark = origin.find("://");
    if (mark == std::string::npos) return request;
    request.headers = {{"X-Forwarded-Proto", origin.substr(0, mark)}, {"Host", origin.substr(mark + 3)}};
    return request;
}

} // namespace

Announcement::Announcement(Call& call, db::Connection& c) : call_(call), c_(c), silent_(!events::any_webhook(c)) {
    if (!silent_ && !call.caller.anonymous())
        sender_ = parse_json(BasicUsers(call, c, {call.caller.id}).json(call.caller.id));
}

Announcement::Announcement(Call& call, db::Connection& c, const queue::RequestRow& request)
    : call_(call), c_(c), silent_(!events::any_webhook(c)) {
    if (!silent_) sender_ = background_sender(c, request);
}

const Listeners& Announcement::listeners(const Scope& scope) {
    for (const auto& [known, found] : listeners_)
        if (known == scope) return found;
    return listeners_.emplace_back(scope, find_listeners(c_, scope)).second;
}

// Organisations come and go before the webhooks of the whole server, too.
bool Announcement::heard(const Scope& scope, Kind kind, std::string_view action) {
    const auto event = event_name(action, kind);
    return listeners(scope).any(event) || (kind == Kind::organization && listeners({.server = true}).any(event));
}

void Announcement::watch(Kind kind, const std::vector<int64_t>& ids, Watching how) {
    std::vector<int64_t> wanted;
    std::vector<Watched> found;
    for (const auto& [id, scope] : scopes_of(c_, kind, ids)) {
        const bool interesting = how.may_move || heard(scope, kind, how.goes ? "delete" : "update");
        if (!interesting || !known_.insert({kind, id}).second) continue;
        wanted.push_back(id);
        found.push_back({kind, id, how, scope, {}});
    }
    const auto items = items_of(call_, c_, kind, wanted);
    if (items.size() != found.size()) throw std::logic_error("an object that is watched is not shown");
    for (size_t i = 0; i < items.size(); ++i) found[i].before = parse_json(items[i]).as_object();
    std::move(found.begin(), found.end(), std::back_inserter(watched_));
}

void Announcement::watch_ancestors(Kind kind, const std::vector<int64_t>& ids) {
    std::vector<int64_t> task_ids = kind == Kind::task ? ids : std::vector<int64_t>();
    if (kind == Kind::job) {
        task_ids = ids_below(c_, "SELECT DISTINCT task_id FROM job WHERE id IN ", ids);
        watch(Kind::task, task_ids, {});
    }
    watch(Kind::project, ids_below(c_, "SELECT DISTINCT project_id FROM task WHERE id IN ", task_ids), {});
}

void Announcement::will_change(Kind kind, const std::vector<int64_t>& ids, bool may_move) {
    if (silent_) return;
    watch(kind, ids, {.named = true, .may_move = may_move});
    watch_ancestors(kind, ids);
}

void Announcement::will_delete(Kind kind, const std::vector<int64_t>& ids) {
    if (silent_ || ids.empty()) return;
    watch(kind, ids, {.named = true, .goes = true});
    watch_ancestors(kind, ids);
    for (const auto& [below, query] : descent(kind)) will_delete(below, ids_below(c_, query, ids));
}

json::object Announcement::payload(Kind kind, json::object object) const {
    return {{name_of(kind), std::move(object)}, {"sender", sender_}};
}

void Announcement::created(Kind kind, const std::vector<int64_t>& ids) {
    if (silent_) return;
    for (const auto& [id, scope] : scopes_of(c_, kind, ids)) {
        if (!heard(scope, kind, "create")) continue;
        auto object = object_of(call_, c_, kind, id);
        if (!object) continue;
        if (kind == Kind::task) {
            auto& jobs = (*object)["jobs"].as_object();
            if (jobs["count"] == 0) jobs["completed"] = jobs["validation"] = nullptr;
        }
        const auto what = payload(kind, std::move(*object));
        const auto event = event_name("create", kind);
        listeners(scope).tell(c_, event, what, {});
        if (kind == Kind::organization) listeners({.server = true}).tell(c_, event, what, {});
        told_ = true;
    }
}

// For the old organisation the object goes, for the new one it comes; its project's webhooks move along.
void Announcement::send_transfer(const Watched& watched, const Scope& now, json::object changed_payload,
                                 const std::vector<std::string>& changed) {
    using Only = Listeners::Only;
    listeners(watched.scope)
        .tell(c_, event_name("delete", watched.kind), payload(watched.kind, watched.before),
              {.only = Only::organization});
    listeners(now).tell(c_, event_name("update", watched.kind), changed_payload,
                        {.changed_fields = changed, .only = Only::project});
    changed_payload.erase("before_update");
    listeners(now).tell(c_, event_name("create", watched.kind), changed_payload, {.only = Only::organization});
    told_ = true;
}

void Announcement::send_change(const Watched& watched) {
    const auto scopes = scopes_of(c_, watched.kind, {watched.id});
    if (scopes.empty()) return;
    const auto& scope = scopes.front().second;
    const bool moved = scope.organization_id != watched.scope.organization_id;
    if (!moved && !heard(scope, watched.kind, "update")) return;
    auto after = object_of(call_, c_, watched.kind, watched.id);
    if (!after) return;
    auto changed = differences(watched.before, *after);
    if (changed.empty() && !watched.how.named) return;
    const auto keys = keys_of(changed);
    auto what = payload(watched.kind, std::move(*after));
    if (!changed.empty()) what["before_update"] = std::move(changed);
    if (moved) return send_transfer(watched, scope, std::move(what), keys);
    listeners(scope).tell(c_, event_name("update", watched.kind), what, {.changed_fields = keys});
    told_ = true;
}

void Announcement::send() {
    for (const auto& watched : watched_) {
        if (!watched.how.goes) {
            send_change(watched);
            continue;
        }
        const auto event = event_name("delete", watched.kind);
        const auto what = payload(watched.kind, watched.before);
        listeners(watched.scope).tell(c_, event, what, {.last_word = true});
        if (watched.kind == Kind::organization) listeners({.server = true}).tell(c_, event, what, {});
        told_ = true;
    }
    if (auto* sender = call_.services.webhooks; sender && told_) c_.after_commit([sender] { sender->wake(); });
}

void announce_made(Services& services, db::Connection& c, const queue::RequestRow& work,
                   std::optional<int64_t> new_project, const std::vector<int64_t>& task_ids) {
    BackgroundCall call(services, c, work);
    Announcement announcement(call, c, work);
    if (new_project) announcement.created(Kind::project, {*new_project});
    announcement.created(Kind::task, task_ids);
    announcement.created(Kind::job, ids_below(c, "SELECT id FROM job WHERE task_id IN ", task_ids));
    announcement.send();
}

json::value background_sender(db::Connection& c, const queue::RequestRow& work) {
    const auto user = access::find_user(c, work.owner_id);
    if (!user) return nullptr;
    return json::object{{"id", user->id}, {"username", user->username}, {"email", user->email}};
}

BackgroundCall::BackgroundCall(Services& services, db::Connection& c, const queue::RequestRow& work)
    : request_(request_from(work.origin.empty() ? services.settings.public_url : work.origin)),
      call_(request_, services) {
    if (const auto user = access::find_user(c, work.owner_id))
        call_.caller = access::caller_of(*user, access::Credential::session);
}

} // namespace limn::api
