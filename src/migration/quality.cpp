// Quality control and consensus: settings, reports and what they found.
#include <array>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/json.h"
#include "migration/move.h"

namespace limn::migration {
namespace json = boost::json;

namespace {

const TableShape settings_table{"quality_settings",
                                {"id", "task_id", "project_id", "inherit", "body", "created_date", "updated_date"}};
const TableShape report_table{"quality_report",
                              {"id", "job_id", "task_id", "project_id", "created_date", "target_last_updated",
                               "gt_last_updated", "assignee_id", "assignee_last_updated", "summary", "data"}};
const TableShape parent_table{"quality_report_parent", {"report_id", "parent_id"}};
const TableShape conflict_table{"quality_conflict", {"id", "report_id", "frame", "type", "severity", "annotation_ids"}};
const TableShape consensus_table{"consensus_settings", {"id", "task_id", "iou_threshold", "quorum"}};

// --- settings

constexpr std::string_view settings[] = {"job_filter",
                                         "target_metric",
                                         "target_metric_threshold",
                                         "max_validations_per_job",
                                         "iou_threshold",
                                         "oks_sigma",
                                         "point_size_base",
                                         "line_thickness",
                                         "low_overlap_threshold",
                                         "compare_line_orientation",
                                         "line_orientation_threshold",
                                         "compare_groups",
                                         "group_match_threshold",
                                         "check_covered_annotations",
                                         "object_visibility_threshold",
                                         "panoptic_comparison",
                                         "compare_attributes",
                                         "empty_is_annotated"};

void take_settings(Move& move, const Record& r, Batch& batch) {
    std::optional<int64_t> project, task;
    if (r.has("project"))
        project = move.needed(r, "project", "project");
    else
        task = move.needed(r, "task", "task");
    if (!project && !task) return;
    json::object body;
    for (const auto name : settings)
        if (const auto* value = r.find(name)) body[name] = *value;
    // Older servers looked at annotation jobs alone, and had no filter to say so.
    if (!body.contains("job_filter")) body["job_filter"] = R"({"==": [{"var": "type"}, "annotation"]})";
    const auto created = r.time("created_date", now());
    batch.insert(settings_table, {r.id(), task, project, r.flag("inherit", true), to_json(body), created,
                                  r.time("updated_date", created)});
}

// --- reports

std::string report_date(Time t) { // 2025-12-24 10:00:00.123456+00:00
    auto text = to_iso(t);
    text.replace(10, 1, " ");
    text.pop_back();
    if (text.size() == 19) text += ".000000";
    return text + "+00:00";
}

const json::value* look(const json::value* v, std::string_view name) {
    return v && v->is_object() ? v->get_object().if_contains(name) : nullptr;
}

void copy(const json::value* from, json::object& to, std::initializer_list<std::string_view> names) {
    for (const auto name : names)
        if (const auto* v = look(from, name)) to[name] = *v;
}

void copy_counts(const json::value* from, json::object& to, std::string_view name,
                 std::initializer_list<std::string_view> counts) {
    const auto* part = look(from, name);
    if (!part || !part->is_object()) return;
    json::object out;
    for (const auto count : counts)
        if (const auto* v = look(part, std::string(count) + "_count")) out[count] = *v;
    to[name] = std::move(out);
}

// As lists show it.
std::string summary_of(const json::value& data) {
    const auto* all = look(&data, "comparison_summary");
    json::object out;
    copy(all, out,
         {"total_frames", "frame_count", "frame_share", "conflict_count", "warning_count", "error_count",
          "conflicts_by_type"});
    if (const auto* v = look(all, "frame_count")) out["validation_frames"] = *v;
    if (const auto* v = look(all, "frame_share")) out["validation_frame_share"] = *v;
    copy(look(all, "annotations"), out,
         {"valid_count", "ds_count", "gt_count", "total_count", "accuracy", "precision", "recall"});
    copy_counts(all, out, "tasks", {"total", "custom", "not_configured", "excluded", "included"});
    copy_counts(all, out, "jobs", {"total", "excluded", "not_checkable", "included"});
    return to_json(out);
}

struct Target {
    std::string_view column, table;
};
constexpr std::array<Target, 3> targets = {{{"job", "job"}, {"task", "task"}, {"project", "project"}}};

// The document that is downloaded: what the old server kept, and whose it is.
json::object document_of(const Record& r, json::value data, const std::array<std::optional<int64_t>, 3>& target,
                         const std::vector<int64_t>& parents) {
    auto& out = data.as_object();
    out["id"] = r.id();
    for (size_t i = 0; i < targets.size(); ++i)
        if (target[i]) out[fmt::format("{}_id", targets[i].column)] = *target[i];
    if (!parents.empty()) out["parent_id"] = parents.front();
    for (const auto name : {"created_date", "target_last_updated", "gt_last_updated"})
        if (const auto t = r.time(name)) out[name] = report_date(*t);
    if (!out.contains("assignee")) out["assignee"] = nullptr;
    json::array conflicts;
    if (const auto* frames = look(&data, "frame_results"); frames && frames->is_object())
        for (const auto& frame : frames->get_object())
            if (const auto* found = look(&frame.value(), "conflicts"); found && found->is_array())
                conflicts.insert(conflicts.end(), found->get_array().begin(), found->get_array().end());
    out["conflicts"] = std::move(conflicts);
    return std::move(out);
}

std::vector<int64_t> parents_of(const Record& r) {
    auto parents = r.keys("parents");
    if (const auto older = r.integer("parent")) parents.push_back(*older);
    return parents;
}

void take_report(Move& move, const Record& r, Batch& batch) {
    std::array<std::optional<int64_t>, 3> target;
    bool found = false;
    for (size_t i = 0; i < targets.size() && !found; ++i)
        if (r.has(targets[i].column)) {
            target[i] = move.needed(r, targets[i].column, targets[i].table);
            if (!target[i]) return;
            found = true;
        }
    if (!found) return move.leave_out(r, "it is about nothing");
    json::error_code problem;
    auto data = json::parse(r.text("data"), problem);
    if (problem || !data.is_object()) return move.leave_out(r, "its text is damaged");
    const auto created = r.time("created_date", now());
    auto summary = summary_of(data);
    auto text = to_json(document_of(r, std::move(data), target, parents_of(r)));
    batch.insert(report_table,
                 {r.id(), target[0], target[1], target[2], created, r.time("target_last_updated", created),
                  r.time("gt_last_updated"), move.account(r, "assignee"), r.time("assignee_last_updated"),
                  std::move(summary), std::move(text)});
}

void take_parents(Move& move, const Record& r, Batch& batch) {
    if (!move.exists("quality_report", r.id())) return;
    for (const auto parent : parents_of(r))
        if (move.exists("quality_report", parent))
            batch.insert(parent_table, {r.id(), parent});
        else
            move.note(r, "a report that it is part of has not come over", std::to_string(parent));
}

void take_conflict(Move& move, const Record& r, Batch& batch) {
    const auto report = move.needed(r, "report", "quality_report");
    if (!report) return;
    JsonWriter ids;
    ids.begin_array();
    for (const auto& id : move.staging.linked("quality_control.annotationid", r.id())) {
        ids.begin_object();
        ids.member("obj_id", id.integer("obj_id", 0));
        ids.member("job_id", id.integer("job_id", 0));
        ids.member("type", id.text("type"));
        ids.member("shape_type", id.has("shape_type") ? std::optional(id.text("shape_type")) : std::nullopt);
        ids.end_object();
    }
    ids.end_array();
    batch.insert(conflict_table,
                 {r.id(), *report, r.integer("frame", 0), r.text("type"), r.text("severity", "error"), ids.take()});
}

// --- consensus

void take_consensus(Move& move, const Record& r, Batch& batch) {
    if (const auto task = move.needed(r, "task", "task"))
        batch.insert(consensus_table, {r.id(), *task, r.number("iou_threshold", 0.4), r.number("quorum", 0.5)});
}

} // namespace

std::span<const Step> quality_steps() {
    static constexpr Step steps[] = {
        {"quality settings", "quality_control.qualitysettings", take_settings, "quality_settings"},
        {"quality reports", "quality_control.qualityreport", take_report, "quality_report", 50},
        {"parts of quality reports", "quality_control.qualityreport", take_parents, {}, 50},
        {"conflicts", "quality_control.annotationconflict", take_conflict, "quality_conflict"},
        {"consensus settings", "consensus.consensussettings", take_consensus, "consensus_settings"},
    };
    return steps;
}

} // namespace limn::migration
