-- Generated from schema/ by 'dap generate dml'. Change the master sheet, not this file.
-- The face to face credential was used.
-- The columns of the RAW table are fixed by hand: schema/raw_tables.csv.
INSERT INTO "environment-txma-stage"."ipv_cri_f2f" (
    event_id,
    component_id,
    user_govuk_signin_journey_id,
    user_user_id,
    "timestamp",
    timestamp_formatted,
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
    CAST(year AS integer) AS year,
    CAST(month AS integer) AS month,
    CAST(day AS integer) AS day,
    date_format(now(), '%Y%m%d') AS processed_date,
    event_name
FROM "environment-txma-raw"."ipv_f2f_cri_vc_consumed"
WHERE CAST(concat(year, month, day) AS integer) > filter_value
