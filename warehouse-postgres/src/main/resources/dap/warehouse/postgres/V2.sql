-- The hash that orders copies of equal time and day is now 64 bits, made column by column: it costs
-- a tenth of an MD5 over their text. What was hashed before keeps an order of its own.
ALTER TABLE dap.event_winner ALTER COLUMN hash TYPE bigint USING hashtextextended(hash::text, 0);
ALTER TABLE dap.lesser_copy ALTER COLUMN hash TYPE bigint USING hashtextextended(hash::text, 0);
