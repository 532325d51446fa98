-- Generated from schema/ by 'dap generate dml'. Change the master sheet, not this file.
-- The address credential was issued.
INSERT INTO "environment-txma-stage"."ipv_cri_address" (
    event_id,
    component_id,
    user_govuk_signin_journey_id,
    user_user_id,
    "timestamp",
    timestamp_formatted,
    extensions_addressesentered,
    extensions_iss,
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
    json_format(CAST(extensions.addressesentered AS JSON)) AS extensions_addressesentered,
    CAST(extensions.iss AS varchar) AS extensions_iss,
    CAST(year AS integer) AS year,
    CAST(month AS integer) AS month,
    CAST(day AS integer) AS day,
    date_format(now(), '%Y%m%d') AS processed_date,
    event_name
FROM "environment-txma-raw"."ipv_address_cri_vc_issued"
WHERE CAST(concat(year, month, day) AS integer) > filter_value
