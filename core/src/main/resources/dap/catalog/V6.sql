-- Files that hold the rows of several STAGE files of one partition; those lie nowhere else then.
CREATE TABLE compacted_file (
    compacted_file_id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    aside_key TEXT NOT NULL,          -- where it was written before it was committed
    bytes INTEGER NOT NULL,
    published INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX compacted_file_unpublished ON compacted_file (compacted_file_id) WHERE published = 0;
ALTER TABLE stage_file ADD COLUMN compacted_file_id INTEGER REFERENCES compacted_file (compacted_file_id);  -- null: a file by itself
CREATE INDEX stage_file_compacted ON stage_file (compacted_file_id) WHERE compacted_file_id IS NOT NULL;
CREATE INDEX stage_file_loose ON stage_file (source, family, event, processed_date, event_name, committed_at, bytes)
    WHERE compacted_file_id IS NULL AND published = 1;
-- Files of STAGE whose rows were replaced, or lie in another file now: to be deleted once that one is
-- in its place.
CREATE TABLE stage_removal (
    key TEXT PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO stage_removal SELECT key FROM stage_replaced WHERE removed = 0;
ALTER TABLE stage_replaced DROP COLUMN removed;
-- Days that a run staged anew, for a redrive of it; null: it staged what was not staged yet.
ALTER TABLE run ADD COLUMN anew_event TEXT;
ALTER TABLE run ADD COLUMN anew_from TEXT;
ALTER TABLE run ADD COLUMN anew_to TEXT;
