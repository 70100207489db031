-- What background work says of what it did, or of what it would do: JSON, for the one who asked.

ALTER TABLE request ADD COLUMN summary TEXT;
