// /api/jobs/{id}/presence: who else is in a job, where, and with which objects in hand. Beyond the contract.
#include "api/presence.h"

#include <algorithm>
#include <cctype>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "access/throttle.h"
#include "api/presence_feed.h"
#include "api/subjects.h"
#include "base/error.h"
#include "base/record.h"

namespace limn::api {
namespace {

constexpr uint64_t most_body_bytes = 64 << 10;
constexpr size_t most_objects = 200;
constexpr size_t most_key = 64;
constexpr size_t most_updates = 200; // of one account in one job
constexpr auto updates_window = std::chrono::seconds(20);

struct ObjectTypes {
    static constexpr std::string_view list[] = {"shape", "tag", "track"};
};
struct ObjectBody {
    Choice<ObjectTypes> type;
    Int<1> id;
};
BOOST_DESCRIBE_STRUCT(ObjectBody, (), (type, id))

struct PresenceBody {
    Text<most_key> key;
    Natural frame;
    Default<bool> editing;
    Default<std::vector<ObjectBody>> objects;
};
BOOST_DESCRIBE_STRUCT(PresenceBody, (), (key, frame, editing, objects))

boost::json::value body_schema() {
    auto schema = record_schema<PresenceBody>();
    schema.at("properties").at("objects").as_object()["maxItems"] = most_objects;
    return schema;
}

std::string listening_key(const Call& call) {
    auto key = call.argument("key").value_or("");
    const auto plain = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_'; };
    if (key.empty() || key.size() > most_key || !std::ranges::all_of(key, plain))
        throw field_error("key", fmt::format("Give a random key of 1 to {} letters, digits, - and _ that tells this "
                                             "page from others of the same account.",
                                             most_key));
    return key;
}

http::Response listen(Call& call) {
    const auto job_id = call.id(0);
    const auto user = call.database().read([&](db::Connection& c) {
        find_job(c, call, job_id, Filters::none).require(call.caller, "view");
        return person_json(c, call.caller.id);
    });
    const auto key = listening_key(call);
    auto* feed = call.services.presence;
    return event_stream(
        call, [&] { return feed ? feed->listen(call, job_id, key, user) : nullptr; },
        "Nothing is lost: work goes on without seeing the others, and saves are merged as ever.");
}

Activity activity_of(const PresenceBody& body) {
    Activity activity{.frame = body.frame, .editing = body.editing};
    for (const auto& object : body.objects.value) activity.objects.push_back({object.type, object.id});
    return activity;
}

http::Response update(Call& call) {
    static access::Throttle throttle(most_updates, updates_window);
    const auto job_id = call.id(0);
    bool may_edit = false;
    call.database().read([&](db::Connection& c) {
        const auto job = find_job(c, call, job_id, Filters::none);
        job.require(call.caller, "view");
        may_edit = job.allows(call.caller, "update:annotations");
    });
    const auto body = read_record<PresenceBody>(call.body(most_body_bytes));
    if (body.objects.value.size() > most_objects)
        throw field_error("objects", fmt::format("Ensure this field has no more than {} elements.", most_objects));
    throttle.pass(fmt::format("{}/{}", call.caller.id, job_id));
    auto activity = activity_of(body);
    activity.editing &= may_edit;
    auto* feed = call.services.presence;
    if (!feed || !feed->update(call, job_id, body.key, std::move(activity)))
        throw detail_error(409, "Nobody listens to this job under this key: GET it first, and go on listening.");
    return call.no_content();
}

} // namespace

void add_presence_routes(Routes& routes) {
    routes.get("/api/jobs/{id}/presence", listen)
        .describe({"Server-sent events: who else is in the job. An event `person` with {\"id\", \"user\", \"since\", "
                   "\"frame\", \"editing\", \"objects\"} for everybody who is there and at every change, `gone` with "
                   "{\"id\"} when one has left, and `saved` with {\"revision\", \"user\"} at every save of the job",
                   {},
                   {{"type", "string"}},
                   200,
                   {{{"in", "query"},
                     {"name", "key"},
                     {"required", true},
                     {"description", "Made up by the page; tells it from others of the same account"},
                     {"schema", {{"type", "string"}, {"pattern", "^[A-Za-z0-9_-]{1,64}$"}}}}},
                   "text/event-stream"});
    routes.put("/api/jobs/{id}/presence", update)
        .describe({"Tell the others in the job where one is, as the page that listens under the key",
                   body_schema(),
                   {},
                   204});
}

} // namespace limn::api
