CREATE SCHEMA IF NOT EXISTS conformed;
CREATE SCHEMA IF NOT EXISTS audit;

-- How far each family is: rows whose processed_date is later are new.
CREATE TABLE conformed.batchcontrol (
    product_family varchar(100),
    maxrundate datetime,
    UNIQUE (product_family)
)
DISTSTYLE ALL;
