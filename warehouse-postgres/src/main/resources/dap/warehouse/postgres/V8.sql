-- The tables of copies, by what they hold: an event's current version, and the duplicates that it superseded.
ALTER TABLE dap.event_winner RENAME TO current_version;
ALTER INDEX dap.event_winner_event_hash RENAME TO current_version_event_hash;
ALTER TABLE dap.lesser_copy RENAME TO superseded_duplicate;
ALTER INDEX dap.lesser_copy_event RENAME TO superseded_duplicate_event;
