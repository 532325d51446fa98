-- Generated from schema/ by 'dap generate dml'. Change the master sheet, not this file.
-- The user came back for the result.
-- The columns of the RAW table are fixed by hand: schema/raw_tables.csv.
INSERT INTO "environment-txma-stage"."ipv_cri_f2f" (
    event_id,
    component_id,
    user_user_id,
    "timestamp",
    timestamp_formatted,
    extensions_previousgovuksigninjourneyid,
    year,
    month,
    day,
    processed_date,
    event_name
)
SELECT
    event_id,
    component_id,
    "user".user_id AS user_user_id,
    "timestamp",
    timestamp_formatted,
    CAST(extensions.previous_govuk_signin_journey_id AS varchar) AS extensions_previousgovuksigninjourneyid,
    CAST(year AS integer) AS year,
    CAST(month AS integer) AS month,
    CAST(day AS integer) AS day,
    date_format(now(), '%Y%m%d') AS processed_date,
    event_name
FROM "environment-txma-raw"."ipr_user_redirected"
WHERE CAST(concat(year, month, day) AS integer) > filter_value
