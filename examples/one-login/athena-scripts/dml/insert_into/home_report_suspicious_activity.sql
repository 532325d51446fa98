-- Generated from schema/ by 'dap generate dml'. Change the master sheet, not this file.
-- A user reported activity in their account that was not their own.
-- The columns of the RAW table are fixed by hand: schema/raw_tables.csv.
INSERT INTO "environment-txma-stage"."auth_account_management" (
    event_id,
    component_id,
    user_user_id,
    "timestamp",
    timestamp_formatted,
    event_timestamp_ms,
    event_timestamp_ms_formatted,
    extensions_notifyreference,
    extensions_zendeskticketnumber,
    extensions_suspiciousactivities,
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
    event_timestamp_ms,
    event_timestamp_ms_formatted,
    CAST(extensions.notify_reference AS varchar) AS extensions_notifyreference,
    CAST(extensions.zendesk_ticket_number AS varchar) AS extensions_zendeskticketnumber,
    json_format(CAST(extensions.suspicious_activities AS JSON)) AS extensions_suspiciousactivities,
    CAST(year AS integer) AS year,
    CAST(month AS integer) AS month,
    CAST(day AS integer) AS day,
    date_format(now(), '%Y%m%d') AS processed_date,
    event_name
FROM "environment-txma-raw"."home_report_suspicious_activity"
WHERE CAST(concat(year, month, day) AS integer) > filter_value
