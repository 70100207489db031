-- What lists are sorted by and counted with, once there are a million rows.

CREATE INDEX job_state ON job (state);
CREATE INDEX job_stage ON job (stage);
CREATE INDEX job_type ON job (type);
CREATE INDEX task_dimension ON task (dimension);
CREATE INDEX task_mode ON task (mode);
CREATE INDEX issue_owner ON issue (owner_id);
CREATE INDEX issue_assignee ON issue (assignee_id);
CREATE INDEX issue_comment_owner ON issue_comment (owner_id);
