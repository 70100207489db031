-- A task has one ground truth job at most, and it is looked for often.
CREATE UNIQUE INDEX job_ground_truth ON job (task_id) WHERE type = 'ground_truth';

-- Honeypots are found without walking over all frames of the task.
CREATE INDEX frame_honeypot ON frame (media_id, number) WHERE real_frame IS NOT NULL;
