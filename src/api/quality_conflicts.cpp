// /api/quality/conflicts: annotations that differ from the ground truth, as reports on jobs found them.
#include <fmt/format.h>

#include "api/quality_reports.h"
#include "api/subjects.h"
#include "api/work_json.h"
#include "base/text.h"
#include "tasks/ids.h"

namespace limn::api {

namespace {

const db::Listing& listing() {
    using F = db::ListField;
    static const db::Listing one{"quality_conflict k JOIN quality_report r ON r.id = k.report_id",
                                 "k.id",
                                 {{"id", "k.id", db::FieldType::integer},
                                  {"frame", "k.frame", db::FieldType::integer, F::simple_all},
                                  {"type", "k.type", db::FieldType::text, F::simple_all},
                                  {"severity", "k.severity", db::FieldType::text, F::simple_all},
                                  {"job_id", "r.job_id", db::FieldType::integer, F::simple_all},
                                  {"task_id", report_task_sql, db::FieldType::integer, F::simple_all},
                                  {"project_id", report_project_sql, db::FieldType::integer, F::simple_all}}};
    return one;
}

std::vector<std::string> conflict_items(db::Connection& c, const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, std::string> items;
    tasks::in_batches(ids, [&](auto batch) {
        auto rows = tasks::query_ids(
            c, "SELECT id, frame, type, annotation_ids, report_id, severity FROM quality_conflict WHERE id IN ", batch);
        while (rows.next()) {
            JsonWriter w;
            w.begin_object();
            w.member("id", rows.integer(0));
            w.member("frame", rows.integer(1));
            w.member("type", rows.view(2));
            w.key("annotation_ids");
            w.raw(rows.view(3));
            w.member("report_id", rows.integer(4));
            w.member("severity", rows.view(5));
            w.end_object();
            items.emplace(rows.integer(0), w.take());
        }
    });
    return in_order(std::move(items), ids);
}

// Conflicts are kept with reports on jobs; those of a task's or project's report are found through it.
db::Sql of_report(int64_t id) {
    db::Sql sql;
    sql.add("(r.id = ? OR r.id IN (SELECT report_id FROM quality_report_parent WHERE parent_id = ? OR parent_id IN "
            "(SELECT report_id FROM quality_report_parent WHERE parent_id = ?)))",
            id, id, id);
    return sql;
}

http::Response list_conflicts(Call& call) {
    return call.database().read([&](db::Connection& c) {
        auto visible = visible_reports(call, "quality_conflicts");
        if (const auto id = parse_int(call.argument("report_id").value_or(""))) {
            require_report(c, call, *id);
            visible = of_report(*id);
        }
        const auto page = db::list_page(c, listing(), visible, call.request.query);
        return page_response(call, page, conflict_items(c, page.ids));
    });
}

} // namespace

void add_quality_conflict_routes(Routes& routes) {
    routes.get("/api/quality/conflicts", list_conflicts)
        .describe({"List annotations that differ from the ground truth", {}, {}});
}

} // namespace limn::api
