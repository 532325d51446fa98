-- The catalog of a lake. Days are ISO text (2024-01-31), instants ISO text in UTC, names lower case
-- unless said otherwise; keys are paths relative to the lake's root, with forward slashes.

CREATE TABLE lake (
    lake_id TEXT NOT NULL,
    warehouse_id TEXT                 -- the warehouse that stage_file.conformed speaks of
);

-- Schemas of objects, each stored once.
CREATE TABLE raw_schema (
    schema_id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    tree TEXT NOT NULL                -- JSON, written and read by dap.raw alone
);

-- The merged schema of an event: what its RAW table is.
CREATE TABLE raw_table (
    source TEXT NOT NULL,
    event TEXT NOT NULL,
    tree TEXT NOT NULL,
    judged_by TEXT NOT NULL DEFAULT '',  -- the types by which its objects' rejects were judged
    PRIMARY KEY (source, event)
);

CREATE TABLE ingest (
    ingest_id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    input_sha256 TEXT NOT NULL,
    arrival_day TEXT NOT NULL,
    again INTEGER NOT NULL,           -- 0 first time, then 1, 2 … with --again
    accepted INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    objects INTEGER NOT NULL,
    committed_at TEXT NOT NULL,
    published INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, input_sha256, arrival_day, again)
);
CREATE INDEX ingest_unpublished ON ingest (ingest_id) WHERE published = 0;

-- The files of ingests that are committed and not yet published.
CREATE TABLE ingest_file (
    ingest_id INTEGER NOT NULL REFERENCES ingest (ingest_id),
    aside_key TEXT NOT NULL,          -- where it was written
    key TEXT NOT NULL,                -- where it belongs
    bytes INTEGER NOT NULL,
    PRIMARY KEY (ingest_id, key)
);

-- Lines that ingest refused: they are in the rejects, not in RAW.
CREATE TABLE ingest_reject (
    ingest_id INTEGER NOT NULL REFERENCES ingest (ingest_id),
    event TEXT NOT NULL,              -- wire name, or '' where the line does not tell
    reason TEXT NOT NULL,
    lines INTEGER NOT NULL,
    PRIMARY KEY (ingest_id, event, reason)
);

CREATE TABLE raw_object (
    object_id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    event TEXT NOT NULL,
    arrival_day TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    bytes INTEGER NOT NULL,
    modified_at TEXT NOT NULL,        -- the file's own time: with bytes, tells a change
    lines INTEGER NOT NULL,           -- blank lines are no lines
    rejected INTEGER NOT NULL,
    coerced INTEGER NOT NULL DEFAULT 0,               -- values that a pinned table cannot hold as they are
    clean INTEGER NOT NULL,           -- 1: gzip whole, each line one JSON object in UTF-8, no key twice
    schema_id INTEGER NOT NULL REFERENCES raw_schema (schema_id),
    ingest_id INTEGER REFERENCES ingest (ingest_id),  -- null: written by others
    crawled_at TEXT NOT NULL,
    judged INTEGER NOT NULL DEFAULT 0,                -- 1: its types were held against its table
    changed INTEGER NOT NULL DEFAULT 0,               -- 1: differs now from what was staged
    stage_file_id INTEGER REFERENCES stage_file (stage_file_id)  -- null: not yet staged
);
CREATE INDEX raw_object_unstaged ON raw_object (source, event, arrival_day) WHERE stage_file_id IS NULL;
CREATE INDEX raw_object_unjudged ON raw_object (source, event) WHERE judged = 0 AND stage_file_id IS NULL;
CREATE INDEX raw_object_day ON raw_object (source, event, arrival_day);

CREATE TABLE raw_reject (
    object_id INTEGER NOT NULL REFERENCES raw_object (object_id),
    line INTEGER NOT NULL,            -- from 1
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,             -- field and types, never values
    lines INTEGER NOT NULL,           -- 1; more: this one and later ones of the same reason
    PRIMARY KEY (object_id, line)
);

CREATE TABLE stage_file (
    stage_file_id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    family TEXT NOT NULL,
    event TEXT NOT NULL,
    arrival_day TEXT NOT NULL,
    processed_date TEXT NOT NULL,
    event_name TEXT NOT NULL,         -- the partition's value
    key TEXT NOT NULL UNIQUE,
    aside_key TEXT NOT NULL,          -- where it was written before it was committed
    lines INTEGER NOT NULL,           -- good lines of its objects
    selected INTEGER NOT NULL,        -- rows after WHERE, before DISTINCT
    rows INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    dml_sha256 TEXT NOT NULL,
    run_id TEXT NOT NULL,
    committed_at TEXT NOT NULL,
    published INTEGER NOT NULL DEFAULT 0,
    conformed INTEGER NOT NULL DEFAULT 0              -- caches what the warehouse knows
);
CREATE INDEX stage_file_unpublished ON stage_file (stage_file_id) WHERE published = 0;
CREATE INDEX stage_file_unconformed ON stage_file (source, family) WHERE conformed = 0;
CREATE INDEX stage_file_day ON stage_file (source, event, arrival_day);

CREATE TABLE run (
    run_id TEXT PRIMARY KEY,
    as_of TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    status TEXT,                      -- null: still going, or killed
    result TEXT                       -- the JSON that `dap run --json` prints
);

-- The journal: each task of a run, when it began and how it ended.
CREATE TABLE task (
    run_id TEXT NOT NULL REFERENCES run (run_id),
    source TEXT NOT NULL,
    family TEXT NOT NULL,
    step TEXT NOT NULL,               -- crawl, stage, conform
    event TEXT NOT NULL,              -- '' for steps of a whole family
    started_at TEXT NOT NULL,
    ended_at TEXT,
    status TEXT,
    rows INTEGER NOT NULL DEFAULT 0,
    error_code TEXT,
    error TEXT,
    PRIMARY KEY (run_id, source, family, step, event)
);

-- The last outcome of each event's stage, so that the ledger can say `failed`.
CREATE TABLE stage_state (
    source TEXT NOT NULL,
    event TEXT NOT NULL,
    status TEXT NOT NULL,
    error TEXT,
    run_id TEXT NOT NULL,
    PRIMARY KEY (source, event)
);
