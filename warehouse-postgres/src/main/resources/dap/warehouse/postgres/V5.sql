-- Procedures are given to the warehouse once, translated. The translation of exception handlers changed (an error is
-- thrown on when they are done), so all are given to it again.
DELETE FROM dap.deployed WHERE kind IN ('procedure', 'setup');
