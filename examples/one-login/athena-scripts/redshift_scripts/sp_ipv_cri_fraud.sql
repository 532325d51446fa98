-- Generated from schema/ by 'dap generate procedures'. Change the master sheet, not this file.
-- ipv_cri_fraud into the star. The table that it reads holds the batch: one row per event, the winning copy.
CREATE OR REPLACE PROCEDURE conformed.sp_ipv_cri_fraud()
AS $$
DECLARE
    v_family VARCHAR(100) := 'ipv_cri_fraud';
    v_several INTEGER;
BEGIN
    -- 1. The members that the batch names; sp_setup_conformed_schema() keeps up what they are called. An event
    --    without reference is left where it is, and comes with a later batch.
    DROP TABLE IF EXISTS named_ipv_cri_fraud;
    CREATE TEMP TABLE named_ipv_cri_fraud AS
    SELECT DISTINCT ref.event_name, ref.domain, ref.sub_domain,
           NULLIF(TRIM(LEFT(stage.client_id, 1000)), '') AS client_id
    FROM dap_txma_stage.ipv_cri_fraud stage
    JOIN conformed.ref_events ref ON ref.event_name = UPPER(stage.event_name) AND ref.product_family = v_family;

    INSERT INTO conformed.dim_event (
        event_name, product_family, event_journey_type, service_name, created_by, created_date, modified_by, modified_date)
    SELECT DISTINCT named.event_name, v_family, LEFT(named.domain, 100), LEFT(named.sub_domain, 100),
           CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM named_ipv_cri_fraud named
    WHERE NOT EXISTS (SELECT 1 FROM conformed.dim_event known WHERE known.event_name = named.event_name);

    INSERT INTO conformed.dim_verification_route (
        verification_route_name, verification_short_name, route_description, created_by, created_date, modified_by, modified_date)
    SELECT LEFT(named.sub_domain, 500), LEFT(MAX(named.sub_domain), 50), LEFT(MAX(named.domain), 500),
           CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM named_ipv_cri_fraud named
    WHERE named.sub_domain IS NOT NULL
      AND NOT EXISTS (
          SELECT 1 FROM conformed.dim_verification_route known
          WHERE known.verification_route_name = LEFT(named.sub_domain, 500))
    GROUP BY LEFT(named.sub_domain, 500);

    INSERT INTO conformed.dim_relying_party (
        client_id, relying_party_name, display_name, created_by, created_date, modified_by, modified_date)
    SELECT named.client_id, MAX(ref.client_name), MAX(ref.display_name), CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM named_ipv_cri_fraud named
    LEFT JOIN conformed.ref_relying_parties ref ON ref.client_id = named.client_id
    WHERE named.client_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM conformed.dim_relying_party known WHERE known.client_id = named.client_id)
    GROUP BY named.client_id;

    -- 2. The batch: the keys of its members, -1 where there is none, and its values, cut to their columns' widths.
    DROP TABLE IF EXISTS batch_ipv_cri_fraud;
    CREATE TEMP TABLE batch_ipv_cri_fraud AS
    WITH parsed AS (
        SELECT stage.*,
               CASE WHEN IS_VALID_JSON_ARRAY(stage.extensions_evidence) THEN JSON_PARSE(stage.extensions_evidence)
                    WHEN IS_VALID_JSON(stage.extensions_evidence) THEN ARRAY(JSON_PARSE(stage.extensions_evidence)) END AS extensions_evidence_json
        FROM dap_txma_stage.ipv_cri_fraud stage
    ),
    fields AS (
        SELECT parsed.*,
               CAST(parsed.extensions_evidence_json[0].failedcheckdetails[0].biometricverificationprocesslevel AS VARCHAR(65535)) AS failed_check_details_biometric_verification_process_level_text,
               CAST(parsed.extensions_evidence_json[0].checkdetails[0].biometricverificationprocesslevel AS VARCHAR(65535)) AS check_details_biometric_verification_process_level_text,
               CAST(parsed.extensions_evidence_json[0].activityhistoryscore AS VARCHAR(65535)) AS activity_history_score_text,
               CAST(parsed.extensions_evidence_json[0].identityfraudscore AS VARCHAR(65535)) AS identity_fraud_score_text,
               CAST(parsed.extensions_evidence_json[0].decisionscore AS VARCHAR(65535)) AS decision_score_text,
               CAST(parsed.extensions_evidence_json[0].failedcheckdetails[0].checkmethod AS VARCHAR(65535)) AS failed_check_details_check_method_text,
               CAST(parsed.extensions_evidence_json[0].checkdetails[0].checkmethod AS VARCHAR(65535)) AS check_details_check_method_text,
               CAST(parsed.extensions_evidence_json[0].type AS VARCHAR(65535)) AS type_text
        FROM parsed
    )
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
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.failed_check_details_biometric_verification_process_level_text, 'null')), 50) AS failed_check_details_biometric_verification_process_level,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.check_details_biometric_verification_process_level_text, 'null')), 50) AS check_details_biometric_verification_process_level,
           CASE WHEN TRIM(BOTH '"' FROM stage.activity_history_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.activity_history_score_text) AS INTEGER) END AS activity_history_score,
           CASE WHEN TRIM(BOTH '"' FROM stage.identity_fraud_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.identity_fraud_score_text) AS INTEGER) END AS identity_fraud_score,
           CASE WHEN TRIM(BOTH '"' FROM stage.decision_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.decision_score_text) AS INTEGER) END AS decision_score,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.failed_check_details_check_method_text, 'null')), 1000) AS failed_check_details_check_method,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.check_details_check_method_text, 'null')), 1000) AS check_details_check_method,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.type_text, 'null')), 1000) AS type,
           LEFT(stage.extensions_iss, 1000) AS iss,
           CASE WHEN GET_ARRAY_LENGTH(stage.extensions_evidence_json) > 1 THEN 1 ELSE 0 END AS has_several_elements,
           LEFT(stage.processed_date, 100) AS processed_date
    FROM fields stage
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

    -- A fact holds the first element of an array: say how many events have more.
    SELECT COUNT(*) INTO v_several FROM batch_ipv_cri_fraud WHERE has_several_elements = 1;
    IF v_several > 0 THEN
        RAISE INFO '%: % events hold arrays of several elements; the first is in the star', v_family, v_several;
    END IF;

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
        failed_check_details_biometric_verification_process_level = batch.failed_check_details_biometric_verification_process_level,
        check_details_biometric_verification_process_level = batch.check_details_biometric_verification_process_level,
        activity_history_score = batch.activity_history_score,
        identity_fraud_score = batch.identity_fraud_score,
        decision_score = batch.decision_score,
        failed_check_details_check_method = batch.failed_check_details_check_method,
        check_details_check_method = batch.check_details_check_method,
        type = batch.type,
        iss = batch.iss,
        processed_date = batch.processed_date,
        modified_by = CURRENT_USER,
        modified_date = CURRENT_DATE
    FROM batch_ipv_cri_fraud batch
    WHERE conformed.fact_user_journey_event.event_id = batch.event_id;

    INSERT INTO conformed.fact_user_journey_event (
        event_id, event_key, date_key, verification_route_key, journey_channel_key, relying_party_key,
        component_id, user_govuk_signin_journey_id, user_user_id, event_time,
        failed_check_details_biometric_verification_process_level,
        check_details_biometric_verification_process_level, activity_history_score, identity_fraud_score,
        decision_score, failed_check_details_check_method, check_details_check_method, type, iss,
        event_count, processed_date, created_by, created_date, modified_by, modified_date)
    SELECT batch.event_id, batch.event_key, batch.date_key, batch.verification_route_key, batch.journey_channel_key, batch.relying_party_key,
           batch.component_id, batch.user_govuk_signin_journey_id, batch.user_user_id, batch.event_time,
           batch.failed_check_details_biometric_verification_process_level,
           batch.check_details_biometric_verification_process_level, batch.activity_history_score,
           batch.identity_fraud_score, batch.decision_score, batch.failed_check_details_check_method,
           batch.check_details_check_method, batch.type, batch.iss,
           1, batch.processed_date, CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM batch_ipv_cri_fraud batch
    WHERE NOT EXISTS (SELECT 1 FROM conformed.fact_user_journey_event fact WHERE fact.event_id = batch.event_id);

    -- 4. How far the family is now.
    UPDATE conformed.batchcontrol
    SET maxrundate = batch.maxrundate
    FROM (SELECT MAX(TO_DATE(processed_date, 'YYYYMMDD')) AS maxrundate FROM batch_ipv_cri_fraud) batch
    WHERE conformed.batchcontrol.product_family = v_family
      AND batch.maxrundate > conformed.batchcontrol.maxrundate;
END;
$$ LANGUAGE plpgsql;
