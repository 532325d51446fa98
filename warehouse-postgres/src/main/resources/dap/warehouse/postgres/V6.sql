-- Landed rows that a family's procedure could not take. They are the winners of their events, and come back when the
-- texts change.
CREATE TABLE dap.refused_row (
    event_id text PRIMARY KEY,
    family text NOT NULL,
    reason text NOT NULL,             -- in our words: no value of an event
    landed jsonb NOT NULL,            -- the row of the landing table
    refused_at timestamptz NOT NULL DEFAULT now()
);
