-- What DAP keeps in a warehouse. Names of families are lower case, of events as on the wire.

CREATE SCHEMA dap;

CREATE TABLE dap.warehouse (
    id uuid NOT NULL,
    schema_version integer NOT NULL
);
INSERT INTO dap.warehouse VALUES (gen_random_uuid(), 0);

-- STAGE files whose rows are in the star or wait for it: the truth, which catalogs only cache.
CREATE TABLE dap.conformed_file (
    lake_id text NOT NULL,
    file text NOT NULL,               -- the path within the lake
    file_no integer GENERATED ALWAYS AS IDENTITY UNIQUE,
    family text NOT NULL,
    event text NOT NULL,
    arrival_day date NOT NULL,
    processed_date text NOT NULL,
    rows bigint NOT NULL,
    conformed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (lake_id, file)
);

-- The winning copy of each event: the greatest of (ts, its file's arrival day, hash).
CREATE TABLE dap.event_winner (
    event_id text PRIMARY KEY,
    ts bigint NOT NULL,
    hash uuid NOT NULL,
    file_no integer NOT NULL
);

-- Each copy that lost.
CREATE TABLE dap.lesser_copy (
    event_id text NOT NULL,
    ts bigint NOT NULL,
    hash uuid NOT NULL,
    file_no integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX lesser_copy_event ON dap.lesser_copy (event_id);

-- What prepare did last: the hash of each text as it was written, before translation.
CREATE TABLE dap.deployed (
    kind text NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    deployed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, name)
);
