package dap.bench;

import java.sql.SQLException;

/// Facts of earlier days, with all that DAP knows of them: as if they had been conformed.
final class History {

    private static final int EVENTS_PER_FILE = 50_000;

    private History() {}

    /// Fills an empty star. Indexes are made afterwards, as that is faster; foreign keys are not
    /// checked.
    static void fill(Star star, long facts) throws SQLException {
        star.execute("SET session_replication_role = replica");
        star.execute("SET maintenance_work_mem = '512MB'");
        star.execute(
                """
                INSERT INTO dap.conformed_file
                    (lake_id, file, family, event, arrival_day, processed_date, rows)
                SELECT 'history', 'stage/' || n, 'auth_account_creation', 'AUTH_CREATE_ACCOUNT',
                    DATE '2020-01-01' + n, to_char(DATE '2020-01-02' + n, 'YYYYMMDD'), %d
                FROM generate_series(1, %d) n
                """
                        .formatted(EVENTS_PER_FILE, facts / EVENTS_PER_FILE + 1));
        star.execute(
                "CREATE TEMP TABLE index_kept AS SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition,"
                        + " pg_get_constraintdef(c.oid) AS constraint_text, c.conname, i.indrelid::regclass::text AS relation"
                        + " FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')"
                        + " WHERE indrelid IN ('"
                        + Star.FACTS
                        + "'::regclass, 'dap.current_version'::regclass)");
        star.execute(
                """
                DO $$
                DECLARE kept record;
                BEGIN
                    FOR kept IN SELECT * FROM index_kept LOOP
                        IF kept.conname IS NULL THEN
                            EXECUTE 'DROP INDEX ' || kept.name;
                        ELSE
                            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', kept.relation, kept.conname);
                        END IF;
                    END LOOP;
                END $$
                """);
        star.execute(
                """
                INSERT INTO %s (event_key, date_key, verification_route_key,
                    journey_channel_key, relying_party_key, event_id, user_user_id, event_time,
                    user_govuk_signin_journey_id, component_id, event_count, processed_date,
                    created_by, created_date, modified_by, modified_date)
                SELECT -1, -1, -1, -1, -1, md5(n::text)::uuid::text, 'urn:fdc:bench:2026:' || n,
                    '2020-01-01T00:00:00Z', md5((-n)::text)::uuid::text, 'AUTH', 1, '20200102',
                    current_user, current_date, current_user, current_date
                FROM generate_series(1, %d) n
                """
                        .formatted(Star.FACTS, facts));
        star.execute(
                """
                INSERT INTO dap.current_version (event_id, ts, hash, file_no)
                SELECT md5(n::text)::uuid::text, 1577836800 + n %% 86400,
                    hashtextextended(n::text, 0), (n / %d + 1)::integer
                FROM generate_series(1, %d) n
                """
                        .formatted(EVENTS_PER_FILE, facts));
        star.execute(
                """
                DO $$
                DECLARE kept record;
                BEGIN
                    FOR kept IN SELECT * FROM index_kept LOOP
                        IF kept.conname IS NULL THEN
                            EXECUTE kept.definition;
                        ELSE
                            EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s',
                                kept.relation, kept.conname, kept.constraint_text);
                        END IF;
                    END LOOP;
                END $$
                """);
        star.execute("DROP TABLE index_kept; RESET session_replication_role");
        star.execute("VACUUM ANALYZE " + Star.FACTS);
        star.execute("VACUUM ANALYZE dap.current_version");
        star.checkpoint();
    }
}
