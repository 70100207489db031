// /api/quality/reports and /api/quality/conflicts: what comparisons with the ground truth have found.
#pragma once
#include "api/call.h"

namespace limn::api {
void add_quality_report_routes(Routes& routes);
void add_quality_conflict_routes(Routes& routes);

// The task and project that a report `r` of a query is about, as SQL.
inline constexpr std::string_view report_task_sql =
    "coalesce(r.task_id, (SELECT task_id FROM job WHERE id = r.job_id))";
inline constexpr std::string_view report_project_sql =
    "coalesce(r.project_id, (SELECT z.project_id FROM task z WHERE z.id = coalesce(r.task_id, (SELECT y.task_id FROM "
    "job y WHERE y.id = r.job_id))))";

// Which reports `r` the caller may list. Conflicts are seen with their reports.
db::Sql visible_reports(Call& call, std::string_view resource);

// For query parameters: the object must exist (404 {"detail": "Task 5 does not exist"}) and may be viewed (403).
void require_report_target(db::Connection& c, Call& call, std::string_view model, std::string_view parameter);
// Throws the same for a report.
void require_report(db::Connection& c, Call& call, int64_t id);
} // namespace limn::api
