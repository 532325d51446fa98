-- What decided the types of judged_by: the lines' schema, the statements, a pinned table.
ALTER TABLE raw_table ADD COLUMN judged_for TEXT NOT NULL DEFAULT '';
-- Of staged objects, judged = 0 means: lines of it that were rejected for their types, or by the
-- statement, are to be offered again; then its day is staged anew.
UPDATE raw_object SET judged = 1 WHERE stage_file_id IS NOT NULL;
CREATE INDEX raw_object_returning ON raw_object (source, event, arrival_day)
    WHERE judged = 0 AND stage_file_id IS NOT NULL;
