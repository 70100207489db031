-- Goes up whenever the labels of a job change, so that pages which have the job open can be told.

ALTER TABLE job ADD COLUMN labels_revision BIGINT NOT NULL DEFAULT 0;
