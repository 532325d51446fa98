-- Generated from schema/ by 'dap generate reference'. Change the master sheet, not this file.
-- Reference data: what events there are, and who the clients are. Called before the families; may be
-- called again at will. A row that is changed here is changed there; a client that was seen before it
-- was known gets its name.
CREATE OR REPLACE PROCEDURE conformed.sp_setup_conformed_schema()
AS $$
BEGIN
    DROP TABLE IF EXISTS wanted_events;
    CREATE TEMP TABLE wanted_events AS
    SELECT 'AUTH_CHECK_USER_NO_ACCOUNT_WITH_EMAIL' AS event_name, 'auth_account_creation' AS product_family, 'Authentication' AS domain, 'Account Creation' AS sub_domain
    UNION ALL SELECT 'AUTH_CREATE_ACCOUNT', 'auth_account_creation', 'Authentication', 'Account Creation'
    UNION ALL SELECT 'AUTH_AUTHORISATION_INITIATED', 'auth_orchestration', 'Authentication', 'Relying Parties Connect'
    UNION ALL SELECT 'AUTH_AUTHORISATION_REQUEST_ERROR', 'auth_orchestration', 'Authentication', 'User Login'
    UNION ALL SELECT 'AUTH_AUTHORISATION_REQUEST_RECEIVED', 'auth_orchestration', 'Authentication', 'Relying Parties Connect'
    UNION ALL SELECT 'AUTH_DOC_APP_AUTHORISATION_REQUESTED', 'auth_orchestration', 'Authentication', 'Relying Parties Connect'
    UNION ALL SELECT 'AUTH_IPV_AUTHORISATION_REQUESTED', 'auth_orchestration', 'Authentication', 'Relying Parties Connect'
    UNION ALL SELECT 'AUTH_ACCOUNT_TEMPORARILY_LOCKED', 'auth_account_user_login', 'Authentication', 'User Login'
    UNION ALL SELECT 'AUTH_AUTH_CODE_ISSUED', 'auth_account_user_login', 'Authentication', 'User Login'
    UNION ALL SELECT 'AUTH_AUTHENTICATION_COMPLETE', 'auth_account_user_login', 'Authentication', 'User Login'
    UNION ALL SELECT 'AUTH_CHECK_USER_KNOWN_EMAIL', 'auth_account_user_login', 'Authentication', 'User Login'
    UNION ALL SELECT 'AUTH_LOG_IN_SUCCESS', 'auth_account_user_login', 'Authentication', 'User Login'
    UNION ALL SELECT 'AUTH_REAUTHENTICATION_INVALID', 'auth_account_user_login', 'Authentication', 'User Login'
    UNION ALL SELECT 'AUTH_REAUTHENTICATION_SUCCESSFUL', 'auth_account_user_login', 'Authentication', 'User Login'
    UNION ALL SELECT 'AUTH_CODE_VERIFIED', 'auth_account_mfa', 'Authentication', 'Account MFA'
    UNION ALL SELECT 'AUTH_PASSWORD_RESET_REQUESTED', 'auth_account_management', 'Authentication', 'Account Management'
    UNION ALL SELECT 'AUTH_PASSWORD_RESET_SUCCESSFUL', 'auth_account_management', 'Authentication', 'Account Management'
    UNION ALL SELECT 'HOME_REPORT_SUSPICIOUS_ACTIVITY', 'auth_account_management', 'Authentication', 'Account Management'
    UNION ALL SELECT 'DCMAW_ABORT_APP', 'dcmaw_cri', 'DCMAW', 'App Journey'
    UNION ALL SELECT 'DCMAW_ABORT_WEB', 'dcmaw_cri', 'DCMAW', 'App Journey'
    UNION ALL SELECT 'DCMAW_APP_END', 'dcmaw_cri', 'DCMAW', 'App Journey'
    UNION ALL SELECT 'DCMAW_APP_HANDOFF_START', 'dcmaw_cri', 'DCMAW', 'App Journey'
    UNION ALL SELECT 'DCMAW_APP_START', 'dcmaw_cri', 'DCMAW', 'App Journey'
    UNION ALL SELECT 'DCMAW_BRP_SELECTED', 'dcmaw_cri', 'DCMAW', 'CRI'
    UNION ALL SELECT 'DCMAW_CRI_4XXERROR', 'dcmaw_cri', 'DCMAW', 'CRI'
    UNION ALL SELECT 'DCMAW_CRI_5XXERROR', 'dcmaw_cri', 'DCMAW', 'CRI'
    UNION ALL SELECT 'DCMAW_CRI_END', 'dcmaw_cri', 'DCMAW', 'CRI'
    UNION ALL SELECT 'DCMAW_CRI_START', 'dcmaw_cri', 'DCMAW', 'CRI'
    UNION ALL SELECT 'DCMAW_CRI_VC_ISSUED', 'dcmaw_cri', 'DCMAW', 'CRI'
    UNION ALL SELECT 'DCMAW_DRIVING_LICENCE_SELECTED', 'dcmaw_cri', 'DCMAW', 'CRI'
    UNION ALL SELECT 'DCMAW_HYBRID_BILLING_STARTED', 'dcmaw_cri', 'DCMAW', 'CRI'
    UNION ALL SELECT 'DCMAW_IPROOV_BILLING_STARTED', 'dcmaw_cri', 'DCMAW', 'CRI'
    UNION ALL SELECT 'DCMAW_MISSING_CONTEXT_AFTER_ABORT', 'dcmaw_cri', 'DCMAW', 'App Journey'
    UNION ALL SELECT 'DCMAW_MISSING_CONTEXT_AFTER_COMPLETION', 'dcmaw_cri', 'DCMAW', 'App Journey'
    UNION ALL SELECT 'DCMAW_PASSPORT_SELECTED', 'dcmaw_cri', 'DCMAW', 'CRI'
    UNION ALL SELECT 'DCMAW_READID_NFC_BILLING_STARTED', 'dcmaw_cri', 'DCMAW', 'CRI'
    UNION ALL SELECT 'DCMAW_REDIRECT_ABORT', 'dcmaw_cri', 'DCMAW', 'App Journey'
    UNION ALL SELECT 'DCMAW_REDIRECT_SUCCESS', 'dcmaw_cri', 'DCMAW', 'App Journey'
    UNION ALL SELECT 'DCMAW_SESSION_RECOVERED', 'dcmaw_cri', 'DCMAW', 'App Journey'
    UNION ALL SELECT 'DCMAW_WEB_END', 'dcmaw_cri', 'DCMAW', 'App Journey'
    UNION ALL SELECT 'IPV_DL_CRI_END', 'ipv_cri_driving_license', 'IPV', 'Driving License'
    UNION ALL SELECT 'IPV_DL_CRI_REQUEST_SENT', 'ipv_cri_driving_license', 'IPV', 'Driving License'
    UNION ALL SELECT 'IPV_DL_CRI_RESPONSE_RECEIVED', 'ipv_cri_driving_license', 'IPV', 'Driving License'
    UNION ALL SELECT 'IPV_DL_CRI_START', 'ipv_cri_driving_license', 'IPV', 'Driving License'
    UNION ALL SELECT 'IPV_DL_CRI_VC_ISSUED', 'ipv_cri_driving_license', 'IPV', 'Driving License'
    UNION ALL SELECT 'IPV_ADDRESS_CRI_END', 'ipv_cri_address', 'IPV', 'Address CRI'
    UNION ALL SELECT 'IPV_ADDRESS_CRI_REQUEST_SENT', 'ipv_cri_address', 'IPV', 'Address CRI'
    UNION ALL SELECT 'IPV_ADDRESS_CRI_START', 'ipv_cri_address', 'IPV', 'Address CRI'
    UNION ALL SELECT 'IPV_ADDRESS_CRI_VC_ISSUED', 'ipv_cri_address', 'IPV', 'Address CRI'
    UNION ALL SELECT 'IPV_FRAUD_CRI_END', 'ipv_cri_fraud', 'IPV', 'Fraud CRI'
    UNION ALL SELECT 'IPV_FRAUD_CRI_REQUEST_SENT', 'ipv_cri_fraud', 'IPV', 'Fraud CRI'
    UNION ALL SELECT 'IPV_FRAUD_CRI_RESPONSE_RECEIVED', 'ipv_cri_fraud', 'IPV', 'Fraud CRI'
    UNION ALL SELECT 'IPV_FRAUD_CRI_START', 'ipv_cri_fraud', 'IPV', 'Fraud CRI'
    UNION ALL SELECT 'IPV_FRAUD_CRI_THIRD_PARTY_REQUEST_ENDED', 'ipv_cri_fraud', 'IPV', 'Fraud CRI'
    UNION ALL SELECT 'IPV_FRAUD_CRI_VC_ISSUED', 'ipv_cri_fraud', 'IPV', 'Fraud CRI'
    UNION ALL SELECT 'IPV_CONTRA_INDICATOR_STORAGE_PUT_NEW_MITIGATION', 'ipv_journey', 'IPV', 'Contra-Indicator'
    UNION ALL SELECT 'IPV_CORE_CRI_RESOURCE_RETRIEVED', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_CRI_AUTH_RESPONSE_RECEIVED', 'ipv_journey', 'IPV', 'Contra-Indicator'
    UNION ALL SELECT 'IPV_DELETE_USER_DATA', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_GPG45_PROFILE_MATCHED', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_IDENTITY_ISSUED', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_IDENTITY_REUSE_COMPLETE', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_IDENTITY_REUSE_RESET', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_JOURNEY_END', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_JOURNEY_START', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_MITIGATION_START', 'ipv_journey', 'IPV', 'Contra-Indicator'
    UNION ALL SELECT 'IPV_REDIRECT_TO_CRI', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_SPOT_REQUEST_RECEIVED', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_SPOT_REQUEST_VALIDATION_FAILURE', 'ipv_journey', 'IPV', 'SPOT'
    UNION ALL SELECT 'IPV_SPOT_RESPONSE_APPROVED', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_SPOT_RESPONSE_REJECTED', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_SUBJOURNEY_START', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_VC_RECEIVED', 'ipv_journey', 'IPV', 'IPV Journey'
    UNION ALL SELECT 'IPV_KBV_CRI_END', 'ipv_cri_kbv', 'IPV', 'KBV CRI'
    UNION ALL SELECT 'IPV_KBV_CRI_REQUEST_SENT', 'ipv_cri_kbv', 'IPV', 'KBV CRI'
    UNION ALL SELECT 'IPV_KBV_CRI_RESPONSE_RECEIVED', 'ipv_cri_kbv', 'IPV', 'KBV CRI'
    UNION ALL SELECT 'IPV_KBV_CRI_START', 'ipv_cri_kbv', 'IPV', 'KBV CRI'
    UNION ALL SELECT 'IPV_KBV_CRI_VC_ISSUED', 'ipv_cri_kbv', 'IPV', 'KBV CRI'
    UNION ALL SELECT 'IPV_PASSPORT_CRI_END', 'ipv_cri_passport', 'IPV', 'Passport CRI'
    UNION ALL SELECT 'IPV_PASSPORT_CRI_REQUEST_SENT', 'ipv_cri_passport', 'IPV', 'Passport CRI'
    UNION ALL SELECT 'IPV_PASSPORT_CRI_RESPONSE_RECEIVED', 'ipv_cri_passport', 'IPV', 'Passport CRI'
    UNION ALL SELECT 'IPV_PASSPORT_CRI_START', 'ipv_cri_passport', 'IPV', 'Passport CRI'
    UNION ALL SELECT 'IPV_PASSPORT_CRI_VC_ISSUED', 'ipv_cri_passport', 'IPV', 'Passport CRI'
    UNION ALL SELECT 'CIC_CRI_AUTH_CODE_ISSUED', 'ipv_cri_cic', 'IPV', 'CIC CRI'
    UNION ALL SELECT 'CIC_CRI_START', 'ipv_cri_cic', 'IPV', 'CIC CRI'
    UNION ALL SELECT 'CIC_CRI_VC_ISSUED', 'ipv_cri_cic', 'IPV', 'CIC CRI'
    UNION ALL SELECT 'F2F_CRI_AUTH_CODE_ISSUED', 'ipv_cri_f2f', 'IPV', 'F2F CRI'
    UNION ALL SELECT 'F2F_CRI_START', 'ipv_cri_f2f', 'IPV', 'F2F CRI'
    UNION ALL SELECT 'F2F_CRI_VC_ISSUED', 'ipv_cri_f2f', 'IPV', 'F2F CRI'
    UNION ALL SELECT 'F2F_YOTI_END', 'ipv_cri_f2f', CAST(NULL AS VARCHAR(1000)), CAST(NULL AS VARCHAR(1000))
    UNION ALL SELECT 'F2F_YOTI_PDF_EMAILED', 'ipv_cri_f2f', 'IPV', 'F2F CRI'
    UNION ALL SELECT 'F2F_YOTI_RESPONSE_RECEIVED', 'ipv_cri_f2f', 'IPV', 'F2F CRI'
    UNION ALL SELECT 'F2F_YOTI_START', 'ipv_cri_f2f', 'IPV', 'F2F CRI'
    UNION ALL SELECT 'IPR_RESULT_NOTIFICATION_EMAILED', 'ipv_cri_f2f', 'IPV', 'F2F CRI'
    UNION ALL SELECT 'IPR_USER_REDIRECTED', 'ipv_cri_f2f', 'IPV', 'F2F CRI'
    UNION ALL SELECT 'IPV_F2F_CRI_VC_CONSUMED', 'ipv_cri_f2f', 'IPV', 'F2F CRI'
    UNION ALL SELECT 'IPV_F2F_CRI_VC_RECEIVED', 'ipv_cri_f2f', 'IPV', 'F2F CRI';

    UPDATE conformed.ref_events
    SET product_family = wanted.product_family,
        domain = wanted.domain,
        sub_domain = wanted.sub_domain
    FROM wanted_events wanted
    WHERE conformed.ref_events.event_name = wanted.event_name
      AND (NVL(conformed.ref_events.product_family, '') <> wanted.product_family
        OR NVL(conformed.ref_events.domain, '') <> NVL(wanted.domain, '')
        OR NVL(conformed.ref_events.sub_domain, '') <> NVL(wanted.sub_domain, ''));

    INSERT INTO conformed.ref_events (event_name, product_family, domain, sub_domain)
    SELECT wanted.event_name, wanted.product_family, wanted.domain, wanted.sub_domain
    FROM wanted_events wanted
    WHERE NOT EXISTS (SELECT 1 FROM conformed.ref_events known WHERE known.event_name = wanted.event_name);

    DROP TABLE IF EXISTS wanted_relying_parties;
    CREATE TEMP TABLE wanted_relying_parties AS
    SELECT 'hT4cRqPz8WkVn2LsYb7DgJ0xMfQe' AS client_id, 'allotment-register' AS client_name, 'Register for an allotment' AS display_name
    UNION ALL SELECT 'mZ9vKb3XsUo6CwRt1GfHy5NpLqAj', 'bridge-tolls', 'Pay a bridge toll'
    UNION ALL SELECT 'Qe7LxNc2VdJr0TyKm4PwBz8HsGfU', 'civic-awards', 'Nominate someone for a civic award'
    UNION ALL SELECT 'aW3sGkY8bRqX1ZnTj6VuEc5MfDhL', 'fishing-permits', 'Buy a fishing permit'
    UNION ALL SELECT 'Jp0DrVf6MyKtS9wQe2LhBx4ZcNgU', 'flood-alerts', 'Sign up for flood alerts'
    UNION ALL SELECT 'uC5nHzT1qLwR8XkGb3VyMs7PfJdE', 'grain-subsidies', 'Claim a grain subsidy'
    UNION ALL SELECT 'Rk2XbWm9TsVq4YhLc6ZdNf0JgPuE', 'harbour-licences', 'Apply for a harbour licence'
    UNION ALL SELECT 'eB8yJtQ3GnZk7MwDx1LrVs5HcPfU', 'heritage-grants', 'Apply for a heritage grant'
    UNION ALL SELECT 'Vf6PgSz0RcXn2TmKq9WyLb4HjDuE', 'mountain-guides', 'Register as a mountain guide'
    UNION ALL SELECT 'nY1kLwD7JqRb5VtXz3CgMh8SfPeU', 'night-work-records', 'Manage night work records'
    UNION ALL SELECT 'Gs4ZmTx2PhVc9KyQw6NrLf0BjDuE', 'orchard-surveys', 'Take part in the orchard survey'
    UNION ALL SELECT 'xL7qRdB5WnKt3YvHg1ZsJc9MfPeU', 'rail-refunds', 'Claim a rail refund';

    UPDATE conformed.ref_relying_parties
    SET client_name = wanted.client_name,
        display_name = wanted.display_name
    FROM wanted_relying_parties wanted
    WHERE conformed.ref_relying_parties.client_id = wanted.client_id
      AND (NVL(conformed.ref_relying_parties.client_name, '') <> NVL(wanted.client_name, '')
        OR NVL(conformed.ref_relying_parties.display_name, '') <> NVL(wanted.display_name, ''));

    INSERT INTO conformed.ref_relying_parties (client_id, client_name, display_name)
    SELECT wanted.client_id, wanted.client_name, wanted.display_name
    FROM wanted_relying_parties wanted
    WHERE NOT EXISTS (SELECT 1 FROM conformed.ref_relying_parties known WHERE known.client_id = wanted.client_id);

    UPDATE conformed.dim_relying_party
    SET relying_party_name = ref.client_name,
        display_name = ref.display_name,
        modified_by = CURRENT_USER,
        modified_date = CURRENT_DATE
    FROM conformed.ref_relying_parties ref
    WHERE conformed.dim_relying_party.client_id = ref.client_id
      AND (NVL(conformed.dim_relying_party.relying_party_name, '') <> NVL(ref.client_name, '')
        OR NVL(conformed.dim_relying_party.display_name, '') <> NVL(ref.display_name, ''));

    UPDATE conformed.dim_event
    SET product_family = ref.product_family,
        event_journey_type = LEFT(ref.domain, 100),
        service_name = LEFT(ref.sub_domain, 100),
        modified_by = CURRENT_USER,
        modified_date = CURRENT_DATE
    FROM conformed.ref_events ref
    WHERE conformed.dim_event.event_name = ref.event_name
      AND (NVL(conformed.dim_event.product_family, '') <> NVL(ref.product_family, '')
        OR NVL(conformed.dim_event.event_journey_type, '') <> LEFT(NVL(ref.domain, ''), 100)
        OR NVL(conformed.dim_event.service_name, '') <> LEFT(NVL(ref.sub_domain, ''), 100));
END;
$$ LANGUAGE plpgsql;
