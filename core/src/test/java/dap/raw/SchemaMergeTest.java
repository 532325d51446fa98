package dap.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.Column;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.HiveType;
import dap.model.HiveType.Array;
import dap.model.HiveType.Scalar;
import dap.model.HiveType.Struct;
import dap.sql.tree.FieldPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class SchemaMergeTest {

    @Property(tries = 300)
    void mergingIsCommutative(@ForAll("schemas") SchemaTree a, @ForAll("schemas") SchemaTree b) {
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
    }

    @Property(tries = 300)
    void mergingIsAssociative(
            @ForAll("schemas") SchemaTree a,
            @ForAll("schemas") SchemaTree b,
            @ForAll("schemas") SchemaTree c) {
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
    }

    @Property(tries = 300)
    void mergingAgainChangesNothing(
            @ForAll("schemas") SchemaTree a, @ForAll("schemas") SchemaTree b) {
        SchemaTree merged = a.merge(b);

        assertThat(merged.merge(b)).isEqualTo(merged);
        assertThat(merged.merge(merged)).isEqualTo(merged);
        assertThat(merged.merge(SchemaTree.EMPTY)).isEqualTo(merged);
        assertThat(SchemaTree.EMPTY.merge(merged)).isEqualTo(merged);
    }

    @Property(tries = 300)
    void linesTogetherShowWhatTheyShowApart(@ForAll("lines") List<String> lines) {
        SchemaTree together = Schemas.of(lines.toArray(String[]::new));

        SchemaTree apart =
                lines.stream().map(Schemas::of).reduce(SchemaTree.EMPTY, SchemaTree::merge);

        assertThat(together).isEqualTo(apart);
        assertThat(SchemaTree.fromJson(together.toJson())).isEqualTo(together);
    }

    @Property(tries = 500)
    void typesWidenOrBecomeText(@ForAll("schemas") SchemaTree a, @ForAll("schemas") SchemaTree b) {
        List<Column> wider = a.merge(b).columns();

        for (Column column : a.columns()) {
            Optional<Column> after = new Struct(wider).findField(column.name());
            assertThat(after).isPresent();
            assertThat(widens(column.type(), after.get().type()))
                    .as("%s to %s", column.type().toHive(), after.get().type().toHive())
                    .isTrue();
        }
    }

    /// Nothing that was seen is rejected, but for `{}` and `[]`, by the types that no statement
    /// narrows.
    @Property(tries = 500)
    void aFieldThatNoStatementReadsRejectsNothing(@ForAll("schemas") SchemaTree tree) {
        Map<FieldPath, FieldForm> chosen = new HashMap<>();
        tree.emptyMisfits(chosen, _ -> false).forEach(field -> chosen.put(field, FieldForm.TEXT));

        RawTable table =
                RawTable.crawled(
                        "local", DataSource.DEFAULT, new EventName("auth_start"), tree, chosen);

        assertThat(CanonicalForm.fits(tree, table)).isTrue();
    }

    /// The order of types that merging may only climb.
    private static boolean widens(HiveType from, HiveType to) {
        if (from.equals(to) || from == Scalar.UNKNOWN || to == Scalar.STRING) {
            return true;
        }
        return switch (from) {
            case Struct struct -> widensStruct(struct, to);
            case Array array ->
                    to instanceof Array wider && widens(array.element(), wider.element());
            default -> !(to instanceof Scalar scalar) || rank(scalar) > rank(from);
        };
    }

    private static boolean widensStruct(Struct from, HiveType to) {
        if (to instanceof Array array) {
            return widens(from, array.element());
        }
        return to instanceof Struct wider
                && from.fields().stream()
                        .allMatch(field ->
                                wider.findField(field.name())
                                        .filter(w -> widens(field.type(), w.type()))
                                        .isPresent());
    }

    private static int rank(HiveType scalar) {
        return List.of(Scalar.INT, Scalar.BIGINT, Scalar.DOUBLE, Scalar.BOOLEAN, Scalar.STRING)
                .indexOf(scalar);
    }

    @Provide
    Arbitrary<SchemaTree> schemas() {
        return lines().map(lines -> Schemas.of(lines.toArray(String[]::new)));
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> line = values(3).map(value -> "\"f\":" + value);
        Arbitrary<String> other =
                values(2).map(value -> "\"g\":" + value + ",\"F\":" + value.length());
        return Arbitraries.oneOf(line, other).list().ofMinSize(1).ofMaxSize(4);
    }

    private static Arbitrary<String> values(int depth) {
        Arbitrary<String> scalars =
                Arbitraries.of(
                        "null",
                        "1",
                        "-3",
                        "4000000000",
                        "1.5",
                        "1e999",
                        "true",
                        "\"x\"",
                        "\"\"",
                        "99999999999999999999",
                        "[]",
                        "{}");
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> values(depth - 1));
        Arbitrary<String> arrays =
                inner.list().ofMaxSize(3).map(values -> "[" + String.join(",", values) + "]");
        Arbitrary<String> keys = Arbitraries.of("a", "A", "b", "b-c", "");
        Arbitrary<String> members =
                Combinators.combine(keys, inner).as((key, value) -> "\"" + key + "\":" + value);
        Arbitrary<String> objects =
                members.list().ofMaxSize(3).map(all -> "{" + String.join(",", all) + "}");
        return Arbitraries.frequencyOf(
                Tuple.of(2, scalars), Tuple.of(1, arrays), Tuple.of(2, objects));
    }
}
