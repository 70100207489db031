-- How bad what an issue points at is: note, minor, major or blocking; null where nobody has said it.
ALTER TABLE issue ADD COLUMN severity TEXT;

-- Whom comments name. mail_due: when a mail about it is to be sent or tried again; null when none is.
CREATE TABLE issue_mention (
    comment_id BIGINT NOT NULL REFERENCES issue_comment (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    origin TEXT NOT NULL DEFAULT '',            -- the address of the page, for the link in the mail
    mail_due BIGINT,
    mail_attempts BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (comment_id, account_id)
);
CREATE INDEX issue_mention_account ON issue_mention (account_id);
CREATE INDEX issue_mention_mail ON issue_mention (mail_due) WHERE mail_due IS NOT NULL;
