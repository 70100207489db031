-- Webhooks are sent from a table that outlives the program. Quality settings come with every task and project, quality
-- reports and their conflicts have rows.

-- Encrypted (access/secrets.h), NULL = deliveries are not signed. No webhook has been kept before this schema.
ALTER TABLE webhook DROP COLUMN secret;
ALTER TABLE webhook ADD COLUMN secret {blob};
CREATE INDEX webhook_organization ON webhook (organization_id);
CREATE INDEX webhook_project ON webhook (project_id);

-- What came of each attempt.
ALTER TABLE webhook_delivery ADD COLUMN attempt BIGINT NOT NULL DEFAULT 1;
ALTER TABLE webhook_delivery ADD COLUMN duration BIGINT;  -- milliseconds
DROP INDEX webhook_delivery_webhook;
CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook_id, updated_date);

-- What waits to be sent. A row goes when it was delivered, refused for good, or tried often enough.
CREATE TABLE webhook_message (
    id {id},
    webhook_id BIGINT NOT NULL,                 -- may be gone: the last word of a deleted project is still sent
    last_target TEXT,                           -- then where to: {"url", "content_type", "verify_tls"}, JSON
    last_secret {blob},
    event TEXT NOT NULL,
    changed_fields TEXT NOT NULL DEFAULT '',    -- comma-separated
    body TEXT NOT NULL,                         -- to the byte, since it is signed
    redelivery BIGINT NOT NULL DEFAULT 0,
    attempts BIGINT NOT NULL DEFAULT 0,         -- made so far
    not_before BIGINT NOT NULL,                 -- of the next attempt
    lease_until BIGINT,                         -- while an attempt is being made
    created_date BIGINT NOT NULL
);
CREATE INDEX webhook_message_due ON webhook_message (not_before, id);
CREATE INDEX webhook_message_webhook ON webhook_message (webhook_id);

-- Links in what background work tells point to the address that the work was asked for at.
ALTER TABLE request ADD COLUMN origin TEXT NOT NULL DEFAULT '';

-- `body` of quality_settings holds what differs from the defaults, a JSON object (api/quality_settings.cpp).
INSERT INTO quality_settings (task_id, inherit, body, created_date, updated_date)
    SELECT id, 1, '{}', created_date, updated_date FROM task
    WHERE id NOT IN (SELECT task_id FROM quality_settings WHERE task_id IS NOT NULL);
INSERT INTO quality_settings (project_id, inherit, body, created_date, updated_date)
    SELECT id, 1, '{}', created_date, updated_date FROM project
    WHERE id NOT IN (SELECT project_id FROM quality_settings WHERE project_id IS NOT NULL);
INSERT INTO consensus_settings (task_id, iou_threshold, quorum)
    SELECT id, 0.4, 0.5 FROM task
    WHERE consensus_replicas > 0 AND id NOT IN (SELECT task_id FROM consensus_settings);

CREATE TABLE quality_report (
    id {id},
    job_id BIGINT REFERENCES job (id) ON DELETE CASCADE,            -- the target: exactly one of the three is set
    task_id BIGINT REFERENCES task (id) ON DELETE CASCADE,
    project_id BIGINT REFERENCES project (id) ON DELETE CASCADE,
    created_date BIGINT NOT NULL,
    target_last_updated BIGINT NOT NULL,
    gt_last_updated BIGINT,
    assignee_id BIGINT REFERENCES account (id) ON DELETE SET NULL,  -- when the report was made
    assignee_last_updated BIGINT,
    summary TEXT NOT NULL DEFAULT '{}',         -- JSON, as lists show it
    data TEXT NOT NULL DEFAULT '{}'             -- the whole report, JSON
);
CREATE INDEX quality_report_job ON quality_report (job_id);
CREATE INDEX quality_report_task ON quality_report (task_id);
CREATE INDEX quality_report_project ON quality_report (project_id);

-- A job report has one parent, a task report any number of project reports.
CREATE TABLE quality_report_parent (
    report_id BIGINT NOT NULL REFERENCES quality_report (id) ON DELETE CASCADE,
    parent_id BIGINT NOT NULL REFERENCES quality_report (id) ON DELETE CASCADE,
    PRIMARY KEY (report_id, parent_id)
);
CREATE INDEX quality_report_parent_parent ON quality_report_parent (parent_id);

CREATE TABLE quality_conflict (                 -- of job reports only
    id {id},
    report_id BIGINT NOT NULL REFERENCES quality_report (id) ON DELETE CASCADE,
    frame BIGINT NOT NULL,
    type TEXT NOT NULL,
    severity TEXT NOT NULL,
    annotation_ids TEXT NOT NULL DEFAULT '[]'   -- [{"obj_id", "job_id", "type", "shape_type"}], JSON
);
CREATE INDEX quality_conflict_report ON quality_conflict (report_id);

-- What a person has said to the hints of CVAT's own page.
CREATE TABLE growth (
    id {id},
    account_id BIGINT NOT NULL UNIQUE REFERENCES account (id) ON DELETE CASCADE,
    github_prompt_shown BIGINT NOT NULL DEFAULT 0,
    github_prompt_support_clicked BIGINT NOT NULL DEFAULT 0,
    promotion_notifications_allowed BIGINT NOT NULL DEFAULT 0
);
