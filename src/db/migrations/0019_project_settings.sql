-- What the editor begins with in a project, for who has chosen nothing else: JSON, as account.settings.

ALTER TABLE project ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
