-- Pictures in comments: an asset belongs to a guide, or to a job and there to the comment whose text names it. Until that is
-- sent it is whose it is alone. The table is made anew, since not every asset has a guide any more.
CREATE TABLE asset_of_any (
    uuid TEXT PRIMARY KEY,
    guide_id BIGINT REFERENCES guide (id) ON DELETE CASCADE,
    job_id BIGINT REFERENCES job (id) ON DELETE CASCADE,
    comment_id BIGINT REFERENCES issue_comment (id) ON DELETE CASCADE,
    filename TEXT NOT NULL,
    content_type TEXT NOT NULL DEFAULT '',
    owner_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    created_date BIGINT NOT NULL
);
INSERT INTO asset_of_any (uuid, guide_id, filename, content_type, owner_id, created_date)
    SELECT uuid, guide_id, filename, content_type, owner_id, created_date FROM asset;
DROP TABLE asset;
ALTER TABLE asset_of_any RENAME TO asset;
CREATE INDEX asset_guide ON asset (guide_id);
CREATE INDEX asset_job ON asset (job_id);
CREATE INDEX asset_comment ON asset (comment_id);
