// Every resource, one line each.
#include "api/access_tokens.h"
#include "api/annotation_history.h"
#include "api/annotations.h"
#include "api/assets.h"
#include "api/auth.h"
#include "api/backups.h"
#include "api/client_events.h"
#include "api/cloud_storages.h"
#include "api/comments.h"
#include "api/consensus.h"
#include "api/data_meta.h"
#include "api/datasets.h"
#include "api/frames.h"
#include "api/growth.h"
#include "api/guides.h"
#include "api/invitations.h"
#include "api/issues.h"
#include "api/job_people.h"
#include "api/jobs.h"
#include "api/labels.h"
#include "api/lambda.h"
#include "api/links.h"
#include "api/memberships.h"
#include "api/my_issues.h"
#include "api/organizations.h"
#include "api/presence.h"
#include "api/project_settings.h"
#include "api/projects.h"
#include "api/quality_reports.h"
#include "api/quality_settings.h"
#include "api/requests.h"
#include "api/rules.h"
#include "api/schema.h"
#include "api/server.h"
#include "api/task_data.h"
#include "api/task_frames.h"
#include "api/tasks.h"
#include "api/user_settings.h"
#include "api/users.h"
#include "api/validation_layout.h"
#include "api/webhooks.h"

namespace limn::api {

void add_all_routes(Routes& routes) {
    add_server_routes(routes);
    add_auth_routes(routes);
    add_rules_routes(routes);
    add_access_token_routes(routes);
    add_user_routes(routes);
    add_user_settings_routes(routes);
    add_project_settings_routes(routes);
    add_organization_routes(routes);
    add_membership_routes(routes);
    add_invitation_routes(routes);
    add_cloud_storage_routes(routes);
    add_project_routes(routes);
    add_task_routes(routes);
    add_job_routes(routes);
    add_job_people_routes(routes);
    add_label_routes(routes);
    add_issue_routes(routes);
    add_my_issue_routes(routes);
    add_comment_routes(routes);
    add_guide_routes(routes);
    add_asset_routes(routes);
    add_annotation_routes(routes);
    add_annotation_history_routes(routes);
    add_link_routes(routes);
    add_presence_routes(routes);
    add_data_meta_routes(routes);
    add_dataset_routes(routes);
    add_backup_routes(routes);
    add_frame_routes(routes);
    add_validation_layout_routes(routes);
    add_task_data_routes(routes);
    add_task_frames_routes(routes);
    add_request_routes(routes);
    add_webhook_routes(routes);
    add_webhook_delivery_routes(routes);
    add_quality_settings_routes(routes);
    add_quality_report_routes(routes);
    add_quality_conflict_routes(routes);
    add_consensus_routes(routes);
    add_lambda_routes(routes);
    add_client_event_routes(routes);
    add_growth_routes(routes);
    add_schema_routes(routes); // describes those before it
}

} // namespace limn::api
