-- Folders of one event and arrival day that a crawl has listed whole and found settled: as long as
-- a folder's own time is this one, no object came into it or left it.
CREATE TABLE raw_folder (
    source TEXT NOT NULL,
    event TEXT NOT NULL,
    arrival_day TEXT NOT NULL,
    modified_at TEXT NOT NULL,        -- the folder's own time when it was listed
    listed_at TEXT NOT NULL,
    PRIMARY KEY (source, event, arrival_day)
) WITHOUT ROWID;
