package dap.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.testkit.CollectedRows;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarehouseQueryTest {

    private final PostgresWarehouse warehouse = TestServer.newWarehouse();

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void valuesComeAsOneTypeForEachKind() {
        CollectedRows rows =
                ask(
                        """
                        SELECT true AS "Flag", 1::smallint, 2::bigint, 1.5::real, 2.50::numeric, 'NaN'::numeric,
                            'text'::varchar(9), ARRAY[1, NULL], NULL::int
                        """);

        assertThat(rows.columns().getFirst()).isEqualTo("flag");
        assertThat(rows.rows().getFirst())
                .containsExactly(
                        true,
                        1L,
                        2L,
                        1.5,
                        new BigDecimal("2.50"),
                        Double.NaN,
                        "text",
                        Arrays.asList(1L, null),
                        null);
    }

    @Test
    void timesAreUtcAndPrintedAsAthenaDoes() {
        CollectedRows rows =
                ask(
                        """
                        SELECT DATE '2024-01-31', TIMESTAMP '2024-01-31 10:00:00.5',
                            TIMESTAMPTZ '2024-01-31 12:00:00+02', TIME '10:00', 'infinity'::timestamp,
                            extract(hour FROM TIMESTAMPTZ '2024-01-31 12:00:00+02')::int
                        """);

        assertThat(rows.rows().getFirst())
                .containsExactly(
                        "2024-01-31",
                        "2024-01-31 10:00:00.500",
                        "2024-01-31 10:00:00.000 UTC",
                        "10:00:00.000",
                        "infinity",
                        10L);
    }

    @Test
    void columnsAreToldEvenWhereThereIsNoRow() {
        CollectedRows rows = ask("SELECT 1 AS a, 2 AS b WHERE false;");

        assertThat(rows.columns()).containsExactly("a", "b");
        assertThat(rows.rows()).isEmpty();
    }

    @Test
    void manyRowsAreStreamed() {
        CollectedRows rows = ask("SELECT n FROM generate_series(1, 5000) AS s(n)");

        assertThat(rows.rows()).hasSize(5000);
    }

    @Test
    void aMisspeltTableIsNamed() {
        assertThatThrownBy(() -> ask("SELECT * FROM conformed.fact_evnt"))
                .hasMessageContaining("conformed.fact_evnt")
                .extracting(e -> ((DapException) e).code())
                .isEqualTo(ErrorCode.WAREHOUSE_REFUSED);
    }

    private CollectedRows ask(String sql) {
        CollectedRows rows = new CollectedRows();
        warehouse.query(sql, rows);
        return rows;
    }
}
