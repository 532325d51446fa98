-- Generated from schema/ by 'dap generate dml'. Change the master sheet, not this file.
-- A part of identity proving began.
-- The columns of the RAW table are fixed by hand: schema/raw_tables.csv.
INSERT INTO "environment-txma-stage"."ipv_journey" (
    event_id,
    component_id,
    user_govuk_signin_journey_id,
    user_user_id,
    "timestamp",
    timestamp_formatted,
    event_timestamp_ms,
    event_timestamp_ms_formatted,
    extensions_journeytype,
    year,
    month,
    day,
    processed_date,
    event_name
)
SELECT
    event_id,
    component_id,
    "user".govuk_signin_journey_id AS user_govuk_signin_journey_id,
    "user".user_id AS user_user_id,
    "timestamp",
    timestamp_formatted,
    event_timestamp_ms,
    event_timestamp_ms_formatted,
    CAST(extensions.journey_type AS varchar) AS extensions_journeytype,
    CAST(year AS integer) AS year,
    CAST(month AS integer) AS month,
    CAST(day AS integer) AS day,
    date_format(now(), '%Y%m%d') AS processed_date,
    event_name
FROM "environment-txma-raw"."ipv_subjourney_start"
WHERE CAST(concat(year, month, day) AS integer) > filter_value
