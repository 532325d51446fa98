package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Schema `dap`: what we keep in the warehouse ourselves. Its tables are told in `V1.sql`.
final class OwnSchema {

    private static final int VERSION = 8;

    private OwnSchema() {}

    /// Brings the schema up to this version, in one transaction; nothing where it is.
    ///
    /// @return the warehouse's id
    /// @throws DapException `LAKE_INCOMPATIBLE` if a newer DAP made it
    static String upgrade(Connection connection) throws SQLException {
        int version = version(connection);
        if (version < VERSION) {
            connection.setAutoCommit(false);
            Sql.run(connection, "SELECT pg_advisory_xact_lock(" + Locks.OWN_SCHEMA + ")");
            for (int next = version(connection) + 1; next <= VERSION; next++) {
                Sql.run(connection, resource("V" + next + ".sql"));
                Sql.run(connection, "UPDATE dap.warehouse SET schema_version = " + next);
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        if (version > VERSION) {
            throw new DapException(
                    ErrorCode.LAKE_INCOMPATIBLE,
                    "The warehouse's schema dap has version %d; this DAP knows versions up to %d."
                            .formatted(version, VERSION),
                    "Use the DAP that made it, or a newer one.");
        }
        return id(connection);
    }

    /// Whether it is of this version.
    static boolean isCurrent(Connection connection) throws SQLException {
        return version(connection) == VERSION;
    }

    /// The warehouse's id, where the schema is there.
    static String id(Connection connection) throws SQLException {
        return Sql.text(connection, "SELECT id::text FROM dap.warehouse");
    }

    private static int version(Connection connection) throws SQLException {
        if (Sql.text(connection, "SELECT to_regclass('dap.warehouse')::text").isEmpty()) {
            return 0;
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT schema_version FROM dap.warehouse")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    static String resource(String name) {
        try (InputStream in = OwnSchema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
