-- Families for which something changed that may let waiting rows through, and that were not called since.
CREATE TABLE dap.untried_family (family text PRIMARY KEY);
