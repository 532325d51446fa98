package dap.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.Column;
import dap.model.EventName;
import dap.model.HiveType;
import dap.model.HiveType.Scalar;
import dap.model.TableName;
import dap.sql.tree.FieldPath;
import dap.sql.tree.LakeTable;
import dap.sql.tree.Lineage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineageTest {

    private static final List<Column> ARRIVAL_DAY =
            List.of(
                    new Column("year", Scalar.STRING),
                    new Column("month", Scalar.STRING),
                    new Column("day", Scalar.STRING));

    private static final List<Column> SEEN =
            List.of(
                    new Column("event_id", Scalar.STRING),
                    new Column("timestamp", Scalar.BIGINT),
                    new Column(
                            "extensions",
                            new HiveType.Struct(
                                    List.of(
                                            new Column("isOk", Scalar.BOOLEAN),
                                            new Column("empty", Scalar.UNKNOWN),
                                            new Column(
                                                    "evidence",
                                                    new HiveType.Array(
                                                            new HiveType.Struct(
                                                                    List.of(
                                                                            new Column(
                                                                                    "type",
                                                                                    Scalar.STRING),
                                                                            new Column(
                                                                                    "score",
                                                                                    Scalar
                                                                                            .INT)))))))));

    private static String fieldsOf(String text, List<Column> raw) {
        return fieldsOfStatement(
                """
                INSERT INTO a (text, processed_date, event_name)
                SELECT %s AS text, '20240106', 'A_B' FROM a_b x\
                """
                        .formatted(text),
                raw);
    }

    private static String fieldsOfStatement(String dml, List<Column> raw) {
        LakeTable stage =
                new LakeTable(
                        new TableName("local-txma-stage", "a"),
                        LakeTable.Layer.STAGE,
                        List.of(new Column("text", Scalar.STRING)),
                        List.of(
                                new Column("processed_date", Scalar.STRING),
                                new Column("event_name", Scalar.STRING)));
        LakeTable table =
                new LakeTable(
                        new TableName("local-txma-raw", "a_b"),
                        LakeTable.Layer.RAW,
                        raw,
                        ARRIVAL_DAY);
        BoundInsert insert =
                AthenaDml.parse("x.sql", dml)
                        .bindGuessing(
                                new InsertBinding(
                                        "local",
                                        Instant.parse("2024-01-06T03:04:05Z"),
                                        new EventName("a_b"),
                                        LocalDate.of(2024, 1, 5),
                                        table,
                                        stage));
        return String.join(
                ", ",
                Lineage.of(insert.query()).getFirst().stream().map(FieldPath::toString).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    event_id                                        ; event_id
                    'constant'                                      ; ``
                    CAST(year AS varchar)                           ; ``
                    date_format(now(), '%Y')                        ; ``
                    concat(event_id, CAST("timestamp" AS varchar))  ; event_id, timestamp
                    CAST(extensions.isOk AS varchar)                ; extensions.isok
                    extensions.evidence[1].type                     ; extensions.evidence[].type
                    element_at(extensions.evidence, 1).type         ; extensions.evidence[].type
                    json_format(CAST(extensions AS JSON))           ; extensions
                    CASE WHEN "timestamp" > 5 THEN event_id END     ; event_id, timestamp
                    CAST(ROW(event_id, "timestamp")[2] AS varchar)  ; timestamp
                    extensions.empty                                ; extensions.empty
                    (SELECT max(b.event_id) FROM a_b b)             ; event_id
                    """)
    void aColumnComesFromTheFieldsOfItsExpression(String expression, String fields) {
        assertThat(fieldsOf(expression, SEEN)).isEqualTo(fields);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    event_id                                    ; event_id
                    extensions.deep.er                          ; extensions.deep.er
                    x.extensions.deep.er                        ; extensions.deep.er
                    CAST(age + 1 AS varchar)                    ; age
                    CAST(score * 1.5E0 AS varchar)              ; score
                    IF(ok, a, b)                                ; a, b, ok
                    list[1]                                     ; list[]
                    json_format(CAST(anything AS JSON))         ; anything
                    evidence[1].type                            ; evidence[].type
                    evidence[1].checks[2].method                ; evidence[].checks[].method
                    array_join(list, ',')                       ; list
                    """)
    void aFieldThatNoEventHasCarriedIsTakenAsItIsUsed(String expression, String fields) {
        assertThat(fieldsOf(expression, List.of())).isEqualTo(fields);
    }

    @Test
    void fieldsAreFollowedThroughUnnestAndNamedQueries() {
        String dml =
                """
                INSERT INTO a (text, processed_date, event_name)
                WITH flat AS (
                    SELECT event_id AS id, e.type AS kind
                    FROM a_b CROSS JOIN UNNEST(extensions.evidence) AS e (type, score)
                )
                SELECT concat(id, kind), '20240106', 'A_B' FROM (SELECT * FROM flat) f\
                """;

        assertThat(fieldsOfStatement(dml, SEEN)).isEqualTo("event_id, extensions.evidence[].type");
    }

    @Test
    void bothSidesOfAUnionAreFollowed() {
        String dml =
                """
                INSERT INTO a (text, processed_date, event_name)
                SELECT event_id, '20240106', 'A_B' FROM a_b
                UNION ALL SELECT CAST("timestamp" AS varchar), '20240106', 'A_B' FROM a_b\
                """;

        assertThat(fieldsOfStatement(dml, SEEN)).isEqualTo("event_id, timestamp");
    }

    @Test
    void conditionsThatChooseRowsAreNoPartOfIt() {
        String dml =
                """
                INSERT INTO a (text, processed_date, event_name)
                SELECT event_id, '20240106', 'A_B' FROM a_b WHERE "timestamp" > 5\
                """;

        assertThat(fieldsOfStatement(dml, SEEN)).isEqualTo("event_id");
    }
}
