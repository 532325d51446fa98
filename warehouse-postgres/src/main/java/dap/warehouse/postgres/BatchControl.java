package dap.warehouse.postgres;

import dap.warehouse.LandingTable;
import java.sql.Connection;
import java.sql.SQLException;

/// How far each family is, as others' procedures read it: `conformed.batchcontrol`, a row per
/// family with `maxrundate`. They test it strictly and join it.
///
/// @param before what stood there before the batch; empty for nothing
/// @param least the batch's least processed_date, YYYYMMDD; empty if the rows have none
/// @param greatest the batch's greatest
record BatchControl(String family, String before, String least, String greatest) {

    private static final String TABLE = "conformed.batchcontrol";

    /// Reads what the landed rows say, and what stood there before.
    static BatchControl read(Connection connection, LandingTable table, String landing)
            throws SQLException {
        String family = table.family().name();
        boolean isKept =
                !Sql.text(connection, "SELECT to_regclass('%s')::text".formatted(TABLE)).isEmpty()
                        && LandingTables.names(table).contains("processed_date");
        if (!isKept) {
            return new BatchControl(family, "", "", "");
        }
        String dates = " FROM " + landing + " WHERE processed_date ~ '^[0-9]{8}$'";
        return new BatchControl(
                family,
                Sql.text(
                        connection,
                        "SELECT max(maxrundate)::text FROM " + TABLE + " WHERE product_family = ?",
                        family),
                Sql.text(connection, "SELECT min(processed_date)" + dates),
                Sql.text(connection, "SELECT max(processed_date)" + dates));
    }

    /// Sets it so that every landed row is later than it.
    void open(Connection connection) throws SQLException {
        if (!least.isEmpty()) {
            set(connection, "to_date('%s', 'YYYYMMDD') - 1".formatted(least));
        }
    }

    /// Sets it to the greatest of before and the batch, whatever the procedure has made of it.
    void close(Connection connection) throws SQLException {
        if (!greatest.isEmpty()) {
            String batch = "to_date('%s', 'YYYYMMDD')::timestamp".formatted(greatest);
            set(
                    connection,
                    before.isEmpty() ? batch : "greatest(%s, '%s')".formatted(batch, before));
        }
    }

    private void set(Connection connection, String date) throws SQLException {
        long rows =
                Sql.update(
                        connection,
                        "UPDATE %s SET maxrundate = %s WHERE product_family = ?"
                                .formatted(TABLE, date),
                        family);
        if (rows == 0) {
            Sql.update(
                    connection,
                    "INSERT INTO %s (product_family, maxrundate) VALUES (?, %s)"
                            .formatted(TABLE, date),
                    family);
        }
    }
}
