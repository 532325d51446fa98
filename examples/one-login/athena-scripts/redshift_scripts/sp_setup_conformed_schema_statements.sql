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
    UNION ALL SELECT 'AUTH_PASSWORD_RESET_REQUESTED', 'auth_account_management', 'Authentication', 'Account Management'
    UNION ALL SELECT 'AUTH_PASSWORD_RESET_SUCCESSFUL', 'auth_account_management', 'Authentication', 'Account Management'
    UNION ALL SELECT 'HOME_REPORT_SUSPICIOUS_ACTIVITY', 'auth_account_management', 'Authentication', 'Account Management'
    UNION ALL SELECT 'IPV_KBV_CRI_END', 'ipv_cri_kbv', 'IPV', 'KBV CRI'
    UNION ALL SELECT 'IPV_KBV_CRI_REQUEST_SENT', 'ipv_cri_kbv', 'IPV', 'KBV CRI'
    UNION ALL SELECT 'IPV_KBV_CRI_RESPONSE_RECEIVED', 'ipv_cri_kbv', 'IPV', 'KBV CRI'
    UNION ALL SELECT 'IPV_KBV_CRI_START', 'ipv_cri_kbv', 'IPV', 'KBV CRI'
    UNION ALL SELECT 'IPV_KBV_CRI_VC_ISSUED', 'ipv_cri_kbv', 'IPV', 'KBV CRI';

    UPDATE conformed.ref_events
    SET product_family = wanted.product_family,
        domain = wanted.domain,
        sub_domain = wanted.sub_domain
    FROM wanted_events wanted
    WHERE conformed.ref_events.event_name = wanted.event_name
      AND (NVL(conformed.ref_events.product_family, '') <> wanted.product_family
        OR NVL(conformed.ref_events.domain, '') <> wanted.domain
        OR NVL(conformed.ref_events.sub_domain, '') <> wanted.sub_domain);

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
      AND (NVL(conformed.ref_relying_parties.client_name, '') <> wanted.client_name
        OR NVL(conformed.ref_relying_parties.display_name, '') <> wanted.display_name);

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
