package dap.testkit;

import dap.model.FamilyName;
import dap.project.Migration;
import dap.project.SqlFile;
import dap.project.WarehouseProject;
import dap.project.WarehouseProject.WarehouseFamily;
import java.util.List;
import java.util.Optional;

/// A project's warehouse side in small: two families, one fact table, one reference list.
///
/// The procedures do what those of real projects do: join the reference list, update the facts that
/// are there, insert the others. An event that the list does not name is dropped by the join.
public final class SmallStar {

    public static final String TABLES =
            """
            CREATE SCHEMA conformed;
            CREATE TABLE conformed.batchcontrol (product_family VARCHAR(100), maxrundate TIMESTAMP);
            CREATE TABLE conformed.ref_events (event_name VARCHAR(100));
            INSERT INTO conformed.ref_events VALUES ('SIGNED_UP'), ('LOGGED_IN');
            CREATE TABLE conformed.fact_event (
                event_id VARCHAR(100), event_name VARCHAR(100), client_id VARCHAR(100), batch_day VARCHAR(50)
            );
            """;

    private static final String SETUP =
            """
            CREATE OR REPLACE PROCEDURE conformed.sp_setup_conformed_schema()
            AS $$
            BEGIN
                INSERT INTO conformed.ref_events VALUES ('REFRESHED');
            END;
            $$ LANGUAGE plpgsql;
            """;

    private SmallStar() {}

    public static WarehouseProject project() {
        return new WarehouseProject(
                List.of(
                        family("sign_up", procedure("sign_up")),
                        family("log_in", procedure("log_in"))),
                Optional.of(new SqlFile("redshift/sp_setup.sql", SETUP)),
                List.of(migration("V1__tables.sql", TABLES)),
                List.of());
    }

    /// The project with `more` migrations after its own.
    public static WarehouseProject with(Migration... more) {
        WarehouseProject base = project();
        List<Migration> migrations = new java.util.ArrayList<>(base.migrations());
        migrations.addAll(List.of(more));
        return new WarehouseProject(base.families(), base.setup(), migrations, List.of());
    }

    /// The project with these migrations, in this order, in place of its own.
    public static WarehouseProject of(Migration... migrations) {
        WarehouseProject base = project();
        return new WarehouseProject(base.families(), base.setup(), List.of(migrations), List.of());
    }

    /// The project with another text of the procedure of `sign_up`.
    public static WarehouseProject withSignUp(String procedure) {
        WarehouseProject base = project();
        return new WarehouseProject(
                List.of(family("sign_up", procedure), base.families().getLast()),
                base.setup(),
                base.migrations(),
                List.of());
    }

    /// A procedure for `sign_up` with this body.
    public static String signUpDoing(String body) {
        return """
        CREATE OR REPLACE PROCEDURE conformed.sp_sign_up()
        AS $$
        BEGIN
        %s
        END;
        $$ LANGUAGE plpgsql;
        """
                .formatted(body);
    }

    public static Migration migration(String name, String text) {
        return Migration.of(new SqlFile("flyway/migrations/" + name, text));
    }

    public static String procedure(String family) {
        return """
        CREATE OR REPLACE PROCEDURE conformed.sp_%1$s()
        AS $$
        BEGIN
            UPDATE conformed.fact_event
            SET event_name = s.event_name, client_id = s.client_id
            FROM dap_txma_stage.%1$s s, conformed.ref_events r, conformed.batchcontrol b
            WHERE s.event_id = fact_event.event_id AND s.event_name = r.event_name
                AND b.product_family = '%1$s'
                AND TO_DATE(s.processed_date, 'YYYYMMDD') > b.maxrundate;
            INSERT INTO conformed.fact_event
            SELECT s.event_id, s.event_name, s.client_id, CAST(b.maxrundate AS VARCHAR(50))
            FROM dap_txma_stage.%1$s s
            INNER JOIN conformed.ref_events r ON s.event_name = r.event_name
            INNER JOIN conformed.batchcontrol b ON b.product_family = '%1$s'
            LEFT JOIN conformed.fact_event f ON f.event_id = s.event_id
            WHERE f.event_id IS NULL
                AND TO_DATE(s.processed_date, 'YYYYMMDD') > b.maxrundate;
        END;
        $$ LANGUAGE plpgsql;
        """
                .formatted(family);
    }

    private static WarehouseFamily family(String name, String procedure) {
        return new WarehouseFamily(
                new FamilyName(name),
                true,
                Optional.of(new SqlFile("redshift/sp_" + name + ".sql", procedure)),
                List.of());
    }
}
