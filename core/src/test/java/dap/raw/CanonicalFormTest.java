package dap.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.Column;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.HiveType;
import dap.model.HiveType.Array;
import dap.model.HiveType.Decimal;
import dap.model.HiveType.MapOf;
import dap.model.HiveType.Scalar;
import dap.model.HiveType.Struct;
import dap.model.HiveType.Varchar;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalFormTest {

    private static final EventName EVENT = new EventName("auth_start");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string  | 'x'            | true",
                "string  | null           | true",
                "string  | 1              | false",
                "string  | true           | false",
                "string  | []             | false",
                "int     | 5              | true",
                "int     | 4000000000     | false",
                "int     | 1.5            | false",
                "int     | '5'            | false",
                "bigint  | 5              | true",
                "bigint  | 99999999999999999999 | false",
                "double  | 5              | true",
                "double  | 4000000000     | true",
                "double  | 1e3            | true",
                "double  | 1e999          | false",
                "boolean | false          | true",
                "boolean | 0              | false",
                "tinyint | 5              | false",
                "date    | '2024-01-31'   | false",
                "varchar | 'x'            | false",
                "decimal | 1              | false",
                "map     | {'a':1}        | false",
                "map     | null           | true",
                "array   | [1,null]       | true",
                "array   | []             | true",
                "array   | ['1']          | false",
                "array   | 1              | false",
                "struct  | {'x':1}        | true",
                "struct  | {'x':1,'y':{}} | true",
                "struct  | {'X':1}        | false",
                "struct  | {'x':'1'}      | false",
                "struct  | [1]            | false",
            })
    void objectIsCanonicalIfEachValueIsOfItsColumnsType(
            String type, String value, boolean canonical) {
        SchemaTree tree = Schemas.of("\"f\":" + value.replace('\'', '"'));

        boolean result =
                CanonicalForm.isCanonical(true, tree, List.of(new Column("f", type(type))));

        assertThat(result).isEqualTo(canonical);
    }

    @Test
    void isNotCanonicalWithAKeySpeltOtherwise() {
        SchemaTree both = Schemas.of("\"clientId\":\"a\"", "\"clientid\":\"b\"");
        SchemaTree one = Schemas.of("\"clientId\":\"a\"");

        assertThat(CanonicalForm.isCanonical(true, one, one.columns())).isTrue();
        assertThat(CanonicalForm.isCanonical(true, both, both.columns())).isFalse();
        assertThat(
                        CanonicalForm.isCanonical(
                                true, one, List.of(new Column("clientid", Scalar.STRING))))
                .isFalse();
    }

    @Test
    void isNotCanonicalIfTheObjectIsNotClean() {
        SchemaTree tree = Schemas.of("\"a\":1");

        assertThat(CanonicalForm.isCanonical(false, tree, tree.columns())).isFalse();
    }

    @Test
    void keysThatNoColumnHasDoNoHarm() {
        SchemaTree tree = Schemas.of("\"f\":1,\"F2\":{\"a\":[1,\"x\"]}");

        assertThat(CanonicalForm.isCanonical(true, tree, List.of(new Column("f", Scalar.INT))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string  | {'a':[1]}         | true",
                "int     | 5                 | true",
                "int     | '5'               | false",
                "int     | 4000000000        | false",
                "bigint  | 1.5               | false",
                "double  | 5                 | true",
                "boolean | 1                 | false",
                "int     | []                | false",
                "array   | [1,null]          | true",
                "array   | ['1']             | false",
                "array   | 1                 | false",
                "array   | []                | true",
                "struct  | {'X':1,'y':true}  | true",
                "struct  | {'x':'a'}         | false",
                "struct  | [{'x':1}]         | false",
                "struct  | []                | true",
                "struct  | 5                 | false",
            })
    void objectFitsACrawledTableIfNoLineIsRejected(String type, String value, boolean fits) {
        SchemaTree tree = Schemas.of("\"f\":" + value.replace('\'', '"'));
        RawTable table = withColumn(RawTable.Kind.CRAWLED, new Column("f", type(type)));

        assertThat(CanonicalForm.fits(tree, table)).isEqualTo(fits);
    }

    private static RawTable withColumn(RawTable.Kind kind, Column column) {
        RawTable pinned =
                RawTable.pinned("local", DataSource.DEFAULT, EVENT, List.of(column), List.of());
        return new RawTable(pinned.lake(), kind);
    }

    @Test
    void objectFitsAPinnedTableHoweverItsKeysAreSpelt() {
        RawTable table =
                RawTable.pinned(
                        "local",
                        DataSource.DEFAULT,
                        EVENT,
                        List.of(new Column("client_id", Scalar.STRING)),
                        List.of());

        assertThat(CanonicalForm.fits(Schemas.of("\"Client_ID\":\"x\""), table)).isTrue();
        assertThat(CanonicalForm.fits(Schemas.of("\"client_id\":1"), table)).isFalse();
    }

    @Test
    void aCrawledTableHasNoColumnNamedLikeAPartitionKey() {
        RawTable table = crawled(Schemas.of("\"Year\":1,\"years\":2"));

        assertThat(table.columns())
                .extracting(Column::name)
                .containsExactly("event_id", "event_name", "timestamp", "years");
        assertThat(table.lake().name()).hasToString("local-txma-raw.auth_start");
        assertThat(table.lake().partitionKeys())
                .extracting(Column::name)
                .containsExactly("year", "month", "day");
    }

    private static RawTable crawled(SchemaTree tree) {
        return RawTable.crawled("local", DataSource.DEFAULT, EVENT, tree);
    }

    private static HiveType type(String name) {
        return switch (name) {
            case "varchar" -> new Varchar(3);
            case "decimal" -> new Decimal(4, 2);
            case "array" -> new Array(Scalar.INT);
            case "map" -> new MapOf(Scalar.STRING, Scalar.INT);
            case "struct" -> new Struct(List.of(new Column("x", Scalar.INT)));
            default -> Scalar.valueOf(name.toUpperCase(Locale.ROOT));
        };
    }
}
