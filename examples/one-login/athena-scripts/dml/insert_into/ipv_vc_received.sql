-- Generated from schema/ by 'dap generate dml'. Change the master sheet, not this file.
-- A credential was received, with its evidence.
-- The columns of the RAW table are fixed by hand: schema/raw_tables.csv.
INSERT INTO "environment-txma-stage"."ipv_journey" (
    event_id,
    component_id,
    user_govuk_signin_journey_id,
    user_user_id,
    "timestamp",
    timestamp_formatted,
    extensions_iss,
    extensions_successful,
    extensions_evidence,
    extensions_age,
    extensions_isukissued,
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
    CAST(extensions.iss AS varchar) AS extensions_iss,
    json_format(CAST(extensions.successful AS JSON)) AS extensions_successful,
    json_format(CAST(extensions.evidence AS JSON)) AS extensions_evidence,
    json_format(CAST(extensions.age AS JSON)) AS extensions_age,
    json_format(CAST(extensions.isukissued AS JSON)) AS extensions_isukissued,
    CAST(year AS integer) AS year,
    CAST(month AS integer) AS month,
    CAST(day AS integer) AS day,
    date_format(now(), '%Y%m%d') AS processed_date,
    event_name
FROM "environment-txma-raw"."ipv_vc_received"
WHERE CAST(concat(year, month, day) AS integer) > filter_value
