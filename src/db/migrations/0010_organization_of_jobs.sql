-- Jobs and issues repeat the organisation of their task, so that lists of a workspace find and sort their rows by one
-- index. Whatever gives a task to somebody else gives them along (tasks/job.h, transfer_jobs).

ALTER TABLE job ADD COLUMN organization_id BIGINT REFERENCES organization (id) ON DELETE SET NULL;
UPDATE job SET organization_id = (SELECT organization_id FROM task WHERE task.id = job.task_id);
CREATE INDEX job_organization ON job (organization_id);
CREATE INDEX job_organization_updated ON job (organization_id, updated_date);
CREATE INDEX job_organization_assignee ON job (organization_id, assignee_id);
CREATE INDEX job_organization_task ON job (organization_id, task_id);
CREATE INDEX job_organization_state ON job (organization_id, state);
CREATE INDEX job_organization_stage ON job (organization_id, stage);
CREATE INDEX job_organization_type ON job (organization_id, type);

ALTER TABLE issue ADD COLUMN organization_id BIGINT REFERENCES organization (id) ON DELETE SET NULL;
UPDATE issue SET organization_id = (SELECT organization_id FROM job WHERE job.id = issue.job_id);
CREATE INDEX issue_organization ON issue (organization_id);
CREATE INDEX issue_frame ON issue (frame);
