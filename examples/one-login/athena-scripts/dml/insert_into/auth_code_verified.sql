-- Generated from schema/ by 'dap generate dml'. Change the master sheet, not this file.
-- A one-time code was entered and was right.
INSERT INTO "environment-txma-stage"."auth_account_mfa" (
    event_id,
    client_id,
    component_id,
    user_govuk_signin_journey_id,
    user_user_id,
    "timestamp",
    timestamp_formatted,
    extensions_accountrecovery,
    extensions_mfatype,
    extensions_notificationtype,
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
    "user".user_id AS user_user_id,
    "timestamp",
    timestamp_formatted,
    json_format(CAST(extensions."account-recovery" AS JSON)) AS extensions_accountrecovery,
    CAST(extensions."mfa-type" AS varchar) AS extensions_mfatype,
    CAST(extensions."notification-type" AS varchar) AS extensions_notificationtype,
    CAST(year AS integer) AS year,
    CAST(month AS integer) AS month,
    CAST(day AS integer) AS day,
    date_format(now(), '%Y%m%d') AS processed_date,
    event_name
FROM "environment-txma-raw"."auth_code_verified"
WHERE CAST(concat(year, month, day) AS integer) > filter_value
