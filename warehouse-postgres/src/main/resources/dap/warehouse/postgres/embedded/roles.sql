-- Who may do what in the embedded warehouse. Run by the superuser in single-user mode, before the
-- server starts: on new data, and once on data of an older DAP, where everything was the
-- superuser's. A statement ends with a semicolon and an empty line. Each may be run again.

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['dap_owner', 'dap_loader', 'dap_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I', name);
        END IF;
    END LOOP;
END $$;

-- It makes roles for a project's migrations that do; such are no superusers either.
ALTER ROLE dap_owner LOGIN NOSUPERUSER CREATEROLE CREATEDB NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 20 PASSWORD '{owner}';

ALTER ROLE dap_loader LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 40 PASSWORD '{loader}';

ALTER ROLE dap_reader LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 30 PASSWORD '{reader}';

-- The owner can change what a procedure makes, not the other way round.
GRANT dap_loader TO dap_owner;

-- Nobody logs in as a superuser any more, not even one whom somebody made by hand.
DO $$
DECLARE
    name text;
BEGIN
    EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', (SELECT rolname FROM pg_authid WHERE oid = 10));
    FOR name IN SELECT rolname FROM pg_authid WHERE oid <> 10 AND (rolsuper OR rolreplication OR rolbypassrls) LOOP
        EXECUTE format('ALTER ROLE %I NOSUPERUSER NOREPLICATION NOBYPASSRLS', name);
    END LOOP;
    FOR name IN
        SELECT format('REVOKE %I FROM %I CASCADE', granted.rolname, member.rolname)
        FROM pg_auth_members m
        JOIN pg_roles granted ON granted.oid = m.roleid
        JOIN pg_roles member ON member.oid = m.member
        WHERE granted.rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
            OR m.roleid = 10
    LOOP
        EXECUTE name;
    END LOOP;
END $$;

-- Limits. A reader's statement does not take for ever; a batch may. Values of a statement that
-- fails, or that it says itself (RAISE LOG), stay out of the server's log.
ALTER ROLE ALL SET log_min_messages = 'fatal';

ALTER ROLE dap_owner SET temp_file_limit = '64GB';

ALTER ROLE dap_loader SET temp_file_limit = '64GB';

ALTER ROLE dap_reader SET temp_file_limit = '8GB';

ALTER ROLE dap_reader SET statement_timeout = '15min';

ALTER ROLE dap_reader SET idle_in_transaction_session_timeout = '30min';

ALTER ROLE dap_reader SET default_transaction_read_only = on;

ALTER DATABASE postgres OWNER TO dap_owner;

REVOKE ALL ON DATABASE postgres FROM PUBLIC;

REVOKE ALL ON DATABASE template1 FROM PUBLIC;

GRANT CONNECT, TEMPORARY, CREATE ON DATABASE postgres TO dap_loader;

GRANT CONNECT ON DATABASE postgres TO PUBLIC;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- What PostgreSQL lets everybody do that is a write, or gets in the way of a run.
DO $$
DECLARE
    signature regprocedure;
BEGIN
    FOR signature IN
        SELECT oid FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
            AND (proname IN ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lo_unlink', 'lo_open', 'lowrite',
                    'lo_truncate', 'lo_truncate64', 'lo_import', 'lo_export', 'pg_logical_emit_message',
                    'pg_export_snapshot')
                OR proname LIKE 'pg\_advisory\_%' OR proname LIKE 'pg\_try\_advisory\_%')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', signature);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO dap_loader', signature);
    END LOOP;
    FOR signature IN
        SELECT oid FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace AND proname IN ('lo_import', 'lo_export')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM dap_loader', signature);
    END LOOP;
END $$;

-- What is there, from an older DAP, becomes the owner's.
DO $$
DECLARE
    change text;
BEGIN
    FOR change IN
        SELECT format('ALTER SCHEMA %I OWNER TO dap_owner', nspname)
        FROM pg_namespace
        WHERE nspowner = 10 AND nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')
        UNION ALL
        SELECT format('ALTER %s %I.%I OWNER TO dap_owner',
            CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END,
            n.nspname, c.relname)
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relowner = 10 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c')
            AND NOT EXISTS (
                SELECT FROM pg_depend d
                WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                    AND (d.deptype IN ('i', 'e') OR (d.deptype = 'a' AND c.relkind = 'S')))
        UNION ALL
        SELECT format('ALTER ROUTINE %s OWNER TO dap_owner', p.oid::regprocedure)
        FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE p.proowner = 10 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (
                SELECT FROM pg_depend d
                WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        UNION ALL
        SELECT format('ALTER TYPE %I.%I OWNER TO dap_owner', n.nspname, t.typname)
        FROM pg_type t
        JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE t.typowner = 10 AND t.typtype IN ('e', 'd', 'r')
            AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (
                SELECT FROM pg_depend d
                WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
        UNION ALL
        SELECT format('ALTER LARGE OBJECT %s OWNER TO dap_owner', oid)
        FROM pg_largeobject_metadata WHERE lomowner = 10
    LOOP
        EXECUTE change;
    END LOOP;
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    LOOP
        EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO dap_loader', name);
        EXECUTE format('GRANT ALL ON ALL TABLES IN SCHEMA %I TO dap_loader', name);
        EXECUTE format('GRANT ALL ON ALL SEQUENCES IN SCHEMA %I TO dap_loader', name);
        EXECUTE format('GRANT EXECUTE ON ALL ROUTINES IN SCHEMA %I TO dap_loader', name);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO dap_reader', name);
        EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO dap_reader', name);
    END LOOP;
END $$;

-- And so with all that is made from now on.
ALTER DEFAULT PRIVILEGES FOR ROLE dap_owner GRANT USAGE, CREATE ON SCHEMAS TO dap_loader;

ALTER DEFAULT PRIVILEGES FOR ROLE dap_owner GRANT ALL ON TABLES TO dap_loader;

ALTER DEFAULT PRIVILEGES FOR ROLE dap_owner GRANT ALL ON SEQUENCES TO dap_loader;

ALTER DEFAULT PRIVILEGES FOR ROLE dap_owner GRANT EXECUTE ON ROUTINES TO dap_loader;

ALTER DEFAULT PRIVILEGES FOR ROLE dap_owner, dap_loader GRANT USAGE ON SCHEMAS TO dap_reader;

ALTER DEFAULT PRIVILEGES FOR ROLE dap_owner, dap_loader GRANT SELECT ON TABLES TO dap_reader;

