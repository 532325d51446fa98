package dap.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.Column;
import dap.model.EventName;
import dap.model.HiveType.Array;
import dap.model.HiveType.Scalar;
import dap.model.TableName;
import dap.sql.tree.LakeTable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineByLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true  | SELECT f, 'd', event_name FROM sign_in",
                "true  | SELECT f, 'd', event_name FROM sign_in WHERE CAST(f AS integer) > 3",
                "true  | SELECT f, 'd', event_name FROM sign_in ORDER BY f",
                "true  | SELECT f, 'd', event_name FROM (SELECT f, event_name FROM sign_in) s",
                "true  | WITH s AS (SELECT f, event_name FROM sign_in) SELECT f, 'd', event_name FROM s",
                "true  | SELECT t.x, 'd', event_name FROM sign_in CROSS JOIN UNNEST(list) AS t (x)",
                "false | SELECT DISTINCT f, 'd', event_name FROM sign_in",
                "false | SELECT f, 'd', event_name FROM sign_in GROUP BY f, event_name",
                "false | SELECT max(f), 'd', event_name FROM sign_in GROUP BY event_name",
                "false | SELECT lag(f) OVER (ORDER BY f), 'd', event_name FROM sign_in",
                "false | SELECT f, 'd', event_name FROM sign_in LIMIT 3",
                "false | SELECT f, 'd', event_name FROM sign_in OFFSET 3",
                "false | SELECT f, 'd', event_name FROM sign_in UNION ALL SELECT f, 'd', event_name FROM sign_in",
                "false | SELECT a.f, 'd', a.event_name FROM sign_in a JOIN sign_in b ON a.f = b.f",
                "false | SELECT f, 'd', event_name FROM sign_in WHERE f IN (SELECT f FROM sign_in)",
                "false | SELECT (SELECT max(f) FROM sign_in), 'd', event_name FROM sign_in",
            })
    void aLineCanBeLeftOutWhereOthersDoNotDependOnIt(boolean separable, String select) {
        assertThat(LineByLine.is(bind(select))).isEqualTo(separable);
    }

    @Test
    void aColumnIsComputedWhereItsAuthorWroteIt() {
        BoundInsert insert =
                bind(
                        "SELECT\n  CASE WHEN f = 'x' THEN f ELSE CAST(CAST(f AS integer) AS varchar) END, 'd', event_name FROM sign_in");

        assertThat(LineByLine.positionOf(insert, 0)).isEqualTo("x.sql:3:15");
    }

    private static BoundInsert bind(String select) {
        String raw = "\"environment-txma-raw\".sign_in";
        return AthenaDml.parse(
                        "x.sql",
                        "INSERT INTO \"environment-txma-stage\".auth (value, processed_date, event_name)\n"
                                + select.replace("FROM sign_in", "FROM " + raw)
                                        .replace("JOIN sign_in", "JOIN " + raw))
                .bind(
                        new InsertBinding(
                                "local",
                                Instant.EPOCH,
                                new EventName("sign_in"),
                                LocalDate.EPOCH,
                                new LakeTable(
                                        new TableName("local-txma-raw", "sign_in"),
                                        LakeTable.Layer.RAW,
                                        List.of(
                                                new Column("event_name", Scalar.STRING),
                                                new Column("f", Scalar.STRING),
                                                new Column("list", new Array(Scalar.STRING))),
                                        List.of()),
                                new LakeTable(
                                        new TableName("local-txma-stage", "auth"),
                                        LakeTable.Layer.STAGE,
                                        List.of(new Column("value", Scalar.STRING)),
                                        List.of(
                                                new Column("processed_date", Scalar.STRING),
                                                new Column("event_name", Scalar.STRING)))));
    }
}
