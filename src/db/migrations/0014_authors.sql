-- Who last changed an object is found by the revision of its row: in the index, without reading the keyframes of tracks.

DROP INDEX track_job;
CREATE INDEX track_job ON track (job_id, id, revision);
