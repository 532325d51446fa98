-- Event ids are random, so a batch touches nearly every page of an index of them, and each page
-- goes whole into the write-ahead log. An index of their hashes has well under half the pages. Two
-- ids may share a hash, so it is not unique: that an event has one winner is the conform lock's work.
ALTER TABLE dap.event_winner DROP CONSTRAINT event_winner_pkey;
CREATE INDEX event_winner_event_hash ON dap.event_winner (hashtextextended(event_id, 0));
