#include "migration/models.h"

#include <algorithm>
#include <unordered_map>

namespace limn::migration {
namespace {

using enum Keeping;

const std::vector<Model>& table() {
    static const std::vector<Model> all = {
        // People and organisations
        {"auth.group", record, {"name", "permissions"}},
        {"auth.user",
         record,
         {"password", "last_login", "is_superuser", "username", "first_name", "last_name", "email", "is_staff",
          "is_active", "date_joined", "groups", "user_permissions"}},
        {"account.emailaddress", record, {"user", "email", "verified", "primary"}},
        {"engine.profile", record, {"user", "rating", "last_activity_date", "has_analytics_access"}},
        {"authtoken.token", record, {"user", "created"}},
        {"access_tokens.accesstoken",
         record,
         {"prefix", "hashed_key", "created", "name", "revoked", "expiry_date", "updated_date", "last_used_date",
          "read_only", "owner"}},
        {"organizations.organization",
         record,
         {"created_date", "updated_date", "slug", "name", "description", "contact", "owner"}},
        {"organizations.membership", record, {"user", "organization", "is_active", "joined_date", "role"}},
        {"organizations.invitation", record, {"created_date", "sent_date", "owner", "membership"}},

        // Storages
        {"engine.cloudstorage",
         record,
         {"created_date", "updated_date", "provider_type", "resource", "display_name", "owner", "credentials",
          "credentials_type", "specific_attributes", "description", "organization"}},
        {"engine.manifest", record, {"filename", "cloud_storage"}, "cloud_storage"},
        {"engine.storage", record, {"location", "cloud_storage", "cloud_storage_id"}},

        // Work
        {"engine.project",
         record,
         {"created_date", "updated_date", "assignee", "assignee_updated_date", "name", "owner", "bug_tracker", "status",
          "organization", "source_storage", "target_storage"}},
        {"engine.task",
         record,
         {"created_date", "updated_date", "assignee", "assignee_updated_date", "project", "name", "mode", "owner",
          "bug_tracker", "overlap", "segment_size", "status", "data", "dimension", "subset", "organization",
          "source_storage", "target_storage", "consensus_replicas"},
         "data"},
        {"engine.segment", record, {"task", "start_frame", "stop_frame", "chunks_updated_date", "type", "frames"}},
        {"engine.job",
         record,
         {"created_date", "updated_date", "assignee", "assignee_updated_date", "segment", "status", "stage", "state",
          "type", "parent_job"}},
        {"engine.label", record, {"task", "project", "name", "color", "type", "parent"}},
        {"engine.skeleton", record, {"root", "svg"}},
        {"engine.attributespec", record, {"label", "name", "mutable", "input_type", "default_value", "values"}},

        // Media
        {"engine.data",
         record,
         {"content_size", "chunk_size", "size", "image_quality", "start_frame", "stop_frame", "frame_filter",
          "compressed_chunk_type", "original_chunk_type", "storage_method", "storage", "cloud_storage",
          "sorting_method", "deleted_frames"}},
        {"engine.video", record, {"data", "path", "width", "height"}, "data"},
        {"engine.image", record, {"data", "path", "frame", "width", "height", "is_placeholder", "real_frame"}, "data"},
        {"engine.relatedfile", record, {"data", "path", "images", "primary_image"}, "data"},
        {"engine.clientfile", record, {"data", "file"}, "data"},
        {"engine.serverfile", record, {"data", "file"}},
        {"engine.remotefile", record, {"data", "file"}},
        {"engine.validationlayout",
         record,
         {"task_data", "mode", "frames_per_job_count", "frames", "disabled_frames"},
         "task_data"},

        // Guides, discussion
        {"engine.annotationguide",
         record,
         {"created_date", "updated_date", "task", "project", "markdown", "is_public"}},
        {"engine.asset", record, {"filename", "created_date", "owner", "guide", "content_size"}},
        {"engine.issue",
         record,
         {"created_date", "updated_date", "assignee", "assignee_updated_date", "frame", "position", "job", "owner",
          "resolved"}},
        {"engine.comment", record, {"created_date", "updated_date", "issue", "owner", "message"}},

        // Annotations
        {"engine.labeledimage", tag, {"job", "label", "frame", "group", "source"}},
        {"engine.labeledshape",
         shape,
         {"job", "label", "frame", "group", "source", "type", "occluded", "outside", "z_order", "points", "rotation",
          "parent", "score"}},
        {"engine.labeledtrack", track, {"job", "label", "frame", "group", "source", "parent"}},
        {"engine.trackedshape",
         keyframe,
         {"type", "occluded", "outside", "z_order", "points", "rotation", "track", "frame"}},
        {"engine.labeledimageattributeval", value, {"spec", "job", "value", "image"}, "image"},
        {"engine.labeledshapeattributeval", value, {"spec", "job", "value", "shape"}, "shape"},
        {"engine.labeledtrackattributeval", value, {"spec", "job", "value", "track"}, "track"},
        {"engine.trackedshapeattributeval", value, {"spec", "job", "value", "shape"}, "shape"},

        // Quality, consensus, webhooks
        {"quality_control.qualitysettings",
         record,
         {"created_date",
          "updated_date",
          "task",
          "project",
          "inherit",
          "job_filter",
          "iou_threshold",
          "oks_sigma",
          "line_thickness",
          "low_overlap_threshold",
          "point_size_base",
          "compare_line_orientation",
          "line_orientation_threshold",
          "compare_groups",
          "group_match_threshold",
          "check_covered_annotations",
          "object_visibility_threshold",
          "panoptic_comparison",
          "compare_attributes",
          "empty_is_annotated",
          "target_metric",
          "target_metric_threshold",
          "max_validations_per_job"}},
        {"quality_control.qualityreport",
         record,
         {"job", "task", "project", "created_date", "target_last_updated", "gt_last_updated", "assignee",
          "assignee_last_updated", "data", "parents", "parent"}},
        {"quality_control.annotationconflict", record, {"report", "frame", "type", "severity"}},
        {"quality_control.annotationid", record, {"conflict", "obj_id", "job_id", "type", "shape_type"}, "conflict"},
        {"consensus.consensussettings", record, {"task", "quorum", "iou_threshold"}},
        {"webhooks.webhook",
         record,
         {"created_date", "updated_date", "target_url", "description", "events", "type", "content_type", "secret",
          "is_active", "enable_ssl", "owner", "project", "organization"}},
        {"webhooks.webhookdelivery",
         record,
         {"created_date", "updated_date", "webhook", "event", "status_code", "redelivery", "changed_fields", "request",
          "response"}},

        // Not for Limn
        {"sessions.session", passed_over, {}},
        {"engine.validationparams", passed_over, {}}, // what a task's creation has used up
        {"engine.validationframe", passed_over, {}},
    };
    return all;
}

constexpr std::string_view bookkeeping[] = {"sites.", "contenttypes.", "auth.permission",
                                            "admin.", "django_rq.",    "account.emailconfirmation"};

} // namespace

std::span<const Model> models() { return table(); }

const Model* find_model(std::string_view name) {
    static const auto by_name = [] {
        std::unordered_map<std::string_view, const Model*> map;
        for (const auto& model : table()) map.emplace(model.name, &model);
        return map;
    }();
    if (const auto found = by_name.find(name); found != by_name.end()) return found->second;
    static const Model ignored{"bookkeeping", passed_over, {}};
    for (const auto beginning : bookkeeping)
        if (name.starts_with(beginning)) return &ignored;
    static const Model social{"socialaccount",
                              left_out,
                              {},
                              {},
                              "Limn signs nobody in through another service; these people set a password by mail"};
    return name.starts_with("socialaccount.") ? &social : nullptr;
}

size_t index_of(const Model& model) { return static_cast<size_t>(&model - table().data()); }

} // namespace limn::migration
