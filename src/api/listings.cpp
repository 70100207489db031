// Fields of the lists of projects, tasks, jobs, issues and comments. A list that does not ask for a field does not pay
// for it.
#include "api/subjects.h"

namespace limn::api {

using db::FieldType;
using db::ListField;

namespace {

const std::vector<std::string_view> statuses{"annotation", "validation", "completed"};
const std::vector<std::string_view> dimensions{"1d", "2d", "3d"};
const std::vector<std::string_view> media_types{"image", "point_cloud", "audio"};
const std::vector<std::string_view> modes{"annotation", "interpolation"};
const std::vector<std::string_view> severities{"note", "minor", "major", "blocking"};
constexpr std::string_view media_type = "CASE dimension WHEN '3d' THEN 'point_cloud' ELSE 'image' END";

// Of the table of another list: "project_id" of the task behind "j.task_id".
constexpr unsigned all_known = ListField::all | ListField::always, known = ListField::simple_all | ListField::always;

ListField far(std::string_view name, std::string_view column, FieldType type, unsigned uses,
              std::vector<db::Hop> through, std::vector<std::string_view> choices = {}, std::string_view order = {}) {
    return {name, column, type, uses, std::move(choices), std::move(through), order};
}

ListField person(std::string_view name, std::string_view key) {
    return far(name, "username", FieldType::text, ListField::all | ListField::with_key, {{key, "account"}});
}

} // namespace

const db::Listing& project_listing() {
    static const db::Listing listing{
        "project p",
        "p.id",
        {
            {"name", "p.name", FieldType::text, all_known},
            person("owner", "p.owner_id"),
            person("assignee", "p.assignee_id"),
            {"status", "p.status", FieldType::choice, all_known, statuses},
            {"id", "p.id", FieldType::integer},
            {"updated_date", "p.updated_date", FieldType::time, ListField::filter_sort | ListField::always},
        }};
    return listing;
}

const db::Listing& task_listing() {
    static const db::Listing listing{
        "task t",
        "t.id",
        {
            far("project_name", "name", FieldType::text, ListField::all | ListField::with_key,
                {{"t.project_id", "project"}}),
            {"name", "t.name", FieldType::text, known},
            person("owner", "t.owner_id"),
            {"status", "t.status", FieldType::choice, all_known, statuses},
            person("assignee", "t.assignee_id"),
            {"subset", "t.subset", FieldType::text, known},
            {"mode", "t.mode", FieldType::text, all_known, modes},
            {"dimension", "t.dimension", FieldType::choice, all_known, dimensions},
            {"tracker_link", "t.bug_tracker", FieldType::text, known},
            // These three are searched together, in an index that holds no more than them.
            far("", "name || '\n' || subset || '\n' || bug_tracker", FieldType::text, ListField::search,
                {{"t.id", "task", true}}),
            {"validation_mode",
             "(SELECT mode FROM validation_layout WHERE task_id = t.id)",
             FieldType::choice,
             ListField::all,
             {"gt", "gt_pool"}},
            {"media_type", media_type, FieldType::choice, known, media_types},
            {"project_id", "t.project_id", FieldType::integer, ListField::simple_all},
            {"id", "t.id", FieldType::integer},
            {"updated_date", "t.updated_date", FieldType::time, ListField::filter_sort | ListField::always},
        }};
    return listing;
}

const db::Listing& job_listing() {
    static const db::Listing listing{
        "job j",
        "j.id",
        {
            far("task_name", "name", FieldType::text, all_known, {{"j.task_id", "task", true}}),
            far("project_name", "name", FieldType::text, ListField::all,
                {{"j.task_id", "task", true}, {"project_id", "project"}}),
            person("assignee", "j.assignee_id"),
            {"state", "j.state", FieldType::choice, all_known, {"new", "in progress", "completed", "rejected"}},
            {"stage", "j.stage", FieldType::choice, all_known, {"annotation", "validation", "acceptance"}},
            {"id", "j.id", FieldType::integer},
            {"task_id", "j.task_id", FieldType::integer, known},
            far("project_id", "project_id", FieldType::integer, ListField::simple_all, {{"j.task_id", "task", true}}),
            {"updated_date", "j.updated_date", FieldType::time, ListField::filter_sort | ListField::always},
            {"dimension", "j.dimension", FieldType::choice, known, dimensions},
            {"media_type", "j.media_type", FieldType::choice, known, media_types},
            {"mode", "j.mode", FieldType::choice, known, modes},
            {"type", "j.type", FieldType::choice, known, {"annotation", "ground_truth", "consensus_replica"}},
            {"parent_job_id", "j.parent_job_id", FieldType::integer, ListField::simple_all},
        }};
    return listing;
}

const db::Listing& issue_listing() {
    static const db::Listing listing{
        "issue i",
        "i.id",
        {
            person("owner", "i.owner_id"),
            person("assignee", "i.assignee_id"),
            {"id", "i.id", FieldType::integer},
            {"job_id", "i.job_id", FieldType::integer, known},
            far("task_id", "task_id", FieldType::integer, known, {{"i.job_id", "job", true}}),
            {"resolved", "i.resolved", FieldType::boolean, known},
            {"severity", "i.severity", FieldType::choice, ListField::filter | ListField::simple, severities},
            {"frame_id", "i.frame", FieldType::integer, known},
        }};
    return listing;
}

const db::Listing& comment_listing() {
    static const db::Listing listing{"issue_comment k",
                                     "k.id",
                                     {
                                         person("owner", "k.owner_id"),
                                         {"id", "k.id", FieldType::integer},
                                         {"issue_id", "k.issue_id", FieldType::integer, known},
                                         {"frame_id", "k.frame", FieldType::integer, known},
                                         {"job_id", "k.job_id", FieldType::integer, known},
                                     }};
    return listing;
}

} // namespace limn::api
