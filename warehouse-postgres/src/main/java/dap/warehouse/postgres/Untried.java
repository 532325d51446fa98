package dap.warehouse.postgres;

import dap.model.FamilyName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Families for which something changed that may let waiting rows through: remembered with the
/// change, until they were tried again, whichever run that is and whatever was killed in between.
record Untried(LandingTables landings) {

    /// Within the transaction that changes something for them.
    static void add(Connection connection, Collection<FamilyName> families) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO dap.untried_family SELECT unnest(?::text[]) ON CONFLICT DO NOTHING",
                names(connection, families));
    }

    /// Within the transaction in which it is tried.
    static void remove(Connection connection, FamilyName family) throws SQLException {
        Sql.update(connection, "DELETE FROM dap.untried_family WHERE family = ?", family.name());
    }

    /// Those of `families`. Where nothing waits there is nothing to try: they are told this once.
    Set<FamilyName> take(Connection connection, Collection<FamilyName> families)
            throws SQLException {
        Set<FamilyName> found = new HashSet<>();
        for (String name :
                Sql.texts(
                        connection,
                        "SELECT family FROM dap.untried_family WHERE family = ANY(?)",
                        names(connection, families))) {
            FamilyName family = new FamilyName(name);
            found.add(family);
            if (!waits(connection, name)) {
                remove(connection, family);
            }
        }
        return found;
    }

    private boolean waits(Connection connection, String family) throws SQLException {
        if (any(connection, "dap.refused_row WHERE family = '%s'".formatted(family))) {
            return true;
        }
        String landing = landings.nameOf(family);
        return !Sql.text(connection, "SELECT to_regclass(?)::text", landing).isEmpty()
                && any(connection, landing);
    }

    private static boolean any(Connection connection, String rows) throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT count(*) FROM (SELECT FROM %s LIMIT 1) r".formatted(rows))
                > 0;
    }

    private static Array names(Connection connection, Collection<FamilyName> families)
            throws SQLException {
        return connection.createArrayOf("text", families.stream().map(FamilyName::name).toArray());
    }
}
