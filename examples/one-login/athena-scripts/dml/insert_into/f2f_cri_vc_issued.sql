-- Generated from schema/ by 'dap generate dml'. Change the master sheet, not this file.
-- The face to face credential was issued, with its evidence.
-- The columns of the RAW table are fixed by hand: schema/raw_tables.csv.
INSERT INTO "environment-txma-stage"."ipv_cri_f2f" (
    event_id,
    client_id,
    component_id,
    user_govuk_signin_journey_id,
    user_user_id,
    "timestamp",
    timestamp_formatted,
    extensions_evidence,
    extensions_previousgovuksigninjourneyid,
    restricted_passport,
    restricted_residencepermit,
    restricted_drivingpermit,
    restricted_idcard,
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
    json_format(CAST(extensions.evidence AS JSON)) AS extensions_evidence,
    CAST(extensions.previous_govuk_signin_journey_id AS varchar) AS extensions_previousgovuksigninjourneyid,
    json_format(CAST(restricted.passport AS JSON)) AS restricted_passport,
    json_format(CAST(restricted.residencepermit AS JSON)) AS restricted_residencepermit,
    json_format(CAST(restricted.drivingpermit AS JSON)) AS restricted_drivingpermit,
    json_format(CAST(restricted.idcard AS JSON)) AS restricted_idcard,
    CAST(year AS integer) AS year,
    CAST(month AS integer) AS month,
    CAST(day AS integer) AS day,
    date_format(now(), '%Y%m%d') AS processed_date,
    event_name
FROM "environment-txma-raw"."f2f_cri_vc_issued"
WHERE CAST(concat(year, month, day) AS integer) > filter_value
