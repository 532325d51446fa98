package dap.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.sql.AthenaQuery;
import dap.sql.BoundQuery;
import dap.testkit.CollectedRows;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/// Any query over any nested table gives the same rows on DuckDB as on Trino, or is refused; and on
/// Trino the same as DAP writes it there, which every fifth is asked.
///
/// jqwik prints the seed of a failure, and shrinks it. More than the 1,000 of a build:
/// `-Djqwik.tries.default=20000`; the rows are drawn again with `-Ddap.parity.tables=SEED`.
class GeneratedQueriesTest {

    private static final Instant AS_OF = Instant.parse("2024-01-06T03:04:05Z");

    private static final String FAILED = "failed";

    private static @Nullable NestedTables tables;

    /// What Trino said when a query failed last.
    private static String lastError = "";

    private static int asked;
    private static int refused;

    @BeforeContainer
    static void makeTables() throws IOException {
        tables = new NestedTables(Trino.start(), Long.getLong("dap.parity.tables", 1));
        tables.declare();
    }

    @AfterContainer
    static void mostAreTaken() {
        System.out.println(asked + " generated queries, " + refused + " refused");
        Trino.start().forget("local-gen-raw");
        assertThat(refused * 10).isLessThan(asked);
    }

    @Provide
    Arbitrary<String> queries() {
        return Queries.all();
    }

    @Property(generation = GenerationMode.RANDOMIZED, shrinking = ShrinkingMode.BOUNDED)
    void anyQueryGivesTheSameRows(@ForAll("queries") String sql) {
        NestedTables lake = java.util.Objects.requireNonNull(tables);
        asked++;
        BoundQuery query;
        try {
            query = AthenaQuery.parse(sql).bind("local", AS_OF, lake);
            Duck.engine().explain(query);
        } catch (DapException e) {
            assertThat(e.code()).as(sql + "\n" + e).isEqualTo(ErrorCode.SQL_NOT_TRANSLATABLE);
            refused++;
            return;
        }

        String onTrino = onTrino(sql);
        assertThat(onDuck(query)).as(sql + "\n" + lastError).isEqualTo(onTrino);
        if (asked % 5 == 0 && !onTrino.equals(FAILED)) {
            assertThat(onTrino(lake.trino().explain(query))).as(sql).isEqualTo(onTrino);
        }
    }

    private static String onTrino(String sql) {
        try {
            return inNoOrder(
                    Trino.start().rows(sql).stream()
                            .map(row ->
                                    row.getFields().stream()
                                            .map(GeneratedQueriesTest::plain)
                                            .toList()
                                            .toString())
                            .toList());
        } catch (RuntimeException e) {
            assertThat(String.valueOf(e.getMessage())).as(sql).doesNotStartWith("line ");
            lastError = String.valueOf(e.getMessage());
            // Faults of Trino's planner: where TRY holds IF(c, x, x) or BETWEEN x AND x, or a field
            // is held against NULL.
            Assume.that(
                    !lastError.matches("(?s)(Invalid node|class io\\.trino\\.|Cannot invoke).*"));
            return FAILED;
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Integer whole ? Long.valueOf(whole) : value;
    }

    private static String onDuck(BoundQuery query) {
        CollectedRows rows = new CollectedRows();
        try {
            Duck.engine().query(query, rows);
        } catch (DapException e) {
            assertThat(e.hint()).as(query.text()).doesNotContain("report");
            return FAILED;
        }
        return inNoOrder(rows.rows().stream().map(Object::toString).toList());
    }

    private static String inNoOrder(List<String> rows) {
        return rows.stream().sorted().collect(Collectors.joining("\n"));
    }
}
