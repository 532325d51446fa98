-- By which texts a file's rows came into being, beside its DML: what changed since is found by them.
ALTER TABLE stage_file ADD COLUMN table_sha256 TEXT;      -- columns of the STAGE table; null: not noted
ALTER TABLE stage_file ADD COLUMN procedure_sha256 TEXT;  -- what took it to the star; null: nothing yet, or not noted
