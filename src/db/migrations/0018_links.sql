-- Directed links between objects of a job. They are known by what they say: there is each of them once. A row may outlive its
-- objects for a moment, where those went along with their label: readers leave it out, and the next save takes it away.

CREATE TABLE annotation_link (
    id {id},
    job_id BIGINT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    from_type TEXT NOT NULL,                    -- shape, track
    from_id BIGINT NOT NULL,
    to_type TEXT NOT NULL,
    to_id BIGINT NOT NULL,
    kind TEXT NOT NULL,                         -- link, parent (whose child the other one is)
    name TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX annotation_link_job ON annotation_link (job_id, from_type, from_id, to_type, to_id, kind, name);
