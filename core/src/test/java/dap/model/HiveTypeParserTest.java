package dap.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiveTypeParserTest {

    @Property(tries = 300)
    void whatATypeWritesIsReadBackAsTheSameType(@ForAll("types") HiveType type) {
        assertThat(HiveTypeParser.parse(type.toHive())).isEqualTo(type);
    }

    @Property(tries = 200)
    void neitherCaseNorBlanksMatter(@ForAll("types") HiveType type) {
        String spaced = type.toHive().replaceAll("([<>,:()])", " $1\n ");

        assertThat(HiveTypeParser.parse(spaced)).isEqualTo(type);
        assertThat(HiveTypeParser.parse(type.toHive().toUpperCase(Locale.ROOT)).toHive())
                .isEqualTo(type.toHive());
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefusedWithAPosition(@ForAll String text) {
        try {
            assertThat(HiveTypeParser.parse(text)).isNotNull();
        } catch (DapException e) {
            assertThat(e.problem()).contains("at position");
        }
    }

    @Provide
    Arbitrary<HiveType> types() {
        return Arbitraries.lazyOf(
                HiveTypeParserTest::scalars,
                HiveTypeParserTest::scalars,
                HiveTypeParserTest::scalars,
                () -> types().map(HiveType.Array::new),
                () -> Combinators.combine(scalars(), types()).as(HiveType.MapOf::new),
                () -> fields().map(HiveType.Struct::new));
    }

    private Arbitrary<List<Column>> fields() {
        Arbitrary<String> names =
                Arbitraries.strings().withChars("abcxyz019_-").ofMinLength(1).ofMaxLength(8);
        return Combinators.combine(names, types())
                .as(Column::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .uniqueElements(Column::name);
    }

    private static Arbitrary<HiveType> scalars() {
        Arbitrary<HiveType> plain =
                Arbitraries.of(HiveType.Scalar.class)
                        .filter(type -> type != HiveType.Scalar.UNKNOWN)
                        .map(type -> type);
        return Arbitraries.oneOf(
                plain,
                Arbitraries.of(
                        new HiveType.Varchar(1),
                        new HiveType.Varchar(65_535),
                        new HiveType.Char(255),
                        new HiveType.Decimal(38, 38),
                        new HiveType.Decimal(1, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "integer, int",
        "REAL, float",
        "decimal, 'decimal(10,0)'",
        "'numeric(5)', 'decimal(5,0)'",
        "'DEC(5, 2)', 'decimal(5,2)'",
        "varchar, string"
    })
    void synonymsAreReadAsTheTypeTheyMean(String text, String hive) {
        assertThat(HiveTypeParser.parse(text).toHive()).isEqualTo(hive);
    }

    @Test
    void fieldNamesKeepTheirSpelling() {
        HiveType type = HiveTypeParser.parse("struct<client-name:string,isUkIssued:boolean>");

        assertThat(type)
                .isEqualTo(
                        new HiveType.Struct(
                                List.of(
                                        new Column("client-name", HiveType.Scalar.STRING),
                                        new Column("isUkIssued", HiveType.Scalar.BOOLEAN))));
    }

    @Test
    void aFieldInBackquotesMayHoldAnything() {
        HiveType type = HiveTypeParser.parse("struct<`a:b, <``>`:int>");

        assertThat(type)
                .isEqualTo(
                        new HiveType.Struct(List.of(new Column("a:b, <`>", HiveType.Scalar.INT))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strng | at position 1 `strng` is not a type of Hive",
                "array<strng> | at position 7 `strng`",
                "array<int | at position 10 `>` must stand here",
                "array<int>> | at position 11 the type is complete here",
                "struct<a int> | at position 10 `:` must stand here",
                "struct<> | at position 8 the name of a field is missing",
                "struct<a:int,A:int> | at position 14 two fields",
                "struct<`a:int> | at position 8 this backquote is not closed",
                "map<array<int>,int> | at position 5 the key of a map",
                "varchar(0) | at position 9 a number from 1 to 65535",
                "decimal(5,6) | at position 11 a number from 0 to 5",
                "'' | at position 1 a type is missing",
            })
    void whatIsWrongIsToldWithItsPosition(String text, String problem) {
        assertThatThrownBy(() -> HiveTypeParser.parse(text)).hasMessageContaining(problem);
    }

    @Test
    void nestingWithoutEndIsRefused() {
        String deep = "array<".repeat(100_000);

        assertThatThrownBy(() -> HiveTypeParser.parse(deep))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("nested more than 100 deep");
    }
}
