#include "api/quality_settings.h"

#include <fmt/format.h>

#include "api/announcement.h"
#include "api/bodies.h"
#include "api/subjects.h"
#include "api/work_json.h"
#include "base/error.h"
#include "base/text.h"
#include "tasks/ids.h"

namespace limn::api {
namespace json = boost::json;

namespace {

struct Metrics {
    static constexpr std::string_view list[] = {"accuracy", "precision", "recall"};
};
struct PointSizeBases {
    static constexpr std::string_view list[] = {"image_size", "group_bbox_size"};
};

// What a row keeps of it is what a request has set; the rest are the defaults below.
struct QualitySettingsBody {
    Given<BlankText<1024>> job_filter; // JSON logic; "": every job but ground truth
    Given<bool> inherit;
    Given<Choice<Metrics>> target_metric;
    Given<Number<0, 1>> target_metric_threshold;
    Given<Natural> max_validations_per_job; // 0: no immediate feedback
    Given<Number<0, 1>> iou_threshold, oks_sigma;
    Given<Choice<PointSizeBases>> point_size_base;
    Given<Number<0, 1>> line_thickness, low_overlap_threshold;
    Given<bool> compare_line_orientation;
    Given<Number<0, 1>> line_orientation_threshold;
    Given<bool> compare_groups;
    Given<Number<0, 1>> group_match_threshold;
    Given<bool> check_covered_annotations;
    Given<Number<0, 1>> object_visibility_threshold;
    Given<bool> panoptic_comparison, compare_attributes, empty_is_annotated;
};
BOOST_DESCRIBE_STRUCT(QualitySettingsBody, (),
                      (job_filter, inherit, target_metric, target_metric_threshold, max_validations_per_job,
                       iou_threshold, oks_sigma, point_size_base, line_thickness, low_overlap_threshold,
                       compare_line_orientation, line_orientation_threshold, compare_groups, group_match_threshold,
                       check_covered_annotations, object_visibility_threshold, panoptic_comparison, compare_attributes,
                       empty_is_annotated))

const json::object& defaults() {
    static const json::object values{{"job_filter", ""},
                                     {"inherit", true},
                                     {"target_metric", "accuracy"},
                                     {"target_metric_threshold", 0.7},
                                     {"max_validations_per_job", 0},
                                     {"iou_threshold", 0.4},
                                     {"oks_sigma", 0.09},
                                     {"point_size_base", "group_bbox_size"},
                                     {"line_thickness", 0.01},
                                     {"low_overlap_threshold", 0.8},
                                     {"compare_line_orientation", true},
                                     {"line_orientation_threshold", 0.1},
                                     {"compare_groups", true},
                                     {"group_match_threshold", 0.5},
                                     {"check_covered_annotations", true},
                                     {"object_visibility_threshold", 0.05},
                                     {"panoptic_comparison", true},
                                     {"compare_attributes", true},
                                     {"empty_is_annotated", false}};
    return values;
}

const db::Listing& listing() {
    using F = db::ListField;
    static const db::Listing one{"quality_settings q",
                                 "q.id",
                                 {{"id", "q.id", db::FieldType::integer},
                                  {"task_id", "q.task_id", db::FieldType::integer, F::simple_all},
                                  {"project_id", "q.project_id", db::FieldType::integer, F::filter_sort},
                                  {"inherit", "q.inherit", db::FieldType::boolean, F::simple_all},
                                  {"created_date", "q.created_date", db::FieldType::time},
                                  {"updated_date", "q.updated_date", db::FieldType::time}},
                                 "id"};
    return one;
}

std::vector<std::string> settings_items(db::Connection& c, const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, std::string> items;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(
            c,
            "SELECT id, task_id, project_id, inherit, body, created_date, updated_date FROM quality_settings WHERE id "
            "IN ",
            batch);
        while (rows.next()) {
            const auto set = parse_json(rows.view(4));
            JsonWriter w;
            w.begin_object();
            w.member("id", rows.integer(0));
            w.member("task_id", rows.maybe_integer(1));
            w.member("project_id", rows.maybe_integer(2));
            for (const auto& member : defaults()) {
                const auto* own = set.as_object().if_contains(member.key());
                w.key(member.key());
                member.key() == "inherit" ? w.value(rows.boolean(3)) : w.value(own ? *own : member.value());
            }
            w.member("created_date", to_iso(rows.time(5)));
            w.member("updated_date", to_iso(rows.time(6)));
            w.end_object();
            items.emplace(rows.integer(0), w.take());
        }
    });
    return in_order(std::move(items), ids);
}

struct FoundSettings {
    int64_t id = 0;
    Found owner; // task or project
};

FoundSettings find_settings(db::Connection& c, Call& call) {
    db::Sql sql;
    sql.add("SELECT q.id, q.task_id, q.project_id FROM quality_settings q WHERE q.id = ? AND ", call.id(0));
    std::optional<int64_t> task_id, project_id;
    {
        auto rows = c.query(sql.add(db::list_condition(listing(), call.request.query)));
        if (!rows.next()) throw not_found("QualitySettings");
        task_id = rows.maybe_integer(1);
        project_id = rows.maybe_integer(2);
    }
    return {call.id(0), task_id ? find_task(c, call, *task_id, Filters::none)
                                : find_project(c, call, project_id.value_or(0), Filters::none)};
}

// Settings have the rights of what they belong to.
void require(const Call& call, const Found& owner, std::string_view scope) {
    auto subject = owner.subject;
    subject.parent = owner.resource == "projects" ? "project" : "task";
    access::require(call.caller, owner.workspace, "quality_settings", scope, subject);
}

// What a list names must be seen: in the workspace of the request and in its own.
void require_view(const Call& call, const Found& target) {
    access::require(call.caller, call.context, target.resource, "view", target.subject);
    target.require(call.caller, "view");
}

db::Sql chosen(db::Connection& c, Call& call) {
    db::Sql sql;
    sql.add("1 = 1");
    if (const auto id = parse_int(call.argument("task_id").value_or(""))) require_view(call, named_task(c, call, *id));
    if (const auto id = parse_int(call.argument("project_id").value_or(""))) {
        require_view(call, named_project(c, call, *id));
        sql.add(" AND (q.project_id = ? OR q.task_id IN (SELECT id FROM task WHERE project_id = ?))", *id, *id);
    }
    if (const auto parent = call.argument("parent_type")) {
        if (*parent != "task" && *parent != "project")
            throw list_error(
                fmt::format("Unexpected 'parent_type' filter value '{}'. Valid values are: task, project", *parent));
        sql.add(*parent == "task" ? " AND q.task_id IS NOT NULL" : " AND q.project_id IS NOT NULL");
    }
    return sql;
}

http::Response list_settings(Call& call) {
    return call.database().read([&](db::Connection& c) {
        access::require(call.caller, call.context, "quality_settings", "list",
                        {.organization_id = call.context.organization_id});
        auto visible = chosen(c, call);
        visible.add(" AND (q.task_id IN (SELECT t.id FROM task t WHERE ").add(visible_tasks(call));
        visible.add(") OR q.project_id IN (SELECT p.id FROM project p WHERE ").add(visible_projects(call)).add("))");
        const auto page = db::list_page(c, listing(), visible, call.request.query);
        return page_response(call, page, settings_items(c, page.ids));
    });
}

std::string settings_item(db::Connection& c, int64_t id) {
    auto items = settings_items(c, {id});
    if (items.empty()) throw not_found("QualitySettings");
    return std::move(items.front());
}

http::Response retrieve_settings(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto found = find_settings(c, call);
        require(call, found.owner, "view");
        return settings_item(c, found.id);
    }));
}

QualitySettingsBody read_settings(const json::object& body) {
    auto r = read_record<QualitySettingsBody>(body);
    if (r.job_filter && !r.job_filter->value.empty())
        if (const auto problem = json_problem(r.job_filter->value); !problem.empty())
            throw field_error("job_filter", "filter: can't parse filter expression: " + problem);
    return r;
}

// Also the owner counts as changed, so that its reports are known to be old.
http::Response update_settings(Call& call) {
    call.database().read([&](db::Connection& c) { require(call, find_settings(c, call).owner, "update"); });
    const auto r = read_settings(body_object(call));
    return call.json(200, call.database().write([&](db::Connection& c) {
        const auto found = find_settings(c, call);
        const bool of_project = found.owner.resource == "projects";
        Announcement announcement(call, c);
        announcement.will_change(of_project ? Kind::project : Kind::task, {found.owner.id});
        const auto when = now();
        json::object set;
        if (auto rows = c.query("SELECT body FROM quality_settings WHERE id = ?", found.id); rows.next())
            set = parse_json(rows.view(0)).as_object();
        const auto given = parse_json(record_json(r));
        for (const auto& member : given.as_object()) set[member.key()] = member.value();
        c.execute("UPDATE quality_settings SET body = ?, inherit = coalesce(?, inherit), updated_date = ? WHERE id = ?",
                  to_json(set), r.inherit ? std::optional<int64_t>(*r.inherit) : std::nullopt, when, found.id);
        c.execute(fmt::format("UPDATE {} SET updated_date = ? WHERE id = ?", of_project ? "project" : "task"), when,
                  found.owner.id);
        announcement.send();
        return settings_item(c, found.id);
    }));
}

} // namespace

void add_quality_settings_routes(Routes& routes) {
    routes.get("/api/quality/settings", list_settings).describe({"List quality settings", {}, {}});
    routes.get("/api/quality/settings/{id}", retrieve_settings).describe({"Show quality settings", {}, {}});
    routes.patch("/api/quality/settings/{id}", update_settings)
        .describe({"Change how annotations are compared", record_schema<QualitySettingsBody>(), {}});
}

} // namespace limn::api
