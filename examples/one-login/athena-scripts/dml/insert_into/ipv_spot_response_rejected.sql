-- Generated from schema/ by 'dap generate dml'. Change the master sheet, not this file.
-- Handing the identity over was rejected.
-- The columns of the RAW table are fixed by hand: schema/raw_tables.csv.
INSERT INTO "environment-txma-stage"."ipv_journey" (
    event_id,
    component_id,
    user_govuk_signin_journey_id,
    "timestamp",
    timestamp_formatted,
    extensions_rejectionreason,
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
    "timestamp",
    timestamp_formatted,
    CAST(extensions.rejectionreason AS varchar) AS extensions_rejectionreason,
    CAST(year AS integer) AS year,
    CAST(month AS integer) AS month,
    CAST(day AS integer) AS day,
    date_format(now(), '%Y%m%d') AS processed_date,
    event_name
FROM "environment-txma-raw"."ipv_spot_response_rejected"
WHERE CAST(concat(year, month, day) AS integer) > filter_value
