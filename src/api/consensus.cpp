#include "api/consensus.h"

#include <fmt/format.h>

#include "api/bodies.h"
#include "api/subjects.h"
#include "api/work_json.h"
#include "base/error.h"
#include "base/text.h"
#include "tasks/ids.h"

namespace limn::api {

namespace {

constexpr std::string_view status_moved = "This endpoint no longer supports checking the status of the merge process.\n"
                                          "The common requests API should be used instead: GET /api/requests/rq_id,\n"
                                          "where rq_id is obtained from the response of the initializing request.\n";

struct ConsensusSettingsBody {
    Given<Number<0, 1>> iou_threshold, quorum;
};
BOOST_DESCRIBE_STRUCT(ConsensusSettingsBody, (), (iou_threshold, quorum))

struct MergeBody {
    Given<Nullable<int64_t>> task_id, job_id;
};
BOOST_DESCRIBE_STRUCT(MergeBody, (), (task_id, job_id))

// --- settings

const db::Listing& listing() {
    static const db::Listing one{
        "consensus_settings s",
        "s.id",
        {{"id", "s.id", db::FieldType::integer},
         {"task_id", "s.task_id", db::FieldType::integer, db::ListField::filter | db::ListField::simple}},
        "id"};
    return one;
}

std::vector<std::string> settings_items(db::Connection& c, const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, std::string> items;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(
            c, "SELECT id, task_id, iou_threshold, quorum FROM consensus_settings WHERE id IN ", batch);
        while (rows.next()) {
            JsonWriter w;
            w.begin_object();
            w.member("id", rows.integer(0));
            w.member("task_id", rows.integer(1));
            w.member("iou_threshold", rows.real(2));
            w.member("quorum", rows.real(3));
            w.end_object();
            items.emplace(rows.integer(0), w.take());
        }
    });
    return in_order(std::move(items), ids);
}

struct FoundSettings {
    int64_t id = 0;
    Found task;
};

FoundSettings find_settings(db::Connection& c, Call& call) {
    db::Sql sql;
    sql.add("SELECT s.task_id FROM consensus_settings s WHERE s.id = ? AND ", call.id(0));
    const auto task_id = c.value(sql.add(db::list_condition(listing(), call.request.query)));
    if (!task_id) throw not_found("ConsensusSettings");
    return {call.id(0), find_task(c, call, *task_id, Filters::none)};
}

void require(const Call& call, const Found& task, std::string_view scope) {
    access::require(call.caller, task.workspace, "consensus_settings", scope, task.subject);
}

http::Response list_settings(Call& call) {
    return call.database().read([&](db::Connection& c) {
        access::require(call.caller, call.context, "consensus_settings", "list",
                        {.organization_id = call.context.organization_id});
        if (const auto id = parse_int(call.argument("task_id").value_or("")))
            access::require(call.caller, call.context, "tasks", "view", named_task(c, call, *id).subject);
        db::Sql visible;
        visible.add("s.task_id IN (SELECT t.id FROM task t WHERE ").add(visible_tasks(call)).add(")");
        const auto page = db::list_page(c, listing(), visible, call.request.query);
        return page_response(call, page, settings_items(c, page.ids));
    });
}

http::Response retrieve_settings(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto found = find_settings(c, call);
        require(call, found.task, "view");
        return std::move(settings_items(c, {found.id}).at(0));
    }));
}

http::Response update_settings(Call& call) {
    call.database().read([&](db::Connection& c) { require(call, find_settings(c, call).task, "update"); });
    const auto r = read_record<ConsensusSettingsBody>(body_object(call));
    return call.json(200, call.database().write([&](db::Connection& c) {
        const auto id = find_settings(c, call).id;
        if (r.iou_threshold)
            c.execute("UPDATE consensus_settings SET iou_threshold = ? WHERE id = ?", r.iou_threshold->value, id);
        if (r.quorum) c.execute("UPDATE consensus_settings SET quorum = ? WHERE id = ?", r.quorum->value, id);
        return std::move(settings_items(c, {id}).at(0));
    }));
}

// --- merging

Found find_merge_task(db::Connection& c, Call& call, const boost::json::object& body) {
    const auto job_id = named_id(body, "job_id"), task_id = named_id(body, "task_id");
    if (!job_id && !task_id) throw detail_error(403, "Either task_id or job_id must be specified");
    const auto of_job = job_id ? c.value("SELECT task_id FROM job WHERE id = ?", *job_id) : std::nullopt;
    if (!task_id && !of_job) throw list_error("The specified job does not exist");
    const auto id = task_id ? *task_id : *of_job;
    if (!c.value("SELECT 1 FROM task WHERE id = ?", id)) throw list_error("The specified task does not exist");
    return find_task(c, call, id, Filters::none);
}

// A parent is ready when it waits for annotations and somebody has begun with a replica.
constexpr std::string_view ready_parents =
    "SELECT count(*) FROM job p WHERE p.task_id = ? AND p.type = 'annotation' AND p.stage = 'annotation' AND "
    "(CAST(? AS BIGINT) = 0 OR p.id = ?) AND EXISTS (SELECT 1 FROM job r WHERE r.parent_job_id = p.id AND NOT (r.stage "
    "= 'annotation' "
    "AND r.state = 'new'))";

void check_merge(db::Connection& c, int64_t task_id, std::optional<int64_t> job_id) {
    if (!c.value("SELECT 1 FROM task WHERE id = ? AND consensus_replicas > 0", task_id))
        throw list_error("Consensus is not enabled in this task");
    if (c.value("SELECT 1 FROM task WHERE id = ? AND dimension = '3d'", task_id))
        throw list_error("Merging is only supported in 2d tasks");
    const auto job = job_id.value_or(0);
    if (c.value(ready_parents, task_id, job, job).value_or(0) == 0)
        throw list_error("No annotation jobs in the annotation stage or no consensus_replica jobs not in the "
                         "annotation - new state found");
}

http::Response merge(Call& call) {
    const auto body = body_object(call);
    const auto task = call.database().read([&](db::Connection& c) {
        auto found = find_merge_task(c, call, body);
        auto subject = found.subject;
        const auto swap = [&](uint32_t from, uint32_t to) {
            if (subject.relations & from) subject.relations = (subject.relations & ~from) | to;
        };
        swap(access::owner, access::task_owner);
        swap(access::assignee, access::task_assignee);
        access::require(call.caller, found.workspace, "consensus_merges", "create", subject);
        return found;
    });
    if (call.argument("rq_id")) return call.text(410, status_moved);
    const auto r = read_record<MergeBody>(body);
    const auto task_id = value_of(r.task_id), job_id = value_of(r.job_id);
    if (task_id && job_id) throw record_error("Only 1 of the fields \"task_id\", \"job_id\" can be used");
    call.database().read([&](db::Connection& c) { check_merge(c, task.id, job_id); });
    throw list_error("This version of Limn does not merge replicas. Nothing was changed; the replicas keep their "
                     "annotations.",
                     501);
}

} // namespace

void add_consensus_routes(Routes& routes) {
    routes.get("/api/consensus/settings", list_settings).describe({"List consensus settings", {}, {}});
    routes.get("/api/consensus/settings/{id}", retrieve_settings).describe({"Show consensus settings", {}, {}});
    routes.patch("/api/consensus/settings/{id}", update_settings)
        .describe({"Change how replicas are merged", record_schema<ConsensusSettingsBody>(), {}});
    routes.post("/api/consensus/merges", merge)
        .describe({"Merge the replicas of jobs", record_schema<MergeBody>(), {}, 202});
}

} // namespace limn::api
