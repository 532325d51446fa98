-- STAGE files in whose place a backfill put others. The warehouse gives up their rows with the next
-- batch of `family`; then they are forgotten.
CREATE TABLE stage_replaced (
    key TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    family TEXT NOT NULL,             -- of the files in their place
    removed INTEGER NOT NULL DEFAULT 0  -- 1: gone from the disk
) WITHOUT ROWID;
