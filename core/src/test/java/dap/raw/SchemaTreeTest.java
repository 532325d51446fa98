package dap.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.Column;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTreeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1                        | 2147483647         | int",
                "1                        | 2147483648         | bigint",
                "-2147483649              | null               | bigint",
                "1                        | 1.5                | double",
                "4000000000               | 1e3                | double",
                "9223372036854775808      | 1                  | string",
                "1e400                    | 1.5                | string",
                "true                     | false              | boolean",
                "true                     | 1                  | string",
                "'007'                    | 7                  | string",
                "null                     | null               | string",
                "[]                       | null               | string",
                "{}                       | []                 | string",
                "[]                       | 5                  | int",
                "{}                       | 5                  | int",
                "[1,2]                    | [1.5]              | array<double>",
                "[null]                   | []                 | array<string>",
                "[1]                      | 'text'             | string",
                "{'a':1}                  | 'text'             | string",
                "{'a':1}                  | {'b':true}         | struct<a:int,b:boolean>",
                "{'B':1}                  | {'a':{'C':null}}   | struct<a:struct<c:string>,b:int>",
                "[{'a':1}]                | {'b':'x'}          | array<struct<a:int,b:string>>",
                "[{'a':1}]                | {'a':2.5}          | array<struct<a:double>>",
                "[[{'a':1}]]              | {'b':1}            | array<array<struct<a:int,b:int>>>",
                "[{'a':1}, 5]             | null               | array<string>",
                "{'':1}                   | {'a':1}            | struct<a:int>",
                "{'':1}                   | null               | string",
            })
    void typeOfAFieldThatWasSeenTwice(String one, String other, String type) {
        SchemaTree tree = Schemas.of("\"f\":" + json(one), "\"f\":" + json(other));

        assertThat(type(tree, "f")).isEqualTo(type);
    }

    @Test
    void columnsAreTheEnvelopeThenTheOthersByName() {
        SchemaTree tree = Schemas.of("\"user\":{\"id\":\"u\"},\"Client_Id\":\"c\",\"age\":1");

        assertThat(names(tree.columns()))
                .isEqualTo("event_id event_name timestamp age Client_Id user");
    }

    @Test
    void theEnvelopeIsThereBeforeAnyLine() {
        assertThat(SchemaTree.EMPTY.columns().stream().map(c -> c.type().toHive()))
                .containsExactly("string", "string", "int");
    }

    @Test
    void aColumnIsSpeltAsTheSmallestOfItsSpellings() {
        SchemaTree one = Schemas.of("\"clientId\":1");
        SchemaTree other = Schemas.of("\"ClientId\":1");

        assertThat(names(one.merge(other).columns())).endsWith("ClientId");
        assertThat(one.merge(other)).isEqualTo(other.merge(one));
    }

    @Test
    void keysThatAreDataBecomeText() {
        SchemaTree first = Schemas.of(manyKeys(0, SchemaTree.MAX_FIELDS));
        SchemaTree second = Schemas.of(manyKeys(1, 1));

        assertThat(first.textPaths()).isEmpty();
        assertThat(first.merge(second).textPaths()).containsExactly("answers");
        assertThat(type(first.merge(second), "answers")).isEqualTo("string");
        assertThat(second.merge(first)).isEqualTo(first.merge(second));
        assertThat(Schemas.of(manyKeys(0, SchemaTree.MAX_FIELDS), manyKeys(1, 1)))
                .isEqualTo(first.merge(second));
        assertThat(Schemas.of(manyKeys(1, 1), manyKeys(0, SchemaTree.MAX_FIELDS)))
                .isEqualTo(first.merge(second));
    }

    @Test
    void fieldsThatAStatementNamesAreKnownHoweverManyOthersThereAre() {
        String wide = manyKeys(0, 1_900).replace("\"answers\":{", "").replace("}", "");
        String wider = manyKeys(1, 1_900).replace("\"answers\":{", "").replace("}", "");
        SchemaTree tree =
                Schemas.builder(Set.of("user", "user_id"), "\"user\":{\"user_id\":\"u\"}", wide)
                        .toTree()
                        .merge(Schemas.builder(Set.of("user", "user_id"), wider).toTree());

        assertThat(tree.textPaths()).containsExactly("");
        assertThat(type(tree, "user")).isEqualTo("struct<user_id:string>");
        assertThat(tree.columns()).hasSize(3 + 1 + SchemaTree.MAX_FIELDS - 2);
        assertThat(SchemaTree.fromJson(tree.toJson())).isEqualTo(tree);
    }

    @Test
    void whatNestsTooDeepBecomesText() {
        SchemaTree deepest = Schemas.of("\"a\":" + nested(SchemaTree.MAX_DEPTH - 1));
        SchemaTree tooDeep = Schemas.of("\"a\":" + nested(SchemaTree.MAX_DEPTH));

        assertThat(deepest.textPaths()).isEmpty();
        assertThat(tooDeep.textPaths()).hasSize(1);
        assertThat(tooDeep.types().lastKey()).isEqualTo("timestamp");
    }

    @Test
    void isTheSameAfterBeingKeptAsText() {
        SchemaTree tree =
                Schemas.of(
                                "\"a\":[{\"Ü\\\"x\":1.5,\"x\":[null]}],\"B\":{},\"c\":1e999",
                                "\"b\":true,\"deep\":" + nested(70))
                        .merge(Schemas.of("\"n\":4000000000"));

        SchemaTree read = SchemaTree.fromJson(tree.toJson());

        assertThat(read).isEqualTo(tree);
        assertThat(read.toJson()).isEqualTo(tree.toJson());
    }

    private static String type(SchemaTree tree, String path) {
        return Objects.requireNonNull(tree.types().get(path)).toHive();
    }

    private static String manyKeys(int from, int count) {
        StringBuilder keys = new StringBuilder("\"answers\":{");
        for (int i = 0; i < count; i++) {
            keys.append(i == 0 ? "" : ",").append("\"k").append(from).append('_').append(i);
            keys.append("\":1");
        }
        return keys.append('}').toString();
    }

    private static String nested(int levels) {
        return "{\"x\":".repeat(levels) + "1" + "}".repeat(levels);
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(" "));
    }
}
