-- What tells a RAW object apart from another one of its name, size and time.
ALTER TABLE raw_object ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';   -- of the stored bytes; '' until it is read next
ALTER TABLE raw_object ADD COLUMN change_mark TEXT NOT NULL DEFAULT '';   -- see FileMark; '' where not noted
-- Why its end could not be read, and nobody has accepted it so: it is not staged meanwhile.
ALTER TABLE raw_object ADD COLUMN broken TEXT NOT NULL DEFAULT '';
-- 1: gone for good, as somebody said; what was staged of it stays.
ALTER TABLE raw_object ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
CREATE INDEX raw_object_expected ON raw_object (source, event, arrival_day) WHERE forgotten = 0;
-- Objects, known ones or not, that are not as they should be, until they are or somebody has decided.
CREATE TABLE raw_fault (
    source TEXT NOT NULL,
    event TEXT NOT NULL,
    arrival_day TEXT NOT NULL,        -- '' for a folder above those of days
    key TEXT NOT NULL,
    state TEXT NOT NULL,              -- changed, missing, unreadable
    detail TEXT NOT NULL,
    found_at TEXT NOT NULL,
    PRIMARY KEY (source, event, key)
) WITHOUT ROWID;
INSERT INTO raw_fault SELECT source, event, arrival_day, key, 'changed', '', crawled_at
    FROM raw_object WHERE changed = 1;
ALTER TABLE raw_object DROP COLUMN changed;
CREATE INDEX raw_object_broken ON raw_object (source, event) WHERE stage_file_id IS NULL AND broken <> '';
