-- Columns and states by the words in use now.
ALTER TABLE ingest_file RENAME COLUMN aside_key TO temporary_key;
ALTER TABLE stage_file RENAME COLUMN aside_key TO temporary_key;
ALTER TABLE compacted_file RENAME COLUMN aside_key TO temporary_key;
ALTER TABLE raw_table RENAME COLUMN judged_by TO validated_by;
ALTER TABLE raw_table RENAME COLUMN judged_for TO validated_for;
DROP INDEX raw_object_unjudged;
ALTER TABLE raw_object RENAME COLUMN judged TO validated;
CREATE INDEX raw_object_unvalidated ON raw_object (source, event) WHERE validated = 0 AND stage_file_id IS NULL;
ALTER TABLE run RENAME COLUMN anew_event TO restage_event;
ALTER TABLE run RENAME COLUMN anew_from TO restage_from;
ALTER TABLE run RENAME COLUMN anew_to TO restage_to;
ALTER TABLE lake RENAME COLUMN half_forgotten TO rebuilding;
UPDATE run SET result = replace(replace(result,
    '"status":"HELD_BACK"', '"status":"UPSTREAM_FAILED"'),
    '"status":"SKIPPED"', '"status":"DISABLED"');
UPDATE task SET status = 'UPSTREAM_FAILED' WHERE status = 'HELD_BACK';
UPDATE task SET status = 'DISABLED' WHERE status = 'SKIPPED';
