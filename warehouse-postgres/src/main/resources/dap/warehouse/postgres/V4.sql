-- By which text a file's rows came into the star; null: not noted.
ALTER TABLE dap.conformed_file ADD COLUMN procedure_sha256 text;
