-- Saves of annotations that named themselves (Idempotency-Key): repeating one within a day saves nothing again.

CREATE TABLE save_receipt (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    target TEXT NOT NULL,                       -- job:7, task:3
    key TEXT NOT NULL,
    fingerprint BIGINT NOT NULL,                -- of the body
    ids {blob} NOT NULL,                        -- annotation/receipts.h
    created_date BIGINT NOT NULL,
    PRIMARY KEY (account_id, target, key)
);
CREATE INDEX save_receipt_created ON save_receipt (created_date);
