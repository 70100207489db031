#include "api/quality_reports.h"

#include <fmt/format.h>

#include "api/bodies.h"
#include "api/subjects.h"
#include "api/user_json.h"
#include "api/work_json.h"
#include "base/error.h"
#include "base/text.h"
#include "tasks/ids.h"

namespace limn::api {
namespace json = boost::json;

namespace {

struct ReportBody {
    Given<Nullable<int64_t>> task_id, project_id;
};
BOOST_DESCRIBE_STRUCT(ReportBody, (), (task_id, project_id))

constexpr std::string_view targets[] = {"job", "task", "project"};

const db::Listing& listing() {
    static const db::Listing one{"quality_report r",
                                 "r.id",
                                 {{"id", "r.id", db::FieldType::integer},
                                  {"job_id", "r.job_id", db::FieldType::integer},
                                  {"task_id", report_task_sql, db::FieldType::integer},
                                  {"project_id", report_project_sql, db::FieldType::integer},
                                  {"created_date", "r.created_date", db::FieldType::time},
                                  {"gt_last_updated", "r.gt_last_updated", db::FieldType::time},
                                  {"target_last_updated", "r.target_last_updated", db::FieldType::time}}};
    return one;
}

Error gone(std::string_view model, int64_t id) {
    return detail_error(404, fmt::format("{} {} does not exist", model, id));
}

bool exists(db::Connection& c, std::string_view table, int64_t id) {
    return c.value(fmt::format("SELECT 1 FROM {} WHERE id = ?", table), id).has_value();
}

Found find_target(db::Connection& c, Call& call, std::string_view model, int64_t id) {
    if (!exists(c, lower(model), id)) throw gone(model, id);
    if (model == "Job") return find_job(c, call, id, Filters::none);
    if (model == "Task") return find_task(c, call, id, Filters::none);
    return find_project(c, call, id, Filters::none);
}

std::vector<std::string> report_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids) {
    std::vector<std::optional<int64_t>> people;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, "SELECT assignee_id FROM quality_report WHERE id IN ", batch);
        while (rows.next()) people.push_back(rows.maybe_integer(0));
    });
    const BasicUsers users(call, c, people);
    std::unordered_map<int64_t, std::string> items;
    const auto query = fmt::format(
        "SELECT r.id, r.job_id, {}, {}, (SELECT min(parent_id) FROM quality_report_parent WHERE report_id = r.id), "
        "r.summary, r.created_date, r.target_last_updated, r.gt_last_updated, r.assignee_id, r.task_id "
        "FROM quality_report r WHERE r.id IN ",
        report_task_sql, report_project_sql);
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(c, query, batch);
        while (rows.next()) {
            JsonWriter w;
            w.begin_object();
            w.member("id", rows.integer(0));
            w.member("job_id", rows.maybe_integer(1));
            w.member("task_id", rows.maybe_integer(2));
            w.member("project_id", rows.maybe_integer(3));
            w.member("parent_id", rows.maybe_integer(4));
            w.member("target", !rows.is_null(1) ? targets[0] : !rows.is_null(10) ? targets[1] : targets[2]);
            w.key("summary");
            w.raw(rows.view(5));
            w.member("created_date", to_iso(rows.time(6)));
            w.member("target_last_updated", to_iso(rows.time(7)));
            write_time(w, "gt_last_updated", rows.maybe_time(8));
            w.key("assignee");
            users.write(w, rows.maybe_integer(9));
            w.end_object();
            items.emplace(rows.integer(0), w.take());
        }
    });
    return in_order(std::move(items), ids);
}

// --- lists

db::Sql of_target(std::string_view target) {
    db::Sql sql;
    if (target == "job") return sql.add("r.job_id IS NOT NULL");
    if (target == "task") return sql.add("r.task_id IS NOT NULL");
    return sql.add("r.project_id IS NOT NULL AND r.task_id IS NULL AND r.job_id IS NULL");
}

db::Sql chosen(db::Connection& c, Call& call) {
    db::Sql sql;
    sql.add("1 = 1");
    const auto number = [&](std::string_view name) { return parse_int(call.argument(name).value_or("")); };
    for (const auto& [model, name] : {std::pair("Job", "job_id"), {"Task", "task_id"}, {"Project", "project_id"}})
        require_report_target(c, call, model, name);
    if (const auto id = number("job_id")) sql.add(" AND r.job_id = ?", *id);
    if (const auto id = number("task_id")) sql.add(fmt::format(" AND {} = ?", report_task_sql), *id);
    if (const auto id = number("project_id")) sql.add(fmt::format(" AND {} = ?", report_project_sql), *id);
    if (const auto id = number("parent_id"))
        sql.add(" AND r.id IN (SELECT report_id FROM quality_report_parent WHERE parent_id = ? OR parent_id IN (SELECT "
                "report_id FROM quality_report_parent WHERE parent_id = ?))",
                *id, *id);
    if (const auto target = call.argument("target")) {
        if (std::find(std::begin(targets), std::end(targets), *target) == std::end(targets))
            throw list_error(
                fmt::format("Unexpected 'target' filter value '{}'. Valid values are: job, task, project", *target));
        sql.add(" AND ").add(of_target(*target));
    }
    return sql;
}

http::Response list_reports(Call& call) {
    return call.database().read([&](db::Connection& c) {
        auto visible = visible_reports(call, "quality_reports");
        visible.add(" AND ").add(chosen(c, call));
        const auto page = db::list_page(c, listing(), visible, call.request.query);
        return page_response(call, page, report_items(call, c, page.ids));
    });
}

// --- one report

// Reports have rights of their own, of the people of their task and project.
void require_view(db::Connection& c, Call& call, int64_t id) {
    access::Subject subject;
    {
        auto rows = c.query(
            "SELECT t.organization_id, p.organization_id, t.owner_id, t.assignee_id, p.owner_id, p.assignee_id FROM "
            "quality_report r LEFT JOIN job j ON j.id = r.job_id LEFT JOIN task t ON t.id = coalesce(r.task_id, "
            "j.task_id) LEFT JOIN project p ON p.id = coalesce(r.project_id, t.project_id) WHERE r.id = ?",
            id);
        if (!rows.next()) throw not_found("QualityReport");
        subject.organization_id = rows.is_null(0) ? rows.maybe_integer(1) : rows.maybe_integer(0);
        constexpr access::Relation relations[] = {access::task_owner, access::task_assignee, access::project_owner,
                                                  access::project_assignee};
        for (int i = 0; i < 4; ++i)
            if (rows.maybe_integer(2 + i) == call.caller.id) subject.relations |= relations[i];
    }
    const auto workspace = access::workspace_of(c, call.caller, subject.organization_id);
    access::require(call.caller, workspace, "quality_reports", "view", subject);
}

http::Response retrieve_report(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        require_view(c, call, call.id(0));
        return std::move(report_items(call, c, {call.id(0)}).at(0));
    }));
}

http::Response retrieve_data(Call& call) {
    const auto text = call.database().read([&](db::Connection& c) {
        require_view(c, call, call.id(0));
        auto rows = c.query("SELECT data FROM quality_report WHERE id = ?", call.id(0));
        if (!rows.next()) throw not_found("QualityReport");
        return rows.text(0);
    });
    return http::make_response(200, text, "application/json");
}

// --- asking for one

void check_task(db::Connection& c, int64_t task_id) {
    if (c.value("SELECT 1 FROM task WHERE id = ? AND dimension = '3d'", task_id))
        throw list_error("Quality reports are only supported in 2d tasks");
    if (!c.value("SELECT 1 FROM job WHERE task_id = ? AND type = 'ground_truth' AND stage = 'acceptance' AND state = "
                 "'completed'",
                 task_id))
        throw list_error("Quality reports require a Ground Truth job in the task at the acceptance stage and in the "
                         "completed state");
}

[[noreturn]] void follow(Call& call, const std::string& rq_id) {
    if (!queue::RequestId::parse(rq_id)) throw list_error("Provided request ID is invalid");
    const auto row = call.database().read([&](db::Connection& c) { return queue::Queue::find(c, rq_id); });
    access::Subject subject;
    if (row && row->owner_id == call.caller.id) subject.relations = access::request_owner;
    if (row) access::require(call.caller, call.context, "quality_reports", "view:status", subject);
    throw string_error("Unknown request id", 404);
}

http::Response create_report(Call& call) {
    if (const auto rq_id = call.argument("rq_id")) follow(call, *rq_id);
    const auto r = read_record<ReportBody>(body_object(call));
    const auto task_id = value_of(r.task_id), project_id = value_of(r.project_id);
    if (task_id && project_id) throw record_error("Only 1 of the fields \"task_id\", \"project_id\" can be used");
    if (!task_id && !project_id) throw record_error("One of the fields \"task_id\", \"project_id\" required");
    call.database().read([&](db::Connection& c) {
        const auto target =
            task_id ? find_target(c, call, "Task", *task_id) : find_target(c, call, "Project", *project_id);
        target.require(call.caller, "view");
        auto subject = target.subject;
        const auto swap = [&](uint32_t from, uint32_t to) {
            if (subject.relations & from) subject.relations = (subject.relations & ~from) | to;
        };
        swap(access::owner, task_id ? access::task_owner : access::project_owner);
        swap(access::assignee, task_id ? access::task_assignee : access::project_assignee);
        access::require(call.caller, target.workspace, "quality_reports", "create", subject);
        if (task_id) check_task(c, *task_id);
    });
    throw list_error("This version of Limn does not compute quality reports. Nothing was started; reports that were "
                     "brought along from another installation can be read.",
                     501);
}

} // namespace

db::Sql visible_reports(Call& call, std::string_view resource) {
    const auto of = [](std::string_view object, std::string_view table, std::string_view column) {
        return fmt::format("{} IN (SELECT x.id FROM {} x WHERE x.{} = ?)", object, table, column);
    };
    static const std::string task_owner = of(report_task_sql, "task", "owner_id"),
                             task_assignee = of(report_task_sql, "task", "assignee_id"),
                             project_owner = of(report_project_sql, "project", "owner_id"),
                             project_assignee = of(report_project_sql, "project", "assignee_id"),
                             organization =
                                 fmt::format("coalesce((SELECT x.organization_id FROM task x WHERE x.id = {}), (SELECT "
                                             "x.organization_id FROM project x WHERE x.id = {}))",
                                             report_task_sql, report_project_sql);
    return access::visible_rows(call.caller, call.context, resource,
                                {{access::task_owner, task_owner},
                                 {access::task_assignee, task_assignee},
                                 {access::project_owner, project_owner},
                                 {access::project_assignee, project_assignee}},
                                organization);
}

void require_report_target(db::Connection& c, Call& call, std::string_view model, std::string_view parameter) {
    if (const auto id = parse_int(call.argument(parameter).value_or("")))
        find_target(c, call, model, *id).require(call.caller, "view");
}

void require_report(db::Connection& c, Call& call, int64_t id) {
    if (!exists(c, "quality_report", id)) throw gone("Quality report", id);
    require_view(c, call, id);
}

void add_quality_report_routes(Routes& routes) {
    routes.get("/api/quality/reports", list_reports).describe({"List quality reports", {}, {}});
    routes.post("/api/quality/reports", create_report)
        .describe({"Ask for a quality report", record_schema<ReportBody>(), {}, 202});
    routes.get("/api/quality/reports/{id}", retrieve_report).describe({"Show a quality report", {}, {}});
    routes.get("/api/quality/reports/{id}/data", retrieve_data)
        .describe({"A quality report with all its numbers", {}, {}});
}

} // namespace limn::api
