-- auth_account_creation into the star. Every family's procedure is the same but for the columns between
-- "the family's columns" and "end of the family's columns".
CREATE OR REPLACE PROCEDURE conformed.sp_auth_account_creation()
AS $$
DECLARE
    v_family VARCHAR(100) := 'auth_account_creation';
BEGIN
    -- 1. What is new: one row per event, with what the reference says of it. An event without reference
    --    is left where it is, and comes with a later batch. Values are cut to their column's width.
    DROP TABLE IF EXISTS batch_auth_account_creation;
    CREATE TEMP TABLE batch_auth_account_creation AS
    WITH landed AS (
        SELECT stage.*,
               ref.event_name AS ref_event_name,
               ref.product_family AS ref_product_family,
               ref.domain AS ref_domain,
               ref.sub_domain AS ref_sub_domain,
               COUNT(*) OVER (PARTITION BY stage.event_id) AS copies,
               ROW_NUMBER() OVER (
                   PARTITION BY stage.event_id
                   ORDER BY stage."timestamp" DESC, stage.processed_date DESC, stage.timestamp_formatted DESC) AS copy_number
        FROM dap_txma_stage.auth_account_creation stage
        JOIN conformed.batchcontrol control
          ON control.product_family = v_family
         AND TO_DATE(stage.processed_date, 'YYYYMMDD') > control.maxrundate
        JOIN conformed.ref_events ref
          ON ref.event_name = UPPER(stage.event_name)
         AND ref.product_family = v_family
        WHERE stage.event_id IS NOT NULL
    ),
    parsed AS (
        SELECT landed.*
        FROM landed
        WHERE landed.copy_number = 1
    )
    SELECT parsed.event_id,
           parsed.copies,
           parsed.ref_event_name,
           parsed.ref_product_family,
           parsed.ref_domain,
           parsed.ref_sub_domain,
           CASE WHEN parsed.ref_event_name LIKE '%IPV%' THEN 'Web'
                WHEN parsed.ref_event_name LIKE '%DCMAW%' THEN 'App'
                ELSE 'General' END AS channel_name,
           NULLIF(TRIM(LEFT(parsed.client_id, 1000)), '') AS client_id,
           CAST(TO_CHAR(TIMESTAMP 'epoch' + parsed."timestamp" * INTERVAL '1 second', 'YYYYMMDD') AS INTEGER) AS event_date,
           -- the family's columns
           LEFT(parsed.user_user_id, 100) AS user_user_id,
           LEFT(parsed.timestamp_formatted, 1000) AS event_time,
           LEFT(parsed.user_govuk_signin_journey_id, 100) AS user_govuk_signin_journey_id,
           LEFT(parsed.component_id, 100) AS component_id,
           1 AS event_count,
           LEFT(parsed.processed_date, 100) AS processed_date
           -- end of the family's columns
    FROM parsed;
    -- 2. The dimensions that the batch names.
    UPDATE conformed.dim_event
    SET product_family = batch.ref_product_family,
        event_journey_type = LEFT(batch.ref_domain, 100),
        service_name = LEFT(batch.ref_sub_domain, 100),
        modified_by = CURRENT_USER,
        modified_date = CURRENT_DATE
    FROM (SELECT DISTINCT ref_event_name, ref_product_family, ref_domain, ref_sub_domain FROM batch_auth_account_creation) batch
    WHERE conformed.dim_event.event_name = batch.ref_event_name
      AND (NVL(conformed.dim_event.product_family, '') <> NVL(batch.ref_product_family, '')
        OR NVL(conformed.dim_event.event_journey_type, '') <> LEFT(NVL(batch.ref_domain, ''), 100)
        OR NVL(conformed.dim_event.service_name, '') <> LEFT(NVL(batch.ref_sub_domain, ''), 100));

    INSERT INTO conformed.dim_event (
        event_name, product_family, event_journey_type, service_name, created_by, created_date, modified_by, modified_date)
    SELECT DISTINCT batch.ref_event_name, batch.ref_product_family, LEFT(batch.ref_domain, 100), LEFT(batch.ref_sub_domain, 100),
           CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM batch_auth_account_creation batch
    WHERE NOT EXISTS (SELECT 1 FROM conformed.dim_event known WHERE known.event_name = batch.ref_event_name);

    INSERT INTO conformed.dim_verification_route (
        verification_route_name, verification_short_name, route_description, created_by, created_date, modified_by, modified_date)
    SELECT LEFT(batch.ref_sub_domain, 500), LEFT(MAX(batch.ref_sub_domain), 50), LEFT(MAX(batch.ref_domain), 500),
           CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM batch_auth_account_creation batch
    WHERE batch.ref_sub_domain IS NOT NULL
      AND NOT EXISTS (
          SELECT 1 FROM conformed.dim_verification_route known
          WHERE known.verification_route_name = LEFT(batch.ref_sub_domain, 500))
    GROUP BY LEFT(batch.ref_sub_domain, 500);

    INSERT INTO conformed.dim_relying_party (
        client_id, relying_party_name, display_name, created_by, created_date, modified_by, modified_date)
    SELECT batch.client_id, MAX(ref.client_name), MAX(ref.display_name), CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM batch_auth_account_creation batch
    LEFT JOIN conformed.ref_relying_parties ref ON ref.client_id = batch.client_id
    WHERE batch.client_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM conformed.dim_relying_party known WHERE known.client_id = batch.client_id)
    GROUP BY batch.client_id;

    -- 3. The facts: known events are updated, others inserted; no member means the unknown one.
    DROP TABLE IF EXISTS keyed_auth_account_creation;
    CREATE TEMP TABLE keyed_auth_account_creation AS
    SELECT batch.*,
           NVL(de.event_key, -1) AS event_key,
           NVL(dd.date_key, -1) AS date_key,
           NVL(dvr.verification_route_key, -1) AS verification_route_key,
           NVL(djc.journey_channel_key, -1) AS journey_channel_key,
           NVL(drp.relying_party_key, -1) AS relying_party_key
    FROM batch_auth_account_creation batch
    LEFT JOIN conformed.dim_event de ON de.event_name = batch.ref_event_name
    LEFT JOIN conformed.dim_date dd ON dd.date_key = batch.event_date
    LEFT JOIN conformed.dim_verification_route dvr ON dvr.verification_route_name = LEFT(batch.ref_sub_domain, 500)
    LEFT JOIN conformed.dim_journey_channel djc ON djc.channel_name = batch.channel_name
    LEFT JOIN conformed.dim_relying_party drp ON drp.client_id = batch.client_id;

    UPDATE conformed.fact_user_journey_event
    SET event_key = keyed.event_key,
        date_key = keyed.date_key,
        verification_route_key = keyed.verification_route_key,
        journey_channel_key = keyed.journey_channel_key,
        relying_party_key = keyed.relying_party_key,
        user_user_id = keyed.user_user_id,
        event_time = keyed.event_time,
        user_govuk_signin_journey_id = keyed.user_govuk_signin_journey_id,
        component_id = keyed.component_id,
        event_count = keyed.event_count,
        processed_date = keyed.processed_date,
        modified_by = CURRENT_USER,
        modified_date = CURRENT_DATE
    FROM keyed_auth_account_creation keyed
    WHERE conformed.fact_user_journey_event.event_id = keyed.event_id;

    INSERT INTO conformed.fact_user_journey_event (
        event_key,
        date_key,
        verification_route_key,
        journey_channel_key,
        relying_party_key,
        event_id,
        user_user_id,
        event_time,
        user_govuk_signin_journey_id,
        component_id,
        event_count,
        processed_date,
        created_by,
        created_date,
        modified_by,
        modified_date)
    SELECT keyed.event_key,
           keyed.date_key,
           keyed.verification_route_key,
           keyed.journey_channel_key,
           keyed.relying_party_key,
           keyed.event_id,
           keyed.user_user_id,
           keyed.event_time,
           keyed.user_govuk_signin_journey_id,
           keyed.component_id,
           keyed.event_count,
           keyed.processed_date,
           CURRENT_USER,
           CURRENT_DATE,
           CURRENT_USER,
           CURRENT_DATE
    FROM keyed_auth_account_creation keyed
    LEFT JOIN conformed.fact_user_journey_event fact ON fact.event_id = keyed.event_id
    WHERE fact.event_id IS NULL;

    -- 4. Copies beyond the first, per event.
    DELETE FROM audit.err_duplicate_event_id_auth_account_creation_1
    WHERE event_id IN (SELECT event_id FROM keyed_auth_account_creation WHERE copies > 1);

    INSERT INTO audit.err_duplicate_event_id_auth_account_creation_1 (
        product_family, total_duplicate_event_count_minus_one, event_name, event_id, timestamp_formatted, created_by, created_datetime)
    SELECT v_family, copies - 1, ref_event_name, event_id, LEFT(event_time, 100), CURRENT_USER, CURRENT_DATE
    FROM keyed_auth_account_creation
    WHERE copies > 1;

    -- 5. How far the family is now.
    UPDATE conformed.batchcontrol
    SET maxrundate = batch.maxrundate
    FROM (SELECT MAX(TO_DATE(processed_date, 'YYYYMMDD')) AS maxrundate FROM keyed_auth_account_creation) batch
    WHERE conformed.batchcontrol.product_family = v_family
      AND batch.maxrundate > conformed.batchcontrol.maxrundate;
END;
$$ LANGUAGE plpgsql;
