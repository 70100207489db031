-- Jobs repeat what their task's media are, comments where their issue is, so that lists find, count and sort them by one
-- index. None of it changes but the organisation, which goes along with the task (tasks/job.h, transfer_jobs).

ALTER TABLE job ADD COLUMN mode TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN dimension TEXT NOT NULL DEFAULT '2d';
ALTER TABLE job ADD COLUMN media_type TEXT NOT NULL DEFAULT 'image';
UPDATE job SET mode = (SELECT mode FROM task WHERE task.id = job.task_id),
    dimension = (SELECT dimension FROM task WHERE task.id = job.task_id),
    media_type = (SELECT CASE dimension WHEN '3d' THEN 'point_cloud' ELSE 'image' END FROM task WHERE task.id = job.task_id);
CREATE INDEX job_mode ON job (mode);
CREATE INDEX job_dimension ON job (dimension);
CREATE INDEX job_media_type ON job (media_type);
CREATE INDEX job_organization_mode ON job (organization_id, mode);
CREATE INDEX job_organization_dimension ON job (organization_id, dimension);
CREATE INDEX job_organization_media_type ON job (organization_id, media_type);

ALTER TABLE issue_comment ADD COLUMN organization_id BIGINT REFERENCES organization (id) ON DELETE SET NULL;
ALTER TABLE issue_comment ADD COLUMN job_id BIGINT REFERENCES job (id) ON DELETE CASCADE;
ALTER TABLE issue_comment ADD COLUMN frame BIGINT NOT NULL DEFAULT 0;
UPDATE issue_comment SET organization_id = (SELECT organization_id FROM issue WHERE issue.id = issue_comment.issue_id),
    job_id = (SELECT job_id FROM issue WHERE issue.id = issue_comment.issue_id),
    frame = (SELECT frame FROM issue WHERE issue.id = issue_comment.issue_id);
CREATE INDEX issue_comment_job ON issue_comment (job_id);
CREATE INDEX issue_comment_frame ON issue_comment (frame);
CREATE INDEX issue_comment_organization ON issue_comment (organization_id);
CREATE INDEX issue_comment_organization_owner ON issue_comment (organization_id, owner_id);
CREATE INDEX issue_comment_organization_issue ON issue_comment (organization_id, issue_id);
CREATE INDEX issue_comment_organization_job ON issue_comment (organization_id, job_id);
CREATE INDEX issue_comment_organization_frame ON issue_comment (organization_id, frame);

-- All that is searched in tasks stands in one index, which is a fraction of the table. PostgreSQL takes no texts of
-- that length into an index, and reads the table.
{sqlite} CREATE INDEX task_texts ON task (name, subset, bug_tracker);
