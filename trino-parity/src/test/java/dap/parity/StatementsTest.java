package dap.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.sql.AthenaQuery;
import dap.sql.BoundQuery;
import dap.testkit.CollectedRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Statements as people write them: each gives the same rows on DuckDB as on Trino, and on Trino
/// the same as DAP writes it there, or is refused with its place and a hint, as the file says.
class StatementsTest {

    private static final Instant AS_OF = Instant.parse("2024-01-06T03:04:05Z");

    private static final List<String> FAILED = List.of("failed");

    private static final String REFUSED = "-- refused\n";

    private static @Nullable NestedTables tables;

    @BeforeAll
    static void makeTables() throws IOException {
        tables = new NestedTables(Trino.start(), 1);
        tables.declare();
    }

    @AfterAll
    static void forgetTables() {
        Trino.start().forget("local-gen-raw");
    }

    static List<String> statements() throws IOException {
        try (InputStream in = StatementsTest.class.getResourceAsStream("statements.sql")) {
            String text =
                    new String(
                            java.util.Objects.requireNonNull(in).readAllBytes(),
                            StandardCharsets.UTF_8);
            List<String> all = new ArrayList<>();
            for (String part : text.split(";\n", -1)) {
                if (part.isBlank()) {
                    continue;
                }
                boolean isRefused = part.contains(REFUSED);
                String statement =
                        part.lines()
                                .filter(line -> !line.startsWith("--") && !line.isBlank())
                                .collect(Collectors.joining("\n"));
                all.add((isRefused ? REFUSED : "") + statement);
            }
            return all;
        }
    }

    @ParameterizedTest
    @MethodSource("statements")
    void givesTheSameRowsOrIsRefused(String statement) {
        NestedTables lake = java.util.Objects.requireNonNull(tables);
        String sql =
                statement
                        .replace(REFUSED, "")
                        .replaceAll("\\bt(\\d+)\\b(?!\\$)", "\"local-gen-raw\".t$1")
                        .replace("\"t11$", "\"local-gen-raw\".\"t11$");
        BoundQuery query;
        try {
            query = AthenaQuery.parse(sql).bind("local", AS_OF, lake);
            Duck.engine().explain(query);
        } catch (DapException e) {
            assertThat(e.problem()).startsWith("query:1:");
            assertThat(statement).as(e.toString()).startsWith(REFUSED);
            if (e.code() != ErrorCode.SQL_NOT_TRANSLATABLE) {
                // What DAP says is no Athena SQL is none.
                assertThat(onTrino(sql)).isEqualTo(FAILED);
            }
            return;
        }
        assertThat(statement).doesNotStartWith(REFUSED);

        List<String> byTrino = onTrino(sql);
        assertThat(onDuck(query)).isEqualTo(byTrino);
        assertThat(onTrino(lake.trino().explain(query))).isEqualTo(byTrino);
    }

    private static List<String> onDuck(BoundQuery query) {
        CollectedRows rows = new CollectedRows();
        try {
            Duck.engine().query(query, rows);
        } catch (DapException e) {
            assertThat(e.hint()).doesNotContain("report");
            return FAILED;
        }
        return inNoOrder(
                rows.rows().stream()
                        .map(row -> Values.ofDuck(query.query().columns(), row))
                        .toList());
    }

    private static List<String> onTrino(String sql) {
        try {
            return inNoOrder(
                    Trino.start().rows(sql).stream()
                            .map(row -> row.getFields().stream().map(Values::ofTrino).toList())
                            .toList());
        } catch (RuntimeException e) {
            return FAILED;
        }
    }

    private static List<String> inNoOrder(List<? extends List<? extends @Nullable Object>> rows) {
        return rows.stream().map(Object::toString).sorted().toList();
    }
}
