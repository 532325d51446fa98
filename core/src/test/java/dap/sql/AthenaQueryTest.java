package dap.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.model.Column;
import dap.model.HiveType.Scalar;
import dap.model.TableName;
import dap.sql.tree.Expr;
import dap.sql.tree.LakeTable;
import dap.sql.tree.Query;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the lake says of itself: SHOW, DESCRIBE, `information_schema` and `"TABLE$partitions"`.
class AthenaQueryTest {

    /// Two RAW tables and a STAGE table; `a_b` has files of two days.
    private static final LakeTables LAKE =
            new LakeTables() {
                @Override
                public Optional<LakeTable> findTable(TableName name) {
                    return tables().contains(name)
                            ? Optional.of(
                                    new LakeTable(
                                            name,
                                            LakeTable.Layer.RAW,
                                            List.of(new Column("event_id", Scalar.STRING)),
                                            List.of(
                                                    new Column("year", Scalar.STRING),
                                                    new Column("month", Scalar.STRING))))
                            : Optional.empty();
                }

                @Override
                public List<TableName> tables() {
                    return List.of(
                            new TableName("local-txma-raw", "a_b"),
                            new TableName("local-txma-raw", "axb"),
                            new TableName("local-txma-stage", "family"));
                }

                @Override
                public List<TableFile> files(TableName name) {
                    return List.of(
                            file("2", List.of("2024", "02")),
                            file("1", List.of("2024", "01")),
                            file("3", List.of("2024", "02")));
                }

                private TableFile file(String path, List<String> partition) {
                    return new TableFile(Path.of(path), path, partition);
                }
            };

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    SHOW DATABASES ; local-txma-raw|local-txma-stage
                    show schemas LIKE '%stage' ; local-txma-stage
                    SHOW TABLES IN "local-txma-raw" ; a_b|axb
                    SHOW TABLES IN "local-txma-raw" LIKE 'a\\_b' ESCAPE '\\' ; a_b
                    SHOW TABLES LIKE 'a_b' ; local-txma-raw a_b|local-txma-raw axb
                    SHOW COLUMNS IN a_b ; event_id string |year string partition key|month string partition key
                    DESCRIBE "environment-txma-raw".a_b ; event_id string |year string partition key|month string partition key
                    SHOW PARTITIONS a_b ; year=2024/month=01|year=2024/month=02
                    """)
    void saysWhatIsThere(String text, String rows) {
        assertThat(rowsOf(text)).isEqualTo(rows);
    }

    private static String rowsOf(String text) {
        Query query = AthenaQuery.parse(text).bind("local", Instant.EPOCH, LAKE).query();
        return ((Query.Values) query.body())
                .rows().stream()
                        .map(row ->
                                row.stream()
                                        .map(value ->
                                                String.valueOf(((Expr.Literal) value).value()))
                                        .collect(Collectors.joining(" ")))
                        .collect(Collectors.joining("|"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    SHOW PARTITIONS nope ; query:1:1: there is no table nope
                    SELECT 1 FROM information_schema.views ; query:1:15: information_schema.views is not translated
                    SELECT nope FROM "a_b$partitions" ; query:1:8: there is no column nope
                    SELECT 1 FROM "nope$partitions" ; query:1:15: there is no table nope
                    DROP TABLE a_b ; query:1:1: the lake is only read here
                    """)
    void refusesWithThePosition(String text, String message) {
        assertThatThrownBy(() -> AthenaQuery.parse(text).bind("local", Instant.EPOCH, LAKE))
                .hasMessageContaining(message);
    }
}
