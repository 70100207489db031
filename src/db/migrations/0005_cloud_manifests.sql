-- Manifests of cloud storages: keys of lists of the pictures in a bucket, in the order their owner gave.

CREATE TABLE cloud_storage_manifest (
    cloud_storage_id BIGINT NOT NULL REFERENCES cloud_storage (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    filename TEXT NOT NULL,
    PRIMARY KEY (cloud_storage_id, position)
);
CREATE INDEX cloud_storage_owner ON cloud_storage (owner_id);
CREATE INDEX cloud_storage_organization ON cloud_storage (organization_id);
CREATE INDEX storage_location_cloud ON storage_location (cloud_storage_id);
CREATE INDEX media_cloud ON media (cloud_storage_id);
