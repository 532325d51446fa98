package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.warehouse.ConformBatch;
import dap.warehouse.ConformBatch.BatchFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/// The first part of a batch, which may overlap with another family's: the files are entered, and
/// their rows copied into temporary tables, one a part.
final class BatchCopy {
    private BatchCopy() {}

    /// Enters the batch's files. Whoever else enters one of them, at the same time or before, is in
    /// the way: we wait for the end of its transaction, and are refused if it was committed.
    ///
    /// Files are entered in order of their names, so that two rivals cannot wait for each other.
    static void enterFiles(Connection connection, ConformBatch batch, List<BatchPart> parts)
            throws SQLException {
        Sql.run(
                connection,
                """
                CREATE TEMP TABLE dap_file (
                    id bigint PRIMARY KEY, part smallint, family text, key text, event text,
                    arrival_day date, processed_date text, rows bigint, file_no integer
                ) ON COMMIT DROP
                """);
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO dap_file VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (BatchPart part : parts) {
                add(insert, part);
            }
            insert.executeBatch();
        }
        enterAll(connection, batch);
        Sql.run(connection, "ANALYZE dap_file");
    }

    private static void add(PreparedStatement insert, BatchPart part) throws SQLException {
        for (BatchFile file : part.files()) {
            Sql.bind(
                    insert,
                    file.id(),
                    part.number(),
                    part.family(),
                    file.key(),
                    file.event(),
                    file.arrivalDay(),
                    file.processedDate(),
                    file.rows());
            insert.addBatch();
        }
    }

    private static void enterAll(Connection connection, ConformBatch batch) throws SQLException {
        long entered =
                Sql.update(
                        connection,
                        """
                        INSERT INTO dap.conformed_file
                            (lake_id, file, family, event, arrival_day, processed_date, rows,
                             procedure_sha256)
                        SELECT ?, key, family, event, arrival_day, processed_date, rows, ?
                        FROM dap_file WHERE part = 0 ORDER BY key
                        ON CONFLICT (lake_id, file) DO NOTHING
                        """,
                        batch.lakeId(),
                        batch.procedureSha256().orElse(null));
        if (entered < batch.files().size()) {
            throw new DapException(
                    ErrorCode.LAKE_HELD,
                    "%d of the %d STAGE files of %s were conformed by another process in the meantime."
                            .formatted(
                                    batch.files().size() - entered,
                                    batch.files().size(),
                                    batch.landing().family()),
                    "Nothing was changed; run again for what is left.");
        }
        Sql.update(
                connection,
                """
                UPDATE dap_file SET file_no = f.file_no FROM dap.conformed_file f
                WHERE f.lake_id = ? AND f.file = dap_file.key
                """,
                batch.lakeId());
    }

    /// @return the rows copied: as many as the part's files hold
    static long copyRows(Connection connection, BatchPart part) throws SQLException {
        String columns =
                LandingTables.columns(part.table()).entrySet().stream()
                        .map(column -> Sql.quoted(column.getKey()) + " " + column.getValue())
                        .collect(Collectors.joining(", "));
        Sql.run(
                connection,
                "CREATE TEMP TABLE %s (dap_file bigint, %s) ON COMMIT DROP"
                        .formatted(part.copies(), columns));
        if (part.files().isEmpty()) {
            return 0;
        }
        long copied;
        try (InputStream csv = Files.newInputStream(part.csv())) {
            copied =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(
                                    "COPY %s FROM STDIN (FORMAT csv)".formatted(part.copies()),
                                    csv,
                                    1 << 16);
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The rows of %s, unloaded to %s, cannot be read."
                            .formatted(part.family(), part.csv()),
                    "Check that the folder can be read, and run again.",
                    e);
        }
        if (copied != part.rows()) {
            throw new DapException(
                    ErrorCode.INTERNAL,
                    "The STAGE files of %s hold %d rows, and %d came out of them."
                            .formatted(part.family(), part.rows(), copied),
                    "Nothing was changed; check that nobody else wrote into these files, and report this.");
        }
        return copied;
    }
}
