-- Generated from schema/ by 'dap generate procedures'. Change the master sheet, not this file.
-- ipv_cri_address into the star. The table that it reads holds the batch: one row per event, the winning copy.
CREATE OR REPLACE PROCEDURE conformed.sp_ipv_cri_address()
AS $$
DECLARE
    v_family VARCHAR(100) := 'ipv_cri_address';
BEGIN
    -- 1. The members that the batch names; sp_setup_conformed_schema() keeps up what they are called. An event
    --    without reference is left where it is, and comes with a later batch.
    DROP TABLE IF EXISTS named_ipv_cri_address;
    CREATE TEMP TABLE named_ipv_cri_address AS
    SELECT DISTINCT ref.event_name, ref.domain, ref.sub_domain,
           NULLIF(TRIM(LEFT(stage.client_id, 1000)), '') AS client_id
    FROM dap_txma_stage.ipv_cri_address stage
    JOIN conformed.ref_events ref ON ref.event_name = UPPER(stage.event_name) AND ref.product_family = v_family;

    INSERT INTO conformed.dim_event (
        event_name, product_family, event_journey_type, service_name, created_by, created_date, modified_by, modified_date)
    SELECT DISTINCT named.event_name, v_family, LEFT(named.domain, 100), LEFT(named.sub_domain, 100),
           CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM named_ipv_cri_address named
    WHERE NOT EXISTS (SELECT 1 FROM conformed.dim_event known WHERE known.event_name = named.event_name);

    INSERT INTO conformed.dim_verification_route (
        verification_route_name, verification_short_name, route_description, created_by, created_date, modified_by, modified_date)
    SELECT LEFT(named.sub_domain, 500), LEFT(MAX(named.sub_domain), 50), LEFT(MAX(named.domain), 500),
           CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM named_ipv_cri_address named
    WHERE named.sub_domain IS NOT NULL
      AND NOT EXISTS (
          SELECT 1 FROM conformed.dim_verification_route known
          WHERE known.verification_route_name = LEFT(named.sub_domain, 500))
    GROUP BY LEFT(named.sub_domain, 500);

    INSERT INTO conformed.dim_relying_party (
        client_id, relying_party_name, display_name, created_by, created_date, modified_by, modified_date)
    SELECT named.client_id, MAX(ref.client_name), MAX(ref.display_name), CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM named_ipv_cri_address named
    LEFT JOIN conformed.ref_relying_parties ref ON ref.client_id = named.client_id
    WHERE named.client_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM conformed.dim_relying_party known WHERE known.client_id = named.client_id)
    GROUP BY named.client_id;

    -- 2. The batch: the keys of its members, -1 where there is none, and its values, cut to their columns' widths.
    DROP TABLE IF EXISTS batch_ipv_cri_address;
    CREATE TEMP TABLE batch_ipv_cri_address AS
    SELECT stage.event_id,
           NVL(de.event_key, -1) AS event_key,
           NVL(dd.date_key, -1) AS date_key,
           NVL(dvr.verification_route_key, -1) AS verification_route_key,
           NVL(djc.journey_channel_key, -1) AS journey_channel_key,
           NVL(drp.relying_party_key, -1) AS relying_party_key,
           LEFT(stage.component_id, 100) AS component_id,
           LEFT(stage.user_govuk_signin_journey_id, 100) AS user_govuk_signin_journey_id,
           LEFT(stage.user_user_id, 100) AS user_user_id,
           LEFT(stage.timestamp_formatted, 1000) AS event_time,
           LEFT(TRIM(BOTH '"' FROM stage.extensions_addressesentered), 1000) AS addresses_entered,
           LEFT(TRIM(BOTH '"' FROM stage.extensions_iss), 1000) AS iss,
           LEFT(stage.processed_date, 100) AS processed_date
    FROM dap_txma_stage.ipv_cri_address stage
    JOIN conformed.ref_events ref ON ref.event_name = UPPER(stage.event_name) AND ref.product_family = v_family
    LEFT JOIN conformed.dim_event de ON de.event_name = ref.event_name
    LEFT JOIN conformed.dim_date dd
      ON dd.date_key = CAST(TO_CHAR(TIMESTAMP 'epoch' + stage."timestamp" * INTERVAL '1 second', 'YYYYMMDD') AS INTEGER)
    LEFT JOIN conformed.dim_verification_route dvr ON dvr.verification_route_name = LEFT(ref.sub_domain, 500)
    LEFT JOIN conformed.dim_journey_channel djc
      ON djc.channel_name = CASE WHEN ref.event_name LIKE '%IPV%' THEN 'Web'
                                 WHEN ref.event_name LIKE '%DCMAW%' THEN 'App'
                                 ELSE 'General' END
    LEFT JOIN conformed.dim_relying_party drp ON drp.client_id = NULLIF(TRIM(LEFT(stage.client_id, 1000)), '')
    WHERE stage.event_id IS NOT NULL;

    -- 3. The facts: known events are updated, others inserted.
    UPDATE conformed.fact_user_journey_event
    SET event_key = batch.event_key,
        date_key = batch.date_key,
        verification_route_key = batch.verification_route_key,
        journey_channel_key = batch.journey_channel_key,
        relying_party_key = batch.relying_party_key,
        component_id = batch.component_id,
        user_govuk_signin_journey_id = batch.user_govuk_signin_journey_id,
        user_user_id = batch.user_user_id,
        event_time = batch.event_time,
        addresses_entered = batch.addresses_entered,
        iss = batch.iss,
        processed_date = batch.processed_date,
        modified_by = CURRENT_USER,
        modified_date = CURRENT_DATE
    FROM batch_ipv_cri_address batch
    WHERE conformed.fact_user_journey_event.event_id = batch.event_id;

    INSERT INTO conformed.fact_user_journey_event (
        event_id, event_key, date_key, verification_route_key, journey_channel_key, relying_party_key,
        component_id, user_govuk_signin_journey_id, user_user_id, event_time, addresses_entered, iss,
        event_count, processed_date, created_by, created_date, modified_by, modified_date)
    SELECT batch.event_id, batch.event_key, batch.date_key, batch.verification_route_key, batch.journey_channel_key, batch.relying_party_key,
           batch.component_id, batch.user_govuk_signin_journey_id, batch.user_user_id, batch.event_time,
           batch.addresses_entered, batch.iss,
           1, batch.processed_date, CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM batch_ipv_cri_address batch
    WHERE NOT EXISTS (SELECT 1 FROM conformed.fact_user_journey_event fact WHERE fact.event_id = batch.event_id);

    -- 4. How far the family is now.
    UPDATE conformed.batchcontrol
    SET maxrundate = batch.maxrundate
    FROM (SELECT MAX(TO_DATE(processed_date, 'YYYYMMDD')) AS maxrundate FROM batch_ipv_cri_address) batch
    WHERE conformed.batchcontrol.product_family = v_family
      AND batch.maxrundate > conformed.batchcontrol.maxrundate;
END;
$$ LANGUAGE plpgsql;
