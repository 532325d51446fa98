package dap.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.Column;
import dap.model.EventName;
import dap.model.HiveType;
import dap.model.HiveType.Scalar;
import dap.model.TableName;
import dap.sql.tree.FieldPath;
import dap.sql.tree.LakeTable;
import dap.sql.tree.Projection;
import dap.sql.tree.SqlType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AthenaDmlTest {

    private static final LakeTable RAW =
            new LakeTable(
                    new TableName("local-txma-raw", "a_b"),
                    LakeTable.Layer.RAW,
                    List.of(
                            new Column("event_id", Scalar.STRING),
                            new Column("event_name", Scalar.STRING),
                            new Column("timestamp", Scalar.BIGINT),
                            new Column("never", Scalar.UNKNOWN),
                            new Column(
                                    "extensions",
                                    new HiveType.Struct(
                                            List.of(
                                                    new Column("client-name", Scalar.STRING),
                                                    new Column("isOk", Scalar.BOOLEAN))))),
                    List.of(
                            new Column("year", Scalar.INT),
                            new Column("month", Scalar.STRING),
                            new Column("day", Scalar.STRING)));

    private static final LakeTable STAGE =
            new LakeTable(
                    new TableName("local-txma-stage", "a"),
                    LakeTable.Layer.STAGE,
                    List.of(
                            new Column("event_id", Scalar.STRING),
                            new Column("number", Scalar.INT),
                            new Column("big", Scalar.BIGINT),
                            new Column("text", Scalar.STRING)),
                    List.of(
                            new Column("processed_date", Scalar.STRING),
                            new Column("event_name", Scalar.STRING)));

    private static BoundInsert bind(String dml) {
        return AthenaDml.parse("x.sql", dml)
                .bind(
                        new InsertBinding(
                                "local",
                                Instant.parse("2024-01-06T03:04:05Z"),
                                new EventName("a_b"),
                                LocalDate.of(2024, 1, 5),
                                RAW,
                                STAGE));
    }

    /// An insert of one expression into one column, all else as it must be.
    private static BoundInsert bind(String column, String expression) {
        return bind(
                """
                INSERT INTO "environment-txma-stage".a (%s, processed_date, event_name)
                SELECT %s, '20240106', event_name FROM "environment-txma-raw".a_b\
                """
                        .formatted(column, expression));
    }

    @Test
    void aSemicolonAndCommentsMayEndTheStatement() {
        String dml =
                "-- why\nINSERT INTO a (event_id, processed_date, event_name) SELECT ';', '1', event_name FROM a_b; -- done\n";

        BoundInsert insert = bind(dml);

        assertThat(insert.columns()).extracting(Column::name).containsExactly("event_id");
    }

    @Test
    void aSecondStatementIsRefusedWhereItBegins() {
        assertThatThrownBy(() -> AthenaDml.parse("x.sql", "SELECT 1;\n  SELECT 2"))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("x.sql:2:3")
                .extracting(e -> ((DapException) e).code())
                .isEqualTo(ErrorCode.SQL_SYNTAX);
    }

    @Test
    void aFieldThatNoEventHasCarriedIsReported() {
        BoundInsert insert = bind("text", "concat(extensions.gone, more.deep.still)");

        assertThat(insert.unknownFields())
                .extracting(FieldPath::toString)
                .containsExactly("extensions.gone", "more.deep.still");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "never",
                "never.below",
                "CAST(never AS bigint)",
                "format('%s', CAST(never.below AS JSON))",
                "never[1].below",
                "NULL"
            })
    void whatNoEventHasCarriedFitsAnyUse(String expression) {
        BoundInsert insert = bind("text", "CAST(%s AS varchar)".formatted(expression));

        assertThat(insert.unknownFields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    timestamp > filter_value                  ; bigint
                    timestamp > filter_value + 1              ; bigint
                    event_id > filter_value                   ; varchar
                    CAST(event_id AS date) > filter_value     ; date
                    now() > filter_value                      ; timestamp
                    filter_value < CAST(year AS varchar)      ; varchar
                    date_parse(filter_value, '%Y-%m-%d') < now() ; date_parse
                    timestamp BETWEEN filter_value AND 5      ; between
                    timestamp IN (filter_value)               ; in
                    "filter_value" IS NOT NULL                ; quoted
                    'filter_value' = event_id                 ; text
                    CAST(filter_value AS bigint) < timestamp  ; cast
                    concat(filter_value, '') < event_id       ; concat
                    """)
    void theWatermarkFitsItsContext(String condition, String context) {
        BoundInsert insert =
                bind(
                        """
                        INSERT INTO a (event_id, processed_date, event_name)
                        SELECT event_id, '1', event_name FROM a_b WHERE %s\
                        """
                                .formatted(condition));

        assertThat(insert.columns()).describedAs(context).hasSize(1);
    }

    @Test
    void theArrivalDayHasTheDeclaredTypes() {
        BoundInsert insert = bind("number", "year + 0");

        assertThat(insert.query().columns().getFirst().type()).isEqualTo(SqlType.Simple.INTEGER);
    }

    @Test
    void onlyFieldsThatAreReadAreAskedFor() {
        BoundInsert insert =
                bind("text", "CASE WHEN extensions.isok THEN extensions.\"client-name\" END");

        List<Column> read = Projection.of(insert.query()).columns(alias(insert), RAW.columns());

        assertThat(read).containsExactly(RAW.columns().getLast());
    }

    private static String alias(BoundInsert insert) {
        var select = (dap.sql.tree.Query.Select) insert.query().body();
        return ((dap.sql.tree.Relation.Scan) select.from().orElseThrow()).alias();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    date_format(now(), '%Y%m%d') ; 20240106
                    CAST(current_date AS varchar) ; 2024-01-06
                    concat(CAST(year AS varchar), month, day) ; 20240105
                    '2024' || '0106' ; 20240106
                    format('%s%s', year, month) ; 202401
                    substr('x20240106', 2, 8) ; 20240106
                    CAST(20240106 AS varchar) ; 20240106
                    """)
    void aConstantPartitionKeyIsComputed(String expression, String expected) {
        BoundInsert insert =
                bind(
                        """
                        INSERT INTO a (processed_date, event_name, event_id)
                        SELECT %s, event_name, event_id FROM a_b\
                        """
                                .formatted(expression));

        assertThat(insert.processedDate()).isEqualTo(expected);
        assertThat(insert.eventName()).isEqualTo("A_B");
    }

    @Test
    void aPartitionKeyMayComeOutOfASubquery() {
        BoundInsert insert =
                bind(
                        """
                        INSERT INTO a (event_id, processed_date, event_name)
                        WITH t AS (SELECT event_id, date_format(now(), '%Y%m%d') AS d, event_name AS n FROM a_b)
                        SELECT event_id, x.d, x.n FROM (SELECT * FROM t) AS x\
                        """);

        assertThat(insert.processedDate()).isEqualTo("20240106");
        assertThat(insert.eventName()).isEqualTo("A_B");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    text ; nope(1) ; x.sql:2:8: Athena has no function nope
                    text ; regexp_lik(event_id, 'x') ; Did you mean regexp_like?
                    text ; uuid() ; x.sql:2:8: the function uuid cannot be used here: it is not the same in every run
                    text ; lower(timestamp) ; lower does not take (bigint)
                    text ; event_id || timestamp ; concat does not take (varchar, bigint)
                    text ; IF(event_id = 5, 'a') ; = cannot be applied to varchar and integer
                    text ; format('%x', timestamp) ; uses a conversion other than %s, %d and %f
                    text ; format('%d', event_id) ; format has %d for a varchar
                    number ; timestamp ; x.sql:2:8: the column number is integer, and bigint is selected for it. Write CAST(… AS integer).
                    text ; timestamp ; Write CAST(… AS varchar).
                    typo ; 1 ; there is no column
                    tex ; '1' ; the table local-txma-stage.a has no column tex. Did you mean text?
                    text ; extensions.isok.below ; a boolean has no field below
                    text ; CASE WHEN event_id THEN 1 END ; a condition is boolean, and this is varchar
                    text ; concat(max(event_id), event_id) ; is neither aggregated nor in GROUP BY
                    text ; (SELECT a FROM other) ; stage reads the event's own raw table
                    text ; "$path" ; $path
                    text ; CAST(event_id AS string) ; Write varchar in place of string.
                    text ; CAST(extensions AS varchar) ; cannot be cast to varchar
                    """)
    void whatIsWrongIsRefusedWithItsPosition(String column, String expression, String message) {
        assertThatThrownBy(() -> bind(column, expression))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("x.sql:")
                .hasMessageContaining(message.equals("there is no column") ? "no column" : message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    INSERT INTO b (event_id) SELECT event_id FROM a_b ; the event's stage table is local-txma-stage.a
                    INSERT INTO a (event_id, event_name) SELECT event_id, event_name FROM a_b ; gives no processed_date
                    INSERT INTO a (event_id, processed_date) SELECT event_id, '1' FROM a_b ; gives no event_name
                    INSERT INTO a (event_id, processed_date, event_name) SELECT event_id, event_id, event_name FROM a_b ; not the same for all rows
                    INSERT INTO a (event_id, processed_date, event_name) SELECT event_id, '1' FROM a_b ; names 3 columns and the SELECT returns 2
                    INSERT INTO a (event_id, event_id) SELECT event_id, event_id FROM a_b ; named twice
                    INSERT INTO a SELECT event_id FROM "environment-txma-raw"."c_d" ; x.sql:1:36
                    """)
    void anInsertThatDoesNotFitItsTableIsRefused(String dml, String message) {
        assertThatThrownBy(() -> bind(dml))
                .isInstanceOf(DapException.class)
                .hasMessageContaining(message);
    }

    @Test
    void withoutColumnsTheSelectFillsTheTableInItsOrder() {
        BoundInsert insert =
                bind("INSERT INTO a SELECT event_id, 1, timestamp, 'x', '1', event_name FROM a_b");

        assertThat(insert.columns()).isEqualTo(STAGE.columns());
    }

    @Test
    void aPartitionKeyThatBothSidesOfAUnionAgreeOnIsConstant() {
        BoundInsert insert =
                bind(
                        """
                        INSERT INTO "environment-txma-stage".a (event_id, processed_date, event_name)
                        SELECT event_id, format_datetime(now(), 'yyyy-MMdd'), event_name FROM (
                            SELECT * FROM "environment-txma-raw".a_b
                            UNION ALL
                            SELECT * FROM "environment-txma-raw".a_b)\
                        """);

        assertThat(insert.eventName()).isEqualTo("A_B");
        assertThat(insert.processedDate()).isEqualTo("2024-0106");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM r                                               | true  true  true  true",
                "FROM r WHERE 1 = 1                                   | true  true  true  false",
                "FROM r WHERE CAST(concat(month, day) AS integer) > 5 | true  true  true  false",
                "FROM r WHERE event_id <> 'a'                         | true  true  false false",
                "FROM r CROSS JOIN UNNEST(ARRAY[1, 2]) AS u (n)       | true  false false false",
                "FROM r LIMIT 5                                       | false false false false",
                "FROM (SELECT * FROM r WHERE timestamp > 0)           | true  true  false false",
                "FROM r WHERE event_id IN (SELECT event_id FROM r)    | false false false false",
                "FROM r UNION ALL SELECT event_id, '20240106', event_name FROM r | false false false false",
            })
    void theFormOfAStatementTellsHowManyRowsItMakesOfALine(String from, String expected) {
        BoundInsert insert =
                bind(
                        "INSERT INTO \"environment-txma-stage\".a (event_id, processed_date, event_name) SELECT event_id, '20240106', event_name "
                                + from.replaceAll("\\br\\b", "\"environment-txma-raw\".a_b"));

        LineFlow flow = insert.lineFlow();

        assertThat(
                        "%s %s %s %s"
                                .formatted(
                                        flow.readsOnce(),
                                        flow.oneRowALine(),
                                        flow.allOrNone(),
                                        flow.leavesNoneOut()))
                .isEqualTo(expected.replaceAll(" +", " "));
    }

    @ParameterizedTest
    @CsvSource({
        "true,  true,  true,  true,  9, 9, 9, ",
        "true,  true,  true,  true,  9, 8, 8, it leaves no line out",
        "true,  true,  true,  false, 9, 8, 8, it leaves no line out",
        "true,  true,  true,  false, 9, 0, 0, ",
        "true,  true,  false, false, 9, 8, 7, ",
        "true,  true,  false, false, 9, 10, 10, it selected more rows",
        "true,  true,  false, false, 9, 8, 9, it wrote more rows",
        "true,  false, false, false, 9, 20, 20, ",
    })
    void whatCannotBeIsAContradiction(
            boolean readsOnce,
            boolean oneRowALine,
            boolean allOrNone,
            boolean leavesNoneOut,
            long read,
            long selected,
            long rows,
            @Nullable String expected) {
        LineFlow flow = new LineFlow(readsOnce, oneRowALine, allOrNone, leavesNoneOut);

        String found = flow.contradiction(read, selected, rows).orElse("");

        assertThat(found).startsWith(expected == null ? "" : expected);
        assertThat(found.isEmpty()).isEqualTo(expected == null);
    }
}
