-- What a team agrees on about its labels besides their names: the key that gives each, and the order they are listed in.

ALTER TABLE label ADD COLUMN hotkey TEXT NOT NULL DEFAULT '';   -- tasks/hotkey.h; empty: none
ALTER TABLE label ADD COLUMN position BIGINT;                   -- among the labels of its owner; null: as its id
