// Fields of the lists of projects, tasks, jobs, issues and comments. Expressions look other tables up by themselves, so
// that a list that does not ask for a field does not pay for it.
#include "api/subjects.h"

namespace limn::api {

using db::FieldType;
using db::ListField;

namespace {

const std::vector<std::string_view> statuses{"annotation", "validation", "completed"};
const std::vector<std::string_view> dimensions{"1d", "2d", "3d"};
const std::vector<std::string_view> media_types{"image", "point_cloud", "audio"};
const std::vector<std::string_view> modes{"annotation", "interpolation"};

} // namespace

const db::Listing& project_listing() {
    static const db::Listing listing{
        "project p",
        "p.id",
        {
            {"name", "p.name", FieldType::text, ListField::all},
            {"owner", "(SELECT username FROM account WHERE id = p.owner_id)", FieldType::text, ListField::all},
            {"assignee", "(SELECT username FROM account WHERE id = p.assignee_id)", FieldType::text, ListField::all},
            {"status", "p.status", FieldType::choice, ListField::all, statuses},
            {"id", "p.id", FieldType::integer},
            {"updated_date", "p.updated_date", FieldType::time},
        }};
    return listing;
}

const db::Listing& task_listing() {
    static const db::Listing listing{
        "task t",
        "t.id",
        {
            {"project_name", "(SELECT name FROM project WHERE id = t.project_id)", FieldType::text, ListField::all},
            {"name", "t.name", FieldType::text, ListField::all},
            {"owner", "(SELECT username FROM account WHERE id = t.owner_id)", FieldType::text, ListField::all},
            {"status", "t.status", FieldType::choice, ListField::all, statuses},
            {"assignee", "(SELECT username FROM account WHERE id = t.assignee_id)", FieldType::text, ListField::all},
            {"subset", "t.subset", FieldType::text, ListField::all},
            {"mode", "t.mode", FieldType::text, ListField::all},
            {"dimension", "t.dimension", FieldType::choice, ListField::all, dimensions},
            {"tracker_link", "t.bug_tracker", FieldType::text, ListField::all},
            {"validation_mode",
             "(SELECT mode FROM validation_layout WHERE task_id = t.id)",
             FieldType::choice,
             ListField::all,
             {"gt", "gt_pool"}},
            {"media_type", "CASE t.dimension WHEN '3d' THEN 'point_cloud' ELSE 'image' END", FieldType::choice,
             ListField::simple_all, media_types},
            {"project_id", "t.project_id", FieldType::integer, ListField::simple_all},
            {"id", "t.id", FieldType::integer},
            {"updated_date", "t.updated_date", FieldType::time},
        }};
    return listing;
}

const db::Listing& job_listing() {
    static const db::Listing listing{
        "job j",
        "j.id",
        {
            {"task_name", "(SELECT name FROM task WHERE id = j.task_id)", FieldType::text, ListField::all},
            {"project_name", "(SELECT x.name FROM project x JOIN task y ON y.project_id = x.id WHERE y.id = j.task_id)",
             FieldType::text, ListField::all},
            {"assignee", "(SELECT username FROM account WHERE id = j.assignee_id)", FieldType::text, ListField::all},
            {"state", "j.state", FieldType::choice, ListField::all, {"new", "in progress", "completed", "rejected"}},
            {"stage", "j.stage", FieldType::choice, ListField::all, {"annotation", "validation", "acceptance"}},
            {"id", "j.id", FieldType::integer},
            {"task_id", "j.task_id", FieldType::integer, ListField::simple_all},
            {"project_id", "(SELECT project_id FROM task WHERE id = j.task_id)", FieldType::integer,
             ListField::simple_all},
            {"updated_date", "j.updated_date", FieldType::time},
            {"dimension", "(SELECT dimension FROM task WHERE id = j.task_id)", FieldType::choice, ListField::simple_all,
             dimensions},
            {"media_type",
             "(SELECT CASE dimension WHEN '3d' THEN 'point_cloud' ELSE 'image' END FROM task WHERE id = j.task_id)",
             FieldType::choice, ListField::simple_all, media_types},
            {"mode", "(SELECT mode FROM task WHERE id = j.task_id)", FieldType::choice, ListField::simple_all, modes},
            {"type",
             "j.type",
             FieldType::choice,
             ListField::simple_all,
             {"annotation", "ground_truth", "consensus_replica"}},
            {"parent_job_id", "j.parent_job_id", FieldType::integer, ListField::simple_all},
        }};
    return listing;
}

const db::Listing& issue_listing() {
    static const db::Listing listing{
        "issue i",
        "i.id",
        {
            {"owner", "(SELECT username FROM account WHERE id = i.owner_id)", FieldType::text, ListField::all},
            {"assignee", "(SELECT username FROM account WHERE id = i.assignee_id)", FieldType::text, ListField::all},
            {"id", "i.id", FieldType::integer},
            {"job_id", "i.job_id", FieldType::integer, ListField::simple_all},
            {"task_id", "(SELECT task_id FROM job WHERE id = i.job_id)", FieldType::integer, ListField::simple_all},
            {"resolved", "i.resolved", FieldType::boolean, ListField::simple_all},
            {"frame_id", "i.frame", FieldType::integer, ListField::simple_all},
        }};
    return listing;
}

const db::Listing& comment_listing() {
    static const db::Listing listing{
        "issue_comment k",
        "k.id",
        {
            {"owner", "(SELECT username FROM account WHERE id = k.owner_id)", FieldType::text, ListField::all},
            {"id", "k.id", FieldType::integer},
            {"issue_id", "k.issue_id", FieldType::integer, ListField::simple_all},
            {"frame_id", "(SELECT frame FROM issue WHERE id = k.issue_id)", FieldType::integer, ListField::simple_all},
            {"job_id", "(SELECT job_id FROM issue WHERE id = k.issue_id)", FieldType::integer, ListField::simple_all},
        }};
    return listing;
}

} // namespace limn::api
