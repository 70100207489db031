-- The revision of the job that wrote a row: what has changed since a revision can be asked for, and objects on one frame
-- come in the order in which they were last written.

ALTER TABLE tag ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
ALTER TABLE shape ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
ALTER TABLE track ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
DROP INDEX tag_job;
DROP INDEX shape_job;
CREATE INDEX tag_job ON tag (job_id, frame, revision, id);
CREATE INDEX shape_job ON shape (job_id, frame, revision, id);
