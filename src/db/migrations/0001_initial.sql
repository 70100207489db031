-- The first schema. Tokens in braces are replaced for the database at hand: {id} an automatic integer primary key,
-- {blob} a binary column. Booleans are 0/1, moments microseconds.

CREATE TABLE id_sequence (
    name TEXT PRIMARY KEY,
    next BIGINT NOT NULL
);
INSERT INTO id_sequence (name, next) VALUES ('tag', 1), ('shape', 1), ('track', 1), ('keyframe', 1);

-- Settings of the installation: generated keys and the like.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- People and organisations ------------------------------------------------------------------------------------------

CREATE TABLE account (
    id {id},
    username TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL DEFAULT '',
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    password TEXT NOT NULL DEFAULT '',          -- argon2id, or a migrated hash; '' = no password can match
    privilege TEXT NOT NULL DEFAULT 'user',     -- groups, comma-separated: admin, user, worker
    is_active BIGINT NOT NULL DEFAULT 1,
    is_staff BIGINT NOT NULL DEFAULT 0,
    is_superuser BIGINT NOT NULL DEFAULT 0,
    email_verified BIGINT NOT NULL DEFAULT 0,
    is_placeholder BIGINT NOT NULL DEFAULT 0,   -- made by an invitation, not registered yet
    has_analytics_access BIGINT NOT NULL DEFAULT 0,
    last_login BIGINT,
    last_activity BIGINT,
    date_joined BIGINT NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}'         -- of the page, JSON
);
CREATE INDEX account_email ON account (lower(email));

CREATE TABLE session (
    key_hash TEXT PRIMARY KEY,                  -- SHA-256 of the cookie
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE legacy_token (
    token TEXT PRIMARY KEY,                     -- shown again at every login, so it is kept as it is
    account_id BIGINT NOT NULL UNIQUE REFERENCES account (id) ON DELETE CASCADE,
    created BIGINT NOT NULL
);

CREATE TABLE access_token (
    id {id},
    prefix TEXT NOT NULL UNIQUE,
    secret_hash TEXT NOT NULL,                  -- SHA-512 of the whole value
    name TEXT NOT NULL,
    owner_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    read_only BIGINT NOT NULL DEFAULT 1,
    revoked BIGINT NOT NULL DEFAULT 0,
    expiry_date BIGINT,
    created_date BIGINT NOT NULL,
    updated_date BIGINT NOT NULL,
    last_used_date BIGINT
);
CREATE INDEX access_token_owner ON access_token (owner_id);

CREATE TABLE organization (
    id {id},
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    contact TEXT NOT NULL DEFAULT '{}',
    owner_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    created_date BIGINT NOT NULL,
    updated_date BIGINT NOT NULL
);

CREATE TABLE membership (
    id {id},
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    organization_id BIGINT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
    is_active BIGINT NOT NULL DEFAULT 0,
    joined_date BIGINT,
    role TEXT NOT NULL,
    UNIQUE (account_id, organization_id)
);
CREATE INDEX membership_organization ON membership (organization_id);

CREATE TABLE invitation (
    key TEXT PRIMARY KEY,
    created_date BIGINT NOT NULL,
    sent_date BIGINT,
    owner_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    membership_id BIGINT NOT NULL UNIQUE REFERENCES membership (id) ON DELETE CASCADE
);

CREATE TABLE cloud_storage (
    id {id},
    provider_type TEXT NOT NULL,
    resource TEXT NOT NULL,
    display_name TEXT NOT NULL,
    owner_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    organization_id BIGINT REFERENCES organization (id) ON DELETE SET NULL,
    credentials {blob},                         -- encrypted
    credentials_type TEXT NOT NULL,
    specific_attributes TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    created_date BIGINT NOT NULL,
    updated_date BIGINT NOT NULL
);

CREATE TABLE storage_location (                 -- where exports go and imports come from by default
    id {id},
    location TEXT NOT NULL,                     -- local, cloud_storage
    cloud_storage_id BIGINT REFERENCES cloud_storage (id) ON DELETE SET NULL
);

-- Work ---------------------------------------------------------------------------------------------------------------

CREATE TABLE project (
    id {id},
    name TEXT NOT NULL,
    owner_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    assignee_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    assignee_updated_date BIGINT,
    organization_id BIGINT REFERENCES organization (id) ON DELETE SET NULL,
    bug_tracker TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'annotation',
    source_storage_id BIGINT REFERENCES storage_location (id) ON DELETE SET NULL,
    target_storage_id BIGINT REFERENCES storage_location (id) ON DELETE SET NULL,
    created_date BIGINT NOT NULL,
    updated_date BIGINT NOT NULL
);
CREATE INDEX project_owner ON project (owner_id);
CREATE INDEX project_assignee ON project (assignee_id);
CREATE INDEX project_organization ON project (organization_id);
CREATE INDEX project_name ON project (name);
CREATE INDEX project_updated ON project (updated_date);

-- The media of a task: what was uploaded and which of it became frames.
CREATE TABLE media (
    id {id},
    chunk_size BIGINT,
    size BIGINT NOT NULL DEFAULT 0,             -- frames
    image_quality BIGINT NOT NULL DEFAULT 50,
    start_frame BIGINT NOT NULL DEFAULT 0,      -- in the source
    stop_frame BIGINT NOT NULL DEFAULT 0,
    frame_step BIGINT NOT NULL DEFAULT 1,
    frame_filter TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',              -- '', images, video, pointcloud
    compressed_chunk_type TEXT NOT NULL DEFAULT 'imageset',
    original_chunk_type TEXT NOT NULL DEFAULT 'imageset',
    storage_method TEXT NOT NULL DEFAULT 'cache',
    storage TEXT NOT NULL DEFAULT 'local',      -- local, share, cloud_storage
    sorting_method TEXT NOT NULL DEFAULT 'lexicographical',
    cloud_storage_id BIGINT REFERENCES cloud_storage (id) ON DELETE SET NULL,
    folder TEXT NOT NULL,                       -- key prefix of its files in blob storage
    deleted_frames TEXT NOT NULL DEFAULT '[]',  -- task frame numbers, ascending, JSON
    chapters TEXT NOT NULL DEFAULT '[]',        -- of a video, JSON
    created_date BIGINT NOT NULL
);

-- Files that a client has uploaded for a task, in order, until the task is made (and afterwards, as its record).
CREATE TABLE media_file (
    id {id},
    media_id BIGINT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,                         -- client, server, remote, related
    path TEXT NOT NULL,                         -- as the client named it
    size BIGINT NOT NULL DEFAULT 0,
    UNIQUE (media_id, kind, path)
);

-- One row a frame of a task (a video has one row: its frames are in its index).
CREATE TABLE frame (
    media_id BIGINT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,                     -- task frame number
    name TEXT NOT NULL,                         -- shown to clients; path inside the source
    file TEXT NOT NULL,                         -- blob key, or "share:" and a path below the shared folder
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    size BIGINT NOT NULL DEFAULT 0,             -- bytes
    related TEXT NOT NULL DEFAULT '[]',         -- blob keys of context images, JSON
    real_frame BIGINT,                          -- honeypots: the validation frame shown here
    PRIMARY KEY (media_id, number)
);
CREATE INDEX frame_name ON frame (media_id, name);

CREATE TABLE task (
    id {id},
    name TEXT NOT NULL,
    project_id BIGINT REFERENCES project (id) ON DELETE CASCADE,
    owner_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    assignee_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    assignee_updated_date BIGINT,
    organization_id BIGINT REFERENCES organization (id) ON DELETE SET NULL,
    media_id BIGINT REFERENCES media (id) ON DELETE SET NULL,
    mode TEXT NOT NULL DEFAULT '',              -- '', annotation, interpolation
    dimension TEXT NOT NULL DEFAULT '2d',
    bug_tracker TEXT NOT NULL DEFAULT '',
    subset TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'annotation',
    overlap BIGINT,
    segment_size BIGINT NOT NULL DEFAULT 0,
    consensus_replicas BIGINT NOT NULL DEFAULT 0,
    source_storage_id BIGINT REFERENCES storage_location (id) ON DELETE SET NULL,
    target_storage_id BIGINT REFERENCES storage_location (id) ON DELETE SET NULL,
    created_date BIGINT NOT NULL,
    updated_date BIGINT NOT NULL
);
CREATE INDEX task_project ON task (project_id);
CREATE INDEX task_owner ON task (owner_id);
CREATE INDEX task_assignee ON task (assignee_id);
CREATE INDEX task_organization ON task (organization_id);
CREATE INDEX task_name ON task (name);
CREATE INDEX task_updated ON task (updated_date);
CREATE INDEX task_media ON task (media_id);

CREATE TABLE validation_layout (
    task_id BIGINT PRIMARY KEY REFERENCES task (id) ON DELETE CASCADE,
    mode TEXT NOT NULL,                         -- gt, gt_pool
    frames TEXT NOT NULL DEFAULT '[]',          -- task frame numbers, JSON
    disabled_frames TEXT NOT NULL DEFAULT '[]',
    frames_per_job_count BIGINT
);

CREATE TABLE segment (
    id {id},
    task_id BIGINT NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    start_frame BIGINT NOT NULL,                -- task frame numbers, both inclusive
    stop_frame BIGINT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'range',         -- range, specific_frames
    frames TEXT,                                -- specific_frames: task frame numbers, ascending, JSON
    chunks_updated_date BIGINT NOT NULL
);
CREATE INDEX segment_task ON segment (task_id);

CREATE TABLE job (
    id {id},
    segment_id BIGINT NOT NULL REFERENCES segment (id) ON DELETE CASCADE,
    task_id BIGINT NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    type TEXT NOT NULL DEFAULT 'annotation',    -- annotation, ground_truth, consensus_replica
    parent_job_id BIGINT REFERENCES job (id) ON DELETE CASCADE,
    assignee_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    assignee_updated_date BIGINT,
    status TEXT NOT NULL DEFAULT 'annotation',
    stage TEXT NOT NULL DEFAULT 'annotation',
    state TEXT NOT NULL DEFAULT 'new',
    revision BIGINT NOT NULL DEFAULT 0,         -- grows with every change of its annotations
    created_date BIGINT NOT NULL,
    updated_date BIGINT NOT NULL
);
CREATE INDEX job_task ON job (task_id);
CREATE INDEX job_segment ON job (segment_id);
CREATE INDEX job_assignee ON job (assignee_id);
CREATE INDEX job_updated ON job (updated_date);
CREATE INDEX job_parent ON job (parent_job_id);

CREATE TABLE label (
    id {id},
    project_id BIGINT REFERENCES project (id) ON DELETE CASCADE,
    task_id BIGINT REFERENCES task (id) ON DELETE CASCADE,
    parent_id BIGINT REFERENCES label (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    type TEXT NOT NULL DEFAULT 'any',
    svg TEXT                                    -- skeletons
);
CREATE INDEX label_project ON label (project_id);
CREATE INDEX label_task ON label (task_id);
CREATE INDEX label_parent ON label (parent_id);
CREATE UNIQUE INDEX label_name ON label (coalesce(project_id, 0), coalesce(task_id, 0), coalesce(parent_id, 0), name);

CREATE TABLE attribute_spec (
    id {id},
    label_id BIGINT NOT NULL REFERENCES label (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    mutable BIGINT NOT NULL,
    input_type TEXT NOT NULL,
    default_value TEXT NOT NULL DEFAULT '',
    choices TEXT NOT NULL DEFAULT '',           -- joined by newlines
    UNIQUE (label_id, name)
);

-- Discussion ---------------------------------------------------------------------------------------------------------

CREATE TABLE issue (
    id {id},
    job_id BIGINT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    frame BIGINT NOT NULL,
    position TEXT NOT NULL,                     -- JSON list of numbers
    owner_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    assignee_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    resolved BIGINT NOT NULL DEFAULT 0,
    created_date BIGINT NOT NULL,
    updated_date BIGINT NOT NULL
);
CREATE INDEX issue_job ON issue (job_id);

CREATE TABLE issue_comment (
    id {id},
    issue_id BIGINT NOT NULL REFERENCES issue (id) ON DELETE CASCADE,
    owner_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    message TEXT NOT NULL DEFAULT '',
    created_date BIGINT NOT NULL,
    updated_date BIGINT NOT NULL
);
CREATE INDEX issue_comment_issue ON issue_comment (issue_id);

CREATE TABLE guide (
    id {id},
    project_id BIGINT UNIQUE REFERENCES project (id) ON DELETE CASCADE,
    task_id BIGINT UNIQUE REFERENCES task (id) ON DELETE CASCADE,
    markdown TEXT NOT NULL DEFAULT '',
    is_public BIGINT NOT NULL DEFAULT 0,
    created_date BIGINT NOT NULL,
    updated_date BIGINT NOT NULL
);

CREATE TABLE asset (
    uuid TEXT PRIMARY KEY,
    guide_id BIGINT NOT NULL REFERENCES guide (id) ON DELETE CASCADE,
    filename TEXT NOT NULL,
    content_type TEXT NOT NULL DEFAULT '',
    owner_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    created_date BIGINT NOT NULL
);
CREATE INDEX asset_guide ON asset (guide_id);

-- Annotations --------------------------------------------------------------------------------------------------------
-- Ids come from id_sequence. Frames are task frame numbers. Binary columns: see annotation/encoding.h.

CREATE TABLE tag (
    id BIGINT PRIMARY KEY,
    job_id BIGINT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    frame BIGINT NOT NULL,
    label_id BIGINT NOT NULL REFERENCES label (id) ON DELETE CASCADE,
    group_id BIGINT,
    source TEXT NOT NULL DEFAULT 'manual',
    attributes {blob}
);
CREATE INDEX tag_job ON tag (job_id, frame, id);
CREATE INDEX tag_label ON tag (label_id);

CREATE TABLE shape (
    id BIGINT PRIMARY KEY,
    job_id BIGINT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    frame BIGINT NOT NULL,
    label_id BIGINT NOT NULL REFERENCES label (id) ON DELETE CASCADE,
    type BIGINT NOT NULL,                       -- annotation::ShapeType
    group_id BIGINT,
    source TEXT NOT NULL DEFAULT 'manual',
    flags BIGINT NOT NULL DEFAULT 0,            -- 1 occluded, 2 outside
    z_order BIGINT NOT NULL DEFAULT 0,
    rotation DOUBLE PRECISION NOT NULL DEFAULT 0,
    score DOUBLE PRECISION,
    points {blob},
    attributes {blob},
    elements {blob}                             -- of a skeleton
);
CREATE INDEX shape_job ON shape (job_id, frame, id);
CREATE INDEX shape_label ON shape (label_id);

CREATE TABLE track (
    id BIGINT PRIMARY KEY,
    job_id BIGINT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    frame BIGINT NOT NULL,
    label_id BIGINT NOT NULL REFERENCES label (id) ON DELETE CASCADE,
    type BIGINT NOT NULL,
    group_id BIGINT,
    source TEXT NOT NULL DEFAULT 'manual',
    attributes {blob},
    keyframes {blob},
    elements {blob}
);
CREATE INDEX track_job ON track (job_id, id);
CREATE INDEX track_label ON track (label_id);

-- What every save changed. `removed` holds the rows that a change took away, so that any earlier state can be rebuilt.
CREATE TABLE annotation_history (
    id {id},
    job_id BIGINT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    revision BIGINT NOT NULL,
    account_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    action TEXT NOT NULL,                       -- create, update, delete, replace, import
    created_date BIGINT NOT NULL,
    added TEXT NOT NULL DEFAULT '{}',           -- {"shapes": [[first, last], ...]}, JSON
    removed {blob}
);
CREATE INDEX annotation_history_job ON annotation_history (job_id, revision);

-- Background work -----------------------------------------------------------------------------------------------------

CREATE TABLE request (
    id {id},
    rq_id TEXT NOT NULL,                        -- on the wire; one live row each
    kind TEXT NOT NULL,                         -- create:task, export:dataset ...
    owner_id BIGINT REFERENCES account (id) ON DELETE CASCADE,
    organization_id BIGINT REFERENCES organization (id) ON DELETE SET NULL,
    project_id BIGINT,
    task_id BIGINT,
    job_id BIGINT,
    target TEXT NOT NULL DEFAULT '',            -- project, task, job
    subresource TEXT NOT NULL DEFAULT '',
    format TEXT,
    lightweight BIGINT,
    input TEXT NOT NULL DEFAULT '{}',           -- what the handler needs, JSON
    status TEXT NOT NULL DEFAULT 'queued',      -- queued, started, finished, failed
    message TEXT NOT NULL DEFAULT '',
    progress DOUBLE PRECISION NOT NULL DEFAULT 0,
    attempts BIGINT NOT NULL DEFAULT 0,
    not_before BIGINT NOT NULL DEFAULT 0,       -- of the next attempt
    lease_owner TEXT,
    lease_until BIGINT,
    cancel_wanted BIGINT NOT NULL DEFAULT 0,
    result_file TEXT,                           -- key of a file to download
    result_name TEXT,                           -- its name for the user
    result_id BIGINT,
    created_date BIGINT NOT NULL,
    started_date BIGINT,
    finished_date BIGINT,
    expiry_date BIGINT
);
CREATE UNIQUE INDEX request_rq_id ON request (rq_id);
CREATE INDEX request_waiting ON request (status, not_before);
CREATE INDEX request_owner ON request (owner_id);

-- Uploads in progress (TUS).
CREATE TABLE upload (
    id TEXT PRIMARY KEY,                        -- <user id>_<uuid>
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    target TEXT NOT NULL,                       -- "task-data:7", "task-annotations:7", "project-backup" ...
    file_name TEXT NOT NULL,                    -- the client's
    length BIGINT NOT NULL,
    received BIGINT NOT NULL DEFAULT 0,
    complete BIGINT NOT NULL DEFAULT 0,
    created_date BIGINT NOT NULL
);
CREATE INDEX upload_target ON upload (target);

-- Settings of modules whose work comes with them -------------------------------------------------------------------------

CREATE TABLE quality_settings (
    id {id},
    task_id BIGINT UNIQUE REFERENCES task (id) ON DELETE CASCADE,
    project_id BIGINT UNIQUE REFERENCES project (id) ON DELETE CASCADE,
    inherit BIGINT NOT NULL DEFAULT 1,
    body TEXT NOT NULL DEFAULT '{}',
    created_date BIGINT NOT NULL,
    updated_date BIGINT NOT NULL
);

CREATE TABLE consensus_settings (
    id {id},
    task_id BIGINT NOT NULL UNIQUE REFERENCES task (id) ON DELETE CASCADE,
    iou_threshold DOUBLE PRECISION NOT NULL DEFAULT 0.4,
    quorum DOUBLE PRECISION NOT NULL DEFAULT 0.7
);

CREATE TABLE webhook (
    id {id},
    target_url TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    events TEXT NOT NULL DEFAULT '[]',
    type TEXT NOT NULL,
    content_type TEXT NOT NULL DEFAULT 'application/json',
    secret TEXT NOT NULL DEFAULT '',
    is_active BIGINT NOT NULL DEFAULT 1,
    enable_ssl BIGINT NOT NULL DEFAULT 1,
    owner_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    project_id BIGINT REFERENCES project (id) ON DELETE CASCADE,
    organization_id BIGINT REFERENCES organization (id) ON DELETE CASCADE,
    created_date BIGINT NOT NULL,
    updated_date BIGINT NOT NULL
);

CREATE TABLE webhook_delivery (
    id {id},
    webhook_id BIGINT NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    status_code BIGINT,
    redelivery BIGINT NOT NULL DEFAULT 0,
    changed_fields TEXT NOT NULL DEFAULT '',
    request TEXT NOT NULL DEFAULT '{}',
    response TEXT NOT NULL DEFAULT '',
    created_date BIGINT NOT NULL,
    updated_date BIGINT NOT NULL
);
CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook_id);
