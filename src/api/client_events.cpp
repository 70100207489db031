#include "api/client_events.h"

#include <algorithm>

#include <fmt/format.h>

#include "access/policy.h"
#include "access/users.h"
#include "api/bodies.h"
#include "base/error.h"
#include "base/text.h"

namespace limn::api {
namespace json = boost::json;

namespace {

constexpr std::string_view client_scopes[] = {
    "load:cvat",        "load:job",      "save:job",      "load:workspace", "send:exception",
    "join:objects",     "change:frame",  "draw:object",   "paste:object",   "copy:object",
    "propagate:object", "drag:object",   "resize:object", "delete:object",  "merge:objects",
    "split:objects",    "group:objects", "slice:object",  "zoom:image",     "fit:image",
    "rotate:image",     "action:undo",   "action:redo",   "debug:info",     "run:annotations_action",
    "click:element",    "user:activity"};

using Count = Int<0, 2147483647>;

struct EventBody {
    Text<> scope;
    Given<Nullable<BlankText<>>> obj_name;
    Given<Nullable<int64_t>> obj_id;
    Given<Nullable<BlankText<>>> obj_val;
    Given<Nullable<BlankText<>>> source;
    Time timestamp;
    Given<Nullable<Count>> count;
    Default<Count> duration;
    Given<Nullable<int64_t>> project_id, task_id, job_id, user_id;
    Given<Nullable<BlankText<>>> user_name, user_email;
    Given<Nullable<int64_t>> org_id;
    Given<Nullable<BlankText<>>> org_slug;
    Given<Nullable<BlankText<>>> payload;
};
BOOST_DESCRIBE_STRUCT(EventBody, (),
                      (scope, obj_name, obj_id, obj_val, source, timestamp, count, duration, project_id, task_id,
                       job_id, user_id, user_name, user_email, org_id, org_slug, payload))

struct EventsBody {
    Default<std::vector<EventBody>> events;
    Given<Nullable<EventBody>> previous_event;
    Time timestamp;
};
BOOST_DESCRIBE_STRUCT(EventsBody, (), (events, previous_event, timestamp))

void check(const EventBody& event) {
    const auto source = event.source && *event.source ? (*event.source)->value : "client";
    const bool known =
        std::find(std::begin(client_scopes), std::end(client_scopes), event.scope.value) != std::end(client_scopes);
    if (source != "client" || !known)
        throw json_error(400, json::object{{"scope", fmt::format("Event scope **{}** is not allowed from {}",
                                                                 event.scope.value, source)}});
    if (event.payload && *event.payload && !(*event.payload)->value.empty() &&
        !json_problem((*event.payload)->value).empty())
        throw json_error(400, json::object{{"payload", "JSON payload is not valid in passed event"}});
}

// Who and where is known here; clocks of clients are corrected by what they take for now.
void complete(EventBody& event, const Call& call, const std::string& email, int64_t correction_us) {
    event.source = Nullable<BlankText<>>(BlankText<>{"client"});
    event.timestamp.us += correction_us;
    event.user_id = Nullable<int64_t>(call.caller.id);
    event.user_name = Nullable<BlankText<>>(BlankText<>{call.caller.username});
    event.user_email = Nullable<BlankText<>>(BlankText<>{email});
    const auto& organization = call.context.organization_id;
    event.org_id = organization ? Nullable<int64_t>(*organization) : Nullable<int64_t>();
    event.org_slug = organization ? Nullable<BlankText<>>(BlankText<>{call.context.slug}) : Nullable<BlankText<>>();
    if (!event.payload || !*event.payload || (*event.payload)->value.empty())
        event.payload = Nullable<BlankText<>>(BlankText<>{"{}"});
}

http::Response send_events(Call& call) {
    access::require(call.caller, call.context, "events", "send:events",
                    {.organization_id = call.context.organization_id});
    const auto received = now();
    auto r = read_record<EventsBody>(body_object(call));
    for (const auto& event : r.events.value) check(event);
    const auto email = call.database().read([&](db::Connection& c) {
        const auto user = access::find_user(c, call.caller.id);
        return user ? user->email : std::string();
    });
    const auto correction = received.us - r.timestamp.us;
    for (auto& event : r.events.value) complete(event, call, email, correction);
    if (r.previous_event && *r.previous_event) (*r.previous_event)->timestamp.us += correction;
    if (!r.previous_event) r.previous_event.emplace();
    return call.json(201, record_json(r));
}

void require_dump(const Call& call) {
    access::require(call.caller, call.context, "events", "dump:events",
                    {.organization_id = call.context.organization_id});
}

std::optional<Time> moment(const Call& call, std::string_view name) {
    const auto text = call.argument(name);
    if (!text) return {};
    const auto time = from_iso(*text);
    if (!time) throw list_error(fmt::format("Cannot parse '{}' datetime parameter: {}", name, *text));
    return time;
}

// People see their own events; whoever asks for those of others is told so.
void require_own(const Call& call) {
    const auto user = parse_int(call.argument("user_id").value_or(""));
    const bool of_all = call.caller.is_admin() || (call.context.organization_id && call.context.is_org_staff());
    if (user && !of_all && *user != call.caller.id)
        throw detail_error(403, fmt::format("You don't have permission to view events with user_id={}", *user));
}

Error nothing_kept() {
    return string_error("No store for analytics is connected to this Limn: events are not kept and cannot be exported.",
                        503);
}

http::Response export_events(Call& call) {
    require_dump(call);
    require_own(call);
    const auto from = moment(call, "from"), to = moment(call, "to");
    if (from && *from > to.value_or(now())) throw list_error("'from' must be before than 'to'");
    throw nothing_kept();
}

http::Response list_events(Call& call) {
    require_dump(call);
    require_own(call);
    if (call.argument("location") == "cloud_storage")
        throw list_error("This endpoint does not support exporting events to cloud storage");
    throw nothing_kept();
}

http::Response download_events(Call& call) {
    const auto rq_id = call.argument("rq_id").value_or("");
    if (rq_id.empty()) throw list_error("Missing request id in the query parameters");
    if (!queue::RequestId::parse(rq_id)) throw list_error("Unexpected request id format");
    throw text_error(400, "Unknown export request id");
}

} // namespace

void add_client_event_routes(Routes& routes) {
    routes.get("/api/events", list_events).describe({"Export events, the older way", {}, {}});
    routes.post("/api/events", send_events).describe({"Tell what a client did", record_schema<EventsBody>(), {}, 201});
    routes.post("/api/events/export", export_events).describe({"Export events", {}, {}, 202});
    routes.get("/api/events/download", download_events).describe({"Download exported events", {}, {}});
}

} // namespace limn::api
