-- What analysts ask first. Every view reads the star alone, and says what it counts.
CREATE SCHEMA IF NOT EXISTS reporting;

CREATE VIEW reporting.journeys AS
SELECT fact.user_govuk_signin_journey_id AS journey_id,
       MIN(dd.date) AS day,
       MIN(fact.event_time) AS started_at,
       MAX(fact.event_time) AS ended_at,
       CASE WHEN MAX(CASE WHEN djc.channel_name = 'App' THEN 1 ELSE 0 END) = 1 THEN 'App'
            WHEN MAX(CASE WHEN djc.channel_name = 'Web' THEN 1 ELSE 0 END) = 1 THEN 'Web'
            ELSE 'General' END AS channel,
       MAX(CASE WHEN drp.relying_party_key <> -1 THEN NVL(drp.display_name, drp.client_id) END) AS relying_party,
       MAX(CASE WHEN de.event_name IN ('AUTH_AUTHENTICATION_COMPLETE', 'AUTH_AUTH_CODE_ISSUED') THEN 1 ELSE 0 END) = 1 AS signed_in,
       MAX(CASE WHEN de.event_name IN ('AUTH_IPV_AUTHORISATION_REQUESTED', 'IPV_JOURNEY_START') THEN 1 ELSE 0 END) = 1 AS identity_requested,
       MAX(CASE WHEN de.event_name IN ('IPV_IDENTITY_ISSUED', 'IPV_IDENTITY_REUSE_COMPLETE') THEN 1 ELSE 0 END) = 1 AS identity_proved,
       SUM(fact.event_count) AS events
FROM conformed.fact_user_journey_event fact
JOIN conformed.dim_event de ON de.event_key = fact.event_key
JOIN conformed.dim_date dd ON dd.date_key = fact.date_key
JOIN conformed.dim_journey_channel djc ON djc.journey_channel_key = fact.journey_channel_key
JOIN conformed.dim_relying_party drp ON drp.relying_party_key = fact.relying_party_key
WHERE fact.user_govuk_signin_journey_id IS NOT NULL
GROUP BY fact.user_govuk_signin_journey_id;

COMMENT ON VIEW reporting.journeys IS 'A row per journey: all events with one govuk_signin_journey_id, over every service.';
COMMENT ON COLUMN reporting.journeys.journey_id IS 'The govuk_signin_journey_id that ties the events together.';
COMMENT ON COLUMN reporting.journeys.day IS 'The day of the first event, UTC; null if no event of the journey had a time.';
COMMENT ON COLUMN reporting.journeys.started_at IS 'The time of the first event, ISO 8601, UTC.';
COMMENT ON COLUMN reporting.journeys.ended_at IS 'The time of the last event, ISO 8601, UTC.';
COMMENT ON COLUMN reporting.journeys.channel IS 'App if any event came from the app, else Web if any came from identity proving in a browser, else General.';
COMMENT ON COLUMN reporting.journeys.relying_party IS 'The service that the user came from: its name, or its client_id while it has none; null if no event names one.';
COMMENT ON COLUMN reporting.journeys.signed_in IS 'Whether the user got as far as being signed in.';
COMMENT ON COLUMN reporting.journeys.identity_requested IS 'Whether the user was asked to prove who they are.';
COMMENT ON COLUMN reporting.journeys.identity_proved IS 'Whether an identity was issued, or one proved before was used again.';
COMMENT ON COLUMN reporting.journeys.events IS 'How many events the journey has.';

CREATE VIEW reporting.identity_checks AS
SELECT fact.event_id,
       fact.user_govuk_signin_journey_id AS journey_id,
       dd.date AS day,
       CASE WHEN dvr.verification_route_name = 'CRI' THEN 'App'
            ELSE REPLACE(dvr.verification_route_name, ' CRI', '') END AS route,
       de.event_name,
       NVL(fact.failed_check_details_check_method, fact.failed_check_details_kbv_response_mode,
           fact.failed_check_details_biometric_verification_process_level) IS NULL
           AND NVL(fact.validity_score, 1) > 0
           AND NVL(fact.verification_score, 1) > 0
           AND NVL(fact.identity_fraud_score, 1) > 0 AS passed,
       fact.failed_check_details_check_method AS failed_method
FROM conformed.fact_user_journey_event fact
JOIN conformed.dim_event de ON de.event_key = fact.event_key
JOIN conformed.dim_date dd ON dd.date_key = fact.date_key
JOIN conformed.dim_verification_route dvr ON dvr.verification_route_key = fact.verification_route_key
WHERE de.event_name LIKE '%VC_ISSUED';

COMMENT ON VIEW reporting.identity_checks IS 'A row per identity check that came to a result: a credential that an issuer issued, for better or worse.';
COMMENT ON COLUMN reporting.identity_checks.event_id IS 'The event that says so.';
COMMENT ON COLUMN reporting.identity_checks.journey_id IS 'The journey that the check belongs to.';
COMMENT ON COLUMN reporting.identity_checks.day IS 'The day of the result, UTC.';
COMMENT ON COLUMN reporting.identity_checks.route IS 'How the identity was checked: App, Passport, Driving License, Address, Fraud, KBV (questions), F2F (face to face), CIC (claimed identity).';
COMMENT ON COLUMN reporting.identity_checks.event_name IS 'The kind of the event.';
COMMENT ON COLUMN reporting.identity_checks.passed IS 'True unless the first evidence names a failed check, or has a validity, verification or fraud score of 0. A score that is not there fails nothing.';
COMMENT ON COLUMN reporting.identity_checks.failed_method IS 'The method of the first check that failed; null where none did.';

CREATE VIEW reporting.sign_ins AS
SELECT fact.event_id,
       fact.user_govuk_signin_journey_id AS journey_id,
       fact.user_user_id AS user_id,
       dd.date AS day,
       fact.event_time AS signed_in_at,
       CASE WHEN drp.relying_party_key <> -1 THEN NVL(drp.display_name, drp.client_id) END AS relying_party,
       fact.test_user
FROM conformed.fact_user_journey_event fact
JOIN conformed.dim_event de ON de.event_key = fact.event_key
JOIN conformed.dim_date dd ON dd.date_key = fact.date_key
JOIN conformed.dim_relying_party drp ON drp.relying_party_key = fact.relying_party_key
WHERE de.event_name = 'AUTH_AUTHENTICATION_COMPLETE';

COMMENT ON VIEW reporting.sign_ins IS 'A row per completed sign-in: AUTH_AUTHENTICATION_COMPLETE.';
COMMENT ON COLUMN reporting.sign_ins.event_id IS 'The event that says so.';
COMMENT ON COLUMN reporting.sign_ins.journey_id IS 'The journey that the sign-in belongs to.';
COMMENT ON COLUMN reporting.sign_ins.user_id IS 'The user, under a pseudonym.';
COMMENT ON COLUMN reporting.sign_ins.day IS 'The day of the sign-in, UTC.';
COMMENT ON COLUMN reporting.sign_ins.signed_in_at IS 'The time of the sign-in, ISO 8601, UTC.';
COMMENT ON COLUMN reporting.sign_ins.relying_party IS 'The service that the user signed in to; null where the event names none.';
COMMENT ON COLUMN reporting.sign_ins.test_user IS 'Whether it is a user made for testing; null where the event does not say.';

CREATE VIEW reporting.relying_parties AS
SELECT drp.client_id,
       NVL(drp.display_name, drp.client_id) AS relying_party,
       COUNT(DISTINCT fact.user_govuk_signin_journey_id) AS journeys,
       COUNT(DISTINCT CASE WHEN de.event_name = 'AUTH_AUTHENTICATION_COMPLETE' THEN fact.event_id END) AS sign_ins,
       COUNT(DISTINCT CASE WHEN de.event_name = 'AUTH_IPV_AUTHORISATION_REQUESTED' THEN fact.user_govuk_signin_journey_id END) AS identity_requests,
       COUNT(DISTINCT fact.user_user_id) AS users,
       MIN(dd.date) AS first_day,
       MAX(dd.date) AS last_day
FROM conformed.dim_relying_party drp
JOIN conformed.fact_user_journey_event fact ON fact.relying_party_key = drp.relying_party_key
JOIN conformed.dim_event de ON de.event_key = fact.event_key
JOIN conformed.dim_date dd ON dd.date_key = fact.date_key
WHERE drp.relying_party_key <> -1
GROUP BY drp.client_id, drp.display_name;

COMMENT ON VIEW reporting.relying_parties IS 'A row per service that users came from, with what they did there.';
COMMENT ON COLUMN reporting.relying_parties.client_id IS 'The client_id of the service.';
COMMENT ON COLUMN reporting.relying_parties.relying_party IS 'Its name; its client_id while the reference data have none.';
COMMENT ON COLUMN reporting.relying_parties.journeys IS 'Journeys with at least one event that names the service.';
COMMENT ON COLUMN reporting.relying_parties.sign_ins IS 'Completed sign-ins.';
COMMENT ON COLUMN reporting.relying_parties.identity_requests IS 'Journeys in which the service asked for a proved identity.';
COMMENT ON COLUMN reporting.relying_parties.users IS 'Different users, as far as they were known at the time.';
COMMENT ON COLUMN reporting.relying_parties.first_day IS 'The day of the first event, UTC.';
COMMENT ON COLUMN reporting.relying_parties.last_day IS 'The day of the last event, UTC.';
