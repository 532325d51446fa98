package dap.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.Column;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.model.HiveType.Scalar;
import dap.project.Event;
import dap.project.Family;
import dap.project.Source;
import dap.project.SqlFile;
import dap.project.TableDefinition;
import dap.project.WarehouseProject;
import dap.raw.RawTable;
import dap.raw.SchemaTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTypesTest {

    private static final EventName EVENT = new EventName("sign_in");
    private static final FamilyName FAMILY = new FamilyName("auth");

    /// What was seen of `f` is written as a schema's text: kinds n, b, i, l, d, g, s, o, a.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text where it is read as a whole         | 'k':'so','f':{'x':{'k':'i'}}       | f                  | string",
                "the struct where it is read into         | 'k':'so','f':{'x':{'k':'i'}}       | CAST(f.x AS varchar) | struct<x:int>",
                "an array as a whole                      | 'k':'sa','e':{'k':'s'}             | f                  | string",
                "the array where it is read into          | 'k':'sa','e':{'k':'s'}             | f[1]               | array<string>",
                "the number where it computes             | 'k':'is'                           | CAST(f + 1 AS varchar) | int",
                "the widest number that was seen          | 'k':'ids'                          | CAST(f * 2 AS varchar) | double",
                "text in a number, cast                   | 'k':'is'                           | CAST(CAST(f AS bigint) + 1 AS varchar) | string",
                "a narrower number where a wider fails    | 'k':'id'                           | split_part('a.b', '.', f) | int",
                "a condition where it is one              | 'k':'bs'                           | CASE WHEN f THEN 'y' END | boolean",
                "an object where arrays are read          | 'k':'oa','f':{'x':{'k':'s'}},'e':{'k':'o','f':{'x':{'k':'s'}}} | f[1].x | array<struct<x:string>>",
                "arrays where an object is read           | 'k':'oa','f':{'x':{'k':'s'}},'e':{'k':'s'} | f.x         | struct<x:string>",
                "a part that differs, read into           | 'k':'o','f':{'x':{'k':'so','f':{'y':{'k':'s'}}}} | f.x.y | struct<x:struct<y:string>>",
                "a part that differs, beside what is read | 'k':'o','f':{'x':{'k':'so','f':{'y':{'k':'s'}}},'z':{'k':'s'}} | f.z | struct<x:string,z:string>",
                "text of a lone container                 | 'k':'o','f':{'x':{'k':'i'}}        | f                  | string",
                "text of a lone number                    | 'k':'i'                            | lower(f)           | string",
                "an empty array decides nothing           | 'k':'ia'                           | CAST(f AS varchar) | int",
                "an empty object decides nothing          | 'k':'no'                           | f                  | string",
                "empty ones of what nobody reads: text    | 'k':'ia'                           | 'x'                | string",
                "what nobody reads: text                  | 'k':'iso','f':{'x':{'k':'i'}}      | 'x'                | string",
                "a statement that is wrong in itself      | 'k':'so','f':{'x':{'k':'i'}}       | no_such(f.x)       | string",
                "a field that no form suits               | 'k':'s'                            | f + 1              | string",
            })
    void aFieldIsWhatTheStatementTakes(
            String rule, String seen, String expression, String expected) {
        SchemaTree tree = tree("'f':{" + seen + "}");

        RawTable table = tables(expression).raw(EVENT, Optional.of(tree));

        assertThat(type(table, "f")).as(rule).isEqualTo(expected);
    }

    @Test
    void eachOfManyFieldsIsDecidedByItself() {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 1_500; i++) {
            fields.append("'a%04d':{'k':'so','f':{'x':{'k':'i'}}},".formatted(i));
        }
        SchemaTree tree = tree(fields + "'z':{'k':'is'}");

        RawTable table =
                tables("CAST(a0007.x + a1400.x + z AS varchar)").raw(EVENT, Optional.of(tree));

        assertThat(
                        table.columns().stream()
                                .filter(column -> column.type() != Scalar.STRING)
                                .map(column -> column.name() + " " + column.type().toHive()))
                .containsExactly(
                        "timestamp int", "a0007 struct<x:int>", "a1400 struct<x:int>", "z int");
    }

    @Test
    void aFieldThatIsNotKnownAnyMoreIsWhatTheStatementTakes() {
        SchemaTree tree = SchemaTree.fromJson("{\"k\":\"o\",\"t\":1}");

        RawTable table =
                tables("\"user\".user_id || CAST(n + 1 AS varchar)").raw(EVENT, Optional.of(tree));

        assertThat(type(table, "user")).isEqualTo("struct<user_id:string>");
        assertThat(type(table, "n")).isEqualTo("bigint");
        assertThat(type(table, "timestamp")).isEqualTo("int");
    }

    @Test
    void aStatementThatIsSwitchedOffDecidesNothing() {
        SchemaTree tree = tree("'f':{'k':'so','f':{'x':{'k':'i'}}}");

        RawTable table =
                new DeclaredTables("local", source("CAST(f.x AS varchar)", false))
                        .raw(EVENT, Optional.of(tree));

        assertThat(type(table, "f")).isEqualTo("string");
    }

    private static SchemaTree tree(String fields) {
        return SchemaTree.fromJson("{'k':'o','f':{%s}}".formatted(fields).replace('\'', '"'));
    }

    private static String type(RawTable table, String column) {
        return table.columns().stream()
                .filter(one -> one.hiveName().equals(column))
                .map(one -> one.type() == Scalar.UNKNOWN ? "unknown" : one.type().toHive())
                .collect(Collectors.joining())
                .replace("unknown", "string");
    }

    private static DeclaredTables tables(String expression) {
        return new DeclaredTables("local", source(expression, true));
    }

    private static Source source(String expression, boolean enabled) {
        SqlFile dml =
                new SqlFile(
                        "sign_in.sql",
                        """
                        INSERT INTO "environment-txma-stage"."auth" (event_id, value, processed_date, event_name)
                        SELECT event_id, %s, date_format(now(), '%%Y%%m%%d'), event_name
                        FROM "environment-txma-raw"."sign_in"
                        """
                                .formatted(expression));
        Event event = new Event(EVENT, FAMILY, enabled, Optional.of(dml), List.of());
        TableDefinition stage =
                new TableDefinition(
                        "local-txma-stage",
                        "auth",
                        List.of(
                                new Column("event_id", Scalar.STRING),
                                new Column("value", Scalar.STRING)),
                        List.of(
                                new Column("processed_date", Scalar.STRING),
                                new Column("event_name", Scalar.STRING)),
                        Optional.empty(),
                        "stage.yml",
                        1);
        return new Source(
                DataSource.DEFAULT,
                List.of(new Family(FAMILY, true, List.of(event), List.of())),
                List.of(stage),
                List.of(),
                List.of(),
                new WarehouseProject(List.of(), Optional.empty(), List.of(), List.of()),
                List.of());
    }
}
