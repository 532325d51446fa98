-- 1 from when a rebuild gives things up until all of them are given up: no run begins meanwhile.
ALTER TABLE lake ADD COLUMN half_forgotten INTEGER NOT NULL DEFAULT 0;
