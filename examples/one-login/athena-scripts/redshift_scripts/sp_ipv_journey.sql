-- Generated from schema/ by 'dap generate procedures'. Change the master sheet, not this file.
-- ipv_journey into the star. The table that it reads holds the batch: one row per event, the winning copy.
CREATE OR REPLACE PROCEDURE conformed.sp_ipv_journey()
AS $$
DECLARE
    v_family VARCHAR(100) := 'ipv_journey';
    v_several INTEGER;
BEGIN
    -- 1. The members that the batch names; sp_setup_conformed_schema() keeps up what they are called. An event
    --    without reference is left where it is, and comes with a later batch.
    DROP TABLE IF EXISTS named_ipv_journey;
    CREATE TEMP TABLE named_ipv_journey AS
    SELECT DISTINCT ref.event_name, ref.domain, ref.sub_domain,
           NULLIF(TRIM(LEFT(stage.client_id, 1000)), '') AS client_id
    FROM dap_txma_stage.ipv_journey stage
    JOIN conformed.ref_events ref ON ref.event_name = UPPER(stage.event_name) AND ref.product_family = v_family;

    INSERT INTO conformed.dim_event (
        event_name, product_family, event_journey_type, service_name, created_by, created_date, modified_by, modified_date)
    SELECT DISTINCT named.event_name, v_family, LEFT(named.domain, 100), LEFT(named.sub_domain, 100),
           CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM named_ipv_journey named
    WHERE NOT EXISTS (SELECT 1 FROM conformed.dim_event known WHERE known.event_name = named.event_name);

    INSERT INTO conformed.dim_verification_route (
        verification_route_name, verification_short_name, route_description, created_by, created_date, modified_by, modified_date)
    SELECT LEFT(named.sub_domain, 500), LEFT(MAX(named.sub_domain), 50), LEFT(MAX(named.domain), 500),
           CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM named_ipv_journey named
    WHERE named.sub_domain IS NOT NULL
      AND NOT EXISTS (
          SELECT 1 FROM conformed.dim_verification_route known
          WHERE known.verification_route_name = LEFT(named.sub_domain, 500))
    GROUP BY LEFT(named.sub_domain, 500);

    INSERT INTO conformed.dim_relying_party (
        client_id, relying_party_name, display_name, created_by, created_date, modified_by, modified_date)
    SELECT named.client_id, MAX(ref.client_name), MAX(ref.display_name), CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM named_ipv_journey named
    LEFT JOIN conformed.ref_relying_parties ref ON ref.client_id = named.client_id
    WHERE named.client_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM conformed.dim_relying_party known WHERE known.client_id = named.client_id)
    GROUP BY named.client_id;

    -- 2. The batch: the keys of its members, -1 where there is none, and its values, cut to their columns' widths.
    DROP TABLE IF EXISTS batch_ipv_journey;
    CREATE TEMP TABLE batch_ipv_journey AS
    WITH parsed AS (
        SELECT stage.*,
               CASE WHEN IS_VALID_JSON_ARRAY(stage.extensions_gpg45scores) THEN JSON_PARSE(stage.extensions_gpg45scores)
                    WHEN IS_VALID_JSON(stage.extensions_gpg45scores) THEN ARRAY(JSON_PARSE(stage.extensions_gpg45scores)) END AS extensions_gpg45scores_json,
               CASE WHEN IS_VALID_JSON_ARRAY(stage.extensions_evidence) THEN JSON_PARSE(stage.extensions_evidence)
                    WHEN IS_VALID_JSON(stage.extensions_evidence) THEN ARRAY(JSON_PARSE(stage.extensions_evidence)) END AS extensions_evidence_json,
               CASE WHEN IS_VALID_JSON_ARRAY(stage.extensions_returncodes) THEN JSON_PARSE(stage.extensions_returncodes)
                    WHEN IS_VALID_JSON(stage.extensions_returncodes) THEN ARRAY(JSON_PARSE(stage.extensions_returncodes)) END AS extensions_returncodes_json
        FROM dap_txma_stage.ipv_journey stage
    ),
    fields AS (
        SELECT parsed.*,
               CAST(parsed.extensions_gpg45scores_json[0].activity AS VARCHAR(65535)) AS gpg45_activity_score_text,
               CAST(parsed.extensions_gpg45scores_json[0].evidences[0].strength AS VARCHAR(65535)) AS gpg45_evidences_strength_score_text,
               CAST(parsed.extensions_gpg45scores_json[0].evidences[0].validity AS VARCHAR(65535)) AS gpg45_evidence_validity_score_text,
               CAST(parsed.extensions_gpg45scores_json[0].fraud AS VARCHAR(65535)) AS gpg45_fraud_score_text,
               CAST(parsed.extensions_gpg45scores_json[0].verification AS VARCHAR(65535)) AS gpg45_verification_score_text,
               CAST(parsed.extensions_evidence_json[0].failedcheckdetails[0].biometricverificationprocesslevel AS VARCHAR(65535)) AS failed_check_details_biometric_verification_process_level_text,
               CAST(parsed.extensions_evidence_json[0].checkdetails[0].biometricverificationprocesslevel AS VARCHAR(65535)) AS check_details_biometric_verification_process_level_text,
               CAST(parsed.extensions_evidence_json[0].activityhistoryscore AS VARCHAR(65535)) AS activity_history_score_text,
               CAST(parsed.extensions_evidence_json[0].identityfraudscore AS VARCHAR(65535)) AS identity_fraud_score_text,
               CAST(parsed.extensions_evidence_json[0].failedcheckdetails[0].kbvresponsemode AS VARCHAR(65535)) AS failed_check_details_kbv_response_mode_text,
               CAST(parsed.extensions_evidence_json[0].failedcheckdetails[0].checkmethod AS VARCHAR(65535)) AS failed_check_details_check_method_text,
               CAST(parsed.extensions_evidence_json[0].checkdetails[0].kbvresponsemode AS VARCHAR(65535)) AS check_details_kbv_response_mode_text,
               CAST(parsed.extensions_evidence_json[0].checkdetails[0].kbvquality AS VARCHAR(65535)) AS check_details_kbv_quality_text,
               CAST(parsed.extensions_evidence_json[0].verificationscore AS VARCHAR(65535)) AS verification_score_text,
               CAST(parsed.extensions_evidence_json[0].checkdetails[0].checkmethod AS VARCHAR(65535)) AS check_details_check_method_text,
               CAST(parsed.extensions_evidence_json[0].validityscore AS VARCHAR(65535)) AS validity_score_text,
               CAST(parsed.extensions_evidence_json[0].type AS VARCHAR(65535)) AS type_text,
               CAST(parsed.extensions_evidence_json[0].strengthscore AS VARCHAR(65535)) AS strength_score_text,
               CAST(parsed.extensions_evidence_json[0].mitigations[0].code AS VARCHAR(65535)) AS extensions_evidence_mitigations_code_text,
               CAST(parsed.extensions_evidence_json[0].mitigations[0].mitigatingcredentialissuer AS VARCHAR(65535)) AS extensions_evidence_mitigations_mitigatingcredentialissuer_text,
               CAST(parsed.extensions_returncodes_json[0].code AS VARCHAR(65535)) AS extensions_returncodes_code_text,
               CAST(parsed.extensions_returncodes_json[0].issuers AS VARCHAR(65535)) AS extensions_returncodes_issuer_text
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
           LEFT(TRIM(BOTH '"' FROM stage.extensions_reason), 1000) AS reason,
           LEFT(TRIM(BOTH '"' FROM stage.extensions_rejectionreason), 1000) AS rejection_reason,
           CASE TRIM(BOTH '"' FROM stage.extensions_hasmitigations) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END AS has_mitigations,
           LEFT(TRIM(BOTH '"' FROM stage.extensions_levelofconfidence), 100) AS level_of_confidence,
           CASE TRIM(BOTH '"' FROM stage.extensions_cifail) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END AS ci_fail,
           CASE WHEN TRIM(BOTH '"' FROM stage.gpg45_activity_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.gpg45_activity_score_text) AS INTEGER) END AS gpg45_activity_score,
           CASE WHEN TRIM(BOTH '"' FROM stage.gpg45_evidences_strength_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.gpg45_evidences_strength_score_text) AS INTEGER) END AS gpg45_evidences_strength_score,
           CASE WHEN TRIM(BOTH '"' FROM stage.gpg45_evidence_validity_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.gpg45_evidence_validity_score_text) AS INTEGER) END AS gpg45_evidence_validity_score,
           CASE WHEN TRIM(BOTH '"' FROM stage.gpg45_fraud_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.gpg45_fraud_score_text) AS INTEGER) END AS gpg45_fraud_score,
           CASE WHEN TRIM(BOTH '"' FROM stage.gpg45_verification_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.gpg45_verification_score_text) AS INTEGER) END AS gpg45_verification_score,
           LEFT(stage.extensions_iss, 1000) AS iss,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.extensions_successful, 'null')), 100) AS successful,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.failed_check_details_biometric_verification_process_level_text, 'null')), 50) AS failed_check_details_biometric_verification_process_level,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.check_details_biometric_verification_process_level_text, 'null')), 50) AS check_details_biometric_verification_process_level,
           CASE WHEN TRIM(BOTH '"' FROM stage.activity_history_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.activity_history_score_text) AS INTEGER) END AS activity_history_score,
           CASE WHEN TRIM(BOTH '"' FROM stage.identity_fraud_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.identity_fraud_score_text) AS INTEGER) END AS identity_fraud_score,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.failed_check_details_kbv_response_mode_text, 'null')), 1000) AS failed_check_details_kbv_response_mode,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.failed_check_details_check_method_text, 'null')), 1000) AS failed_check_details_check_method,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.check_details_kbv_response_mode_text, 'null')), 1000) AS check_details_kbv_response_mode,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.check_details_kbv_quality_text, 'null')), 1000) AS check_details_kbv_quality,
           CASE WHEN TRIM(BOTH '"' FROM stage.verification_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.verification_score_text) AS INTEGER) END AS verification_score,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.check_details_check_method_text, 'null')), 1000) AS check_details_check_method,
           CASE WHEN TRIM(BOTH '"' FROM stage.validity_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.validity_score_text) AS INTEGER) END AS validity_score,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.type_text, 'null')), 1000) AS type,
           CASE WHEN TRIM(BOTH '"' FROM stage.strength_score_text) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.strength_score_text) AS INTEGER) END AS strength_score,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.extensions_evidence_mitigations_code_text, 'null')), 10000) AS extensions_evidence_mitigations_code,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.extensions_evidence_mitigations_mitigatingcredentialissuer_text, 'null')), 10000) AS extensions_evidence_mitigations_mitigatingcredentialissuer,
           CASE WHEN TRIM(BOTH '"' FROM stage.extensions_age) ~ '^[0-9]{1,9}$' THEN CAST(TRIM(BOTH '"' FROM stage.extensions_age) AS INTEGER) END AS age,
           CASE TRIM(BOTH '"' FROM stage.extensions_isukissued) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END AS nationality_is_uk_issued,
           stage.event_timestamp_ms AS event_timestamp_ms,
           LEFT(stage.event_timestamp_ms_formatted, 1000) AS event_timestamp_ms_formatted,
           LEFT(stage.extensions_mitigationtype, 1000) AS mitigation_type,
           CASE TRIM(BOTH '"' FROM stage.extensions_reproveidentity) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END AS reprove_identity,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.extensions_journeytype, 'null')), 10000) AS extensions_journeytype,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.extensions_returncodes_code_text, 'null')), 100) AS extensions_returncodes_code,
           LEFT(TRIM(BOTH '"' FROM NULLIF(stage.extensions_returncodes_issuer_text, 'null')), 10000) AS extensions_returncodes_issuer,
           CASE WHEN GET_ARRAY_LENGTH(stage.extensions_gpg45scores_json) > 1
                  OR GET_ARRAY_LENGTH(stage.extensions_evidence_json) > 1
                  OR GET_ARRAY_LENGTH(stage.extensions_returncodes_json) > 1 THEN 1 ELSE 0 END AS has_several_elements,
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
    SELECT COUNT(*) INTO v_several FROM batch_ipv_journey WHERE has_several_elements = 1;
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
        reason = batch.reason,
        rejection_reason = batch.rejection_reason,
        has_mitigations = batch.has_mitigations,
        level_of_confidence = batch.level_of_confidence,
        ci_fail = batch.ci_fail,
        gpg45_activity_score = batch.gpg45_activity_score,
        gpg45_evidences_strength_score = batch.gpg45_evidences_strength_score,
        gpg45_evidence_validity_score = batch.gpg45_evidence_validity_score,
        gpg45_fraud_score = batch.gpg45_fraud_score,
        gpg45_verification_score = batch.gpg45_verification_score,
        iss = batch.iss,
        successful = batch.successful,
        failed_check_details_biometric_verification_process_level = batch.failed_check_details_biometric_verification_process_level,
        check_details_biometric_verification_process_level = batch.check_details_biometric_verification_process_level,
        activity_history_score = batch.activity_history_score,
        identity_fraud_score = batch.identity_fraud_score,
        failed_check_details_kbv_response_mode = batch.failed_check_details_kbv_response_mode,
        failed_check_details_check_method = batch.failed_check_details_check_method,
        check_details_kbv_response_mode = batch.check_details_kbv_response_mode,
        check_details_kbv_quality = batch.check_details_kbv_quality,
        verification_score = batch.verification_score,
        check_details_check_method = batch.check_details_check_method,
        validity_score = batch.validity_score,
        type = batch.type,
        strength_score = batch.strength_score,
        extensions_evidence_mitigations_code = batch.extensions_evidence_mitigations_code,
        extensions_evidence_mitigations_mitigatingcredentialissuer = batch.extensions_evidence_mitigations_mitigatingcredentialissuer,
        age = batch.age,
        nationality_is_uk_issued = batch.nationality_is_uk_issued,
        event_timestamp_ms = batch.event_timestamp_ms,
        event_timestamp_ms_formatted = batch.event_timestamp_ms_formatted,
        mitigation_type = batch.mitigation_type,
        reprove_identity = batch.reprove_identity,
        extensions_journeytype = batch.extensions_journeytype,
        extensions_returncodes_code = batch.extensions_returncodes_code,
        extensions_returncodes_issuer = batch.extensions_returncodes_issuer,
        processed_date = batch.processed_date,
        modified_by = CURRENT_USER,
        modified_date = CURRENT_DATE
    FROM batch_ipv_journey batch
    WHERE conformed.fact_user_journey_event.event_id = batch.event_id;

    INSERT INTO conformed.fact_user_journey_event (
        event_id, event_key, date_key, verification_route_key, journey_channel_key, relying_party_key,
        component_id, user_govuk_signin_journey_id, user_user_id, event_time, reason, rejection_reason,
        has_mitigations, level_of_confidence, ci_fail, gpg45_activity_score, gpg45_evidences_strength_score,
        gpg45_evidence_validity_score, gpg45_fraud_score, gpg45_verification_score, iss, successful,
        failed_check_details_biometric_verification_process_level,
        check_details_biometric_verification_process_level, activity_history_score, identity_fraud_score,
        failed_check_details_kbv_response_mode, failed_check_details_check_method,
        check_details_kbv_response_mode, check_details_kbv_quality, verification_score,
        check_details_check_method, validity_score, type, strength_score,
        extensions_evidence_mitigations_code, extensions_evidence_mitigations_mitigatingcredentialissuer,
        age, nationality_is_uk_issued, event_timestamp_ms, event_timestamp_ms_formatted, mitigation_type,
        reprove_identity, extensions_journeytype, extensions_returncodes_code, extensions_returncodes_issuer,
        event_count, processed_date, created_by, created_date, modified_by, modified_date)
    SELECT batch.event_id, batch.event_key, batch.date_key, batch.verification_route_key, batch.journey_channel_key, batch.relying_party_key,
           batch.component_id, batch.user_govuk_signin_journey_id, batch.user_user_id, batch.event_time,
           batch.reason, batch.rejection_reason, batch.has_mitigations, batch.level_of_confidence,
           batch.ci_fail, batch.gpg45_activity_score, batch.gpg45_evidences_strength_score,
           batch.gpg45_evidence_validity_score, batch.gpg45_fraud_score, batch.gpg45_verification_score,
           batch.iss, batch.successful, batch.failed_check_details_biometric_verification_process_level,
           batch.check_details_biometric_verification_process_level, batch.activity_history_score,
           batch.identity_fraud_score, batch.failed_check_details_kbv_response_mode,
           batch.failed_check_details_check_method, batch.check_details_kbv_response_mode,
           batch.check_details_kbv_quality, batch.verification_score, batch.check_details_check_method,
           batch.validity_score, batch.type, batch.strength_score, batch.extensions_evidence_mitigations_code,
           batch.extensions_evidence_mitigations_mitigatingcredentialissuer, batch.age,
           batch.nationality_is_uk_issued, batch.event_timestamp_ms, batch.event_timestamp_ms_formatted,
           batch.mitigation_type, batch.reprove_identity, batch.extensions_journeytype,
           batch.extensions_returncodes_code, batch.extensions_returncodes_issuer,
           1, batch.processed_date, CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
    FROM batch_ipv_journey batch
    WHERE NOT EXISTS (SELECT 1 FROM conformed.fact_user_journey_event fact WHERE fact.event_id = batch.event_id);

    -- 4. How far the family is now.
    UPDATE conformed.batchcontrol
    SET maxrundate = batch.maxrundate
    FROM (SELECT MAX(TO_DATE(processed_date, 'YYYYMMDD')) AS maxrundate FROM batch_ipv_journey) batch
    WHERE conformed.batchcontrol.product_family = v_family
      AND batch.maxrundate > conformed.batchcontrol.maxrundate;
END;
$$ LANGUAGE plpgsql;
