-- Generated from schema/ by 'dap generate dml'. Change the master sheet, not this file.
-- A request for authorisation was refused.
INSERT INTO "environment-txma-stage"."auth_orchestration" (
    event_id,
    client_id,
    component_id,
    user_govuk_signin_journey_id,
    "timestamp",
    timestamp_formatted,
    extensions_description,
    year,
    month,
    day,
    processed_date,
    event_name
)
SELECT
    event_id,
    client_id,
    component_id,
    "user".govuk_signin_journey_id AS user_govuk_signin_journey_id,
    "timestamp",
    timestamp_formatted,
    CAST(NULL AS varchar) AS extensions_description,
    CAST(year AS integer) AS year,
    CAST(month AS integer) AS month,
    CAST(day AS integer) AS day,
    date_format(now(), '%Y%m%d') AS processed_date,
    event_name
FROM "environment-txma-raw"."auth_authorisation_request_error"
WHERE CAST(concat(year, month, day) AS integer) > filter_value
