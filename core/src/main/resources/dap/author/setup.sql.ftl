-- Generated from schema/ by 'dap generate reference'. Change the master sheet, not this file.
-- Reference data: what events there are, and who the clients are. Called before the families; may be
-- called again at will. A row that is changed here is changed there; a client that was seen before it
-- was known gets its name.
CREATE OR REPLACE PROCEDURE conformed.sp_setup_conformed_schema()
AS $$
BEGIN
    DROP TABLE IF EXISTS wanted_events;
    CREATE TEMP TABLE wanted_events AS
<#list events as event>
    <#if event?index != 0>UNION ALL </#if>SELECT ${event.name}<#if event?index == 0> AS event_name</#if>, ${event.family}<#if event?index == 0> AS product_family</#if>, ${event.domain}<#if event?index == 0> AS domain</#if>, ${event.subDomain}<#if event?index == 0> AS sub_domain</#if><#sep>
</#sep></#list>;

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
<#list relyingParties as party>
    <#if party?index != 0>UNION ALL </#if>SELECT ${party.clientId}<#if party?index == 0> AS client_id</#if>, ${party.clientName}<#if party?index == 0> AS client_name</#if>, ${party.displayName}<#if party?index == 0> AS display_name</#if><#sep>
</#sep></#list>;

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
