package dap.parity;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Queries over [NestedTables], well typed, of nearly everything that the translator takes.
final class Queries {

    private static final int DEPTH = 3;

    private Queries() {}

    static Arbitrary<String> all() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, plain()),
                net.jqwik.api.Tuple.of(2, grouped()),
                net.jqwik.api.Tuple.of(2, unnested()),
                net.jqwik.api.Tuple.of(2, joined()),
                net.jqwik.api.Tuple.of(1, combined()),
                net.jqwik.api.Tuple.of(1, windowed()),
                net.jqwik.api.Tuple.of(1, withSubquery()));
    }

    private static Arbitrary<String> table() {
        return Arbitraries.integers()
                .between(0, NestedTables.COUNT - 1)
                .map(i -> "\"local-gen-raw\".t" + i);
    }

    private static Arbitrary<String> outputs(String alias) {
        return any(alias).list().ofMinSize(1).ofMaxSize(3).map(Queries::named);
    }

    private static String named(List<String> values) {
        List<String> outputs = new ArrayList<>();
        for (String value : values) {
            outputs.add(value + " AS c" + outputs.size());
        }
        return String.join(", ", outputs);
    }

    private static Arbitrary<String> where(String alias) {
        return condition(alias, DEPTH).map(c -> " WHERE " + c).optional().map(w -> w.orElse(""));
    }

    private static Arbitrary<String> plain() {
        return Combinators.combine(
                        Arbitraries.of("", "DISTINCT "), outputs("a"), table(), where("a"))
                .as((distinct, outputs, table, where) ->
                        "SELECT " + distinct + outputs + " FROM " + table + " a" + where);
    }

    private static Arbitrary<String> grouped() {
        Arbitrary<String> aggregate =
                Arbitraries.oneOf(
                        Arbitraries.just("count(*)"),
                        number("a", 1).map(n -> "sum(" + n + ")"),
                        number("a", 1).map(n -> "min(" + n + ")"),
                        text("a", 1).map(t -> "max(" + t + ")"),
                        text("a", 1).map(t -> "count(DISTINCT " + t + ")"),
                        condition("a", 1).map(c -> "count_if(" + c + ")"),
                        condition("a", 1).map(c -> "bool_or(" + c + ")"),
                        condition("a", 1).map(c -> "count(*) FILTER (WHERE " + c + ")"),
                        text("a", 1).map(t -> "array_agg(" + t + " ORDER BY " + t + ")"),
                        text("a", 1).map(t -> "approx_distinct(" + t + ")"),
                        text("a", 1).map(t -> "json_format(CAST(histogram(" + t + ") AS json))"),
                        text("a", 1)
                                .map(t ->
                                        "listagg("
                                                + t
                                                + ", ',') WITHIN GROUP (ORDER BY "
                                                + t
                                                + ")"),
                        number("a", 1)
                                .map(n ->
                                        "CAST(avg(CAST(" + n + " AS decimal(24, 3))) AS varchar)"));
        Arbitrary<String> byAny =
                Combinators.combine(text("a", 1), number("a", 1), aggregate, table(), where("a"))
                        .as((key, other, value, table, where) ->
                                "SELECT %s AS k, %s AS o, %s AS v FROM %s a%s GROUP BY 1, 2"
                                        .formatted(key, other, value, table, where));
        Arbitrary<String> bySets =
                Combinators.combine(
                                aggregate,
                                table(),
                                where("a"),
                                Arbitraries.of(
                                        "ROLLUP (a.s, a.m)",
                                        "CUBE (a.s, a.m)",
                                        "GROUPING SETS ((a.s), (a.m), ())",
                                        "a.s, GROUPING SETS ((a.m), ())"))
                        .as((value, table, where, sets) ->
                                "SELECT a.s AS k, a.m AS o, %s AS v FROM %s a%s GROUP BY %s"
                                        .formatted(value, table, where, sets));
        return Arbitraries.oneOf(byAny, bySets);
    }

    private static Arbitrary<String> unnested() {
        Arbitrary<String> unnest =
                Arbitraries.of(
                        "CROSS JOIN UNNEST(a.ss) AS u (e)| u.e",
                        "CROSS JOIN UNNEST(a.ss) WITH ORDINALITY AS u (e, i)| concat(u.e, CAST(u.i AS varchar))",
                        "LEFT JOIN UNNEST(a.ss) AS u (e) ON TRUE| u.e",
                        "CROSS JOIN UNNEST(a.rs) AS u (k, w)| concat(u.k, CAST(u.w AS varchar))",
                        "LEFT JOIN UNNEST(a.rs) WITH ORDINALITY AS u (k, w, i) ON TRUE| coalesce(u.k, CAST(u.i AS varchar))",
                        "CROSS JOIN UNNEST(a.ss, a.rs) AS u (e, k, w)| concat(coalesce(u.e, '-'), coalesce(u.k, '+'))",
                        "CROSS JOIN UNNEST(filter(a.ss, x -> x <> '')) AS u (e)| u.e");
        return Combinators.combine(any("a"), table(), unnest, where("a"))
                .as((value, table, join, where) ->
                        "SELECT %s AS v,%s AS u FROM %s a %s%s"
                                .formatted(
                                        value,
                                        join.substring(join.indexOf('|') + 1),
                                        table,
                                        join.substring(0, join.indexOf('|')),
                                        where));
    }

    private static Arbitrary<String> joined() {
        return Combinators.combine(
                        Arbitraries.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"),
                        Arbitraries.of(
                                "a.n = b.n",
                                "a.s = b.s AND a.m < b.m",
                                "a.r.y = b.t",
                                "a.m = b.m AND a.b"),
                        any("a"),
                        any("b"),
                        table(),
                        table())
                .as((join, on, left, right, one, other) ->
                        "SELECT %s AS l, %s AS r FROM %s a %s %s b ON %s"
                                .formatted(left, right, one, join, other, on));
    }

    private static Arbitrary<String> combined() {
        return Combinators.combine(
                        text("a", 2),
                        text("a", 2),
                        table(),
                        table(),
                        Arbitraries.of("UNION", "UNION ALL", "EXCEPT", "INTERSECT"))
                .as((left, right, one, other, operator) ->
                        "SELECT %s AS v FROM %s a %s SELECT %s FROM %s a"
                                .formatted(left, one, operator, right, other));
    }

    private static Arbitrary<String> windowed() {
        Arbitrary<String> function =
                Arbitraries.of(
                        "rank()", "dense_rank()", "count(*)", "max(a.s)", "sum(a.m)", "min(a.n)");
        return Combinators.combine(function, text("a", 1), number("a", 1), table())
                .as((call, partition, order, table) ->
                        "SELECT a.s AS s, %s OVER (PARTITION BY %s ORDER BY %s) AS v FROM %s a"
                                .formatted(call, partition, order, table));
    }

    private static Arbitrary<String> withSubquery() {
        return Combinators.combine(
                        outputs("a"),
                        table(),
                        table(),
                        Arbitraries.of(
                                "a.s IN (SELECT b.t FROM %s b)",
                                "EXISTS (SELECT 1 FROM %s b WHERE b.n = a.n)",
                                "a.n = (SELECT max(b.n) FROM %s b)",
                                "a.m >= ALL (SELECT b.m FROM %s b WHERE b.m IS NOT NULL)"))
                .as((outputs, table, other, where) ->
                        "WITH w AS (SELECT * FROM %s) SELECT %s FROM w a WHERE %s"
                                .formatted(table, outputs, where.formatted(other)));
    }

    /// A value of any type that two engines can be asked to compare.
    private static Arbitrary<String> any(String alias) {
        return Arbitraries.oneOf(
                number(alias, DEPTH),
                text(alias, DEPTH),
                condition(alias, DEPTH),
                fraction(alias, 2),
                texts(alias, 2));
    }

    private static Arbitrary<String> number(String a, int depth) {
        Arbitrary<String> leaf =
                Arbitraries.of(
                        a + ".n", a + ".m", a + ".r.x", "0", "1", "-3", "CAST(NULL AS bigint)");
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> less = Arbitraries.lazy(() -> number(a, depth - 1));
        Arbitrary<String> text = Arbitraries.lazy(() -> text(a, depth - 1));
        Arbitrary<String> condition = Arbitraries.lazy(() -> condition(a, depth - 1));
        Arbitrary<String> texts = Arbitraries.lazy(() -> texts(a, depth - 1));
        return Arbitraries.oneOf(
                leaf,
                Combinators.combine(less, Arbitraries.of("+", "-"), less)
                        .as((l, o, r) -> "(" + l + " " + o + " " + r + ")"),
                // Not of two columns: which side is evaluated at all, and overflows, is an engine's
                // own affair.
                Combinators.combine(less, Arbitraries.of("* 3", "/ 3", "% 4"))
                        .as((l, o) -> "(" + l + " " + o + ")"),
                text.map(t -> "length(" + t + ")"),
                texts.map(t -> "cardinality(" + t + ")"),
                text.map(t -> "TRY_CAST(" + t + " AS bigint)"),
                Combinators.combine(less, less).as((l, r) -> "coalesce(" + l + ", " + r + ")"),
                Combinators.combine(less, less).as((l, r) -> "NULLIF(" + l + ", " + r + ")"),
                Combinators.combine(condition, less, less)
                        .as((c, l, r) -> "CASE WHEN " + c + " THEN " + l + " ELSE " + r + " END"),
                Combinators.combine(text, text).as((l, r) -> "strpos(" + l + ", " + r + ")"),
                less.map(n -> "abs(" + n + ")"),
                less.map(n -> "sign(" + n + ")"),
                less.map(n -> "bitwise_and(" + n + ", 7)"),
                less.map(n -> "CAST(CAST(" + n + " AS decimal(24, 3)) % 2.5 AS bigint)"),
                texts.map(t ->
                        "reduce(" + t + ", 0, (s, x) -> s + coalesce(length(x), 0), s -> s * 2)"),
                Combinators.combine(texts, text)
                        .as((l, r) -> "array_position(" + l + ", " + r + ")"),
                text.map(t -> "regexp_count(" + t + ", '[a-z0]')"),
                Combinators.combine(text, text)
                        .as((l, r) -> "levenshtein_distance(" + l + ", " + r + ")"),
                Combinators.combine(less, less).as((l, r) -> "greatest(" + l + ", " + r + ")"));
    }

    private static Arbitrary<String> fraction(String a, int depth) {
        Arbitrary<String> leaf =
                Arbitraries.of(a + ".d", "CAST(" + a + ".n AS double)", "1.5E0", "0E0");
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> less = Arbitraries.lazy(() -> fraction(a, depth - 1));
        Arbitrary<String> text = Arbitraries.lazy(() -> text(a, depth - 1));
        return Arbitraries.oneOf(
                leaf,
                Combinators.combine(less, Arbitraries.of("+", "-", "*", "/"), less)
                        .as((l, o, r) -> "(" + l + " " + o + " " + r + ")"),
                text.map(t -> "TRY_CAST(" + t + " AS double)"),
                less.map(n -> "floor(" + n + ")"),
                less.map(n -> "round(" + n + ")"));
    }

    private static Arbitrary<String> text(String a, int depth) {
        Arbitrary<String> leaf =
                Arbitraries.of(
                        a + ".s",
                        a + ".t",
                        a + ".r.y",
                        a + ".r.z.v",
                        "'a'",
                        "''",
                        "'é😀'",
                        "CAST(NULL AS varchar)");
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> less = Arbitraries.lazy(() -> text(a, depth - 1));
        Arbitrary<String> number = Arbitraries.lazy(() -> number(a, depth - 1));
        Arbitrary<String> condition = Arbitraries.lazy(() -> condition(a, depth - 1));
        Arbitrary<String> texts = Arbitraries.lazy(() -> texts(a, depth - 1));
        Arbitrary<String> fraction = Arbitraries.lazy(() -> fraction(a, depth - 1));
        return Arbitraries.oneOf(
                leaf,
                Combinators.combine(less, less).as((l, r) -> "(" + l + " || " + r + ")"),
                Combinators.combine(
                                Arbitraries.of("lower", "upper", "trim", "reverse", "ltrim"), less)
                        .as((f, t) -> f + "(" + t + ")"),
                Combinators.combine(less, Arbitraries.of("1", "2", "-1", "0", "1, 2", "-2, 1"))
                        .as((t, at) -> "substr(" + t + ", " + at + ")"),
                number.map(n -> "CAST(" + n + " AS varchar)"),
                fraction.map(n -> "CAST(" + n + " AS varchar)"),
                condition.map(c -> "CAST(" + c + " AS varchar)"),
                number.map(n -> "format('%s', " + n + ")"),
                texts.map(t -> "array_join(" + t + ", ',')"),
                texts.map(t -> "element_at(" + t + ", 1)"),
                Combinators.combine(less, less, less)
                        .as((x, y, z) -> "replace(" + x + ", " + y + ", " + z + ")"),
                Combinators.combine(less, less).as((l, r) -> "coalesce(" + l + ", " + r + ")"),
                Combinators.combine(condition, less, less)
                        .as((c, l, r) -> "IF(" + c + ", " + l + ", " + r + ")"),
                less.map(t -> "regexp_replace(" + t + ", '[aA0]', '_')"),
                less.map(t -> "split_part(" + t + ", ',', 2)"),
                less.map(t -> "translate(" + t + ", 'aé0', 'b')"),
                less.map(t -> "url_encode(" + t + ")"),
                texts.map(t -> "TRY((" + t + ")[2])"),
                number.map(n -> "CAST(round(CAST(" + n + " AS decimal(24, 3)), 1) AS varchar)"),
                number.map(n -> "array_join(sequence(1, abs(" + n + " % 4) + 1), '-')"),
                Combinators.combine(less, less)
                        .as((l, r) ->
                                "json_format(CAST(map_filter(MAP(ARRAY['k', 'l'], ARRAY["
                                        + l
                                        + ", "
                                        + r
                                        + "]), (k, v) -> v <> k) AS json))"),
                less.map(t ->
                        "json_format(CAST(transform_values(MAP(ARRAY['k'], ARRAY["
                                + t
                                + "]), (k, v) -> concat(k, v)) AS json))"),
                less.map(t -> "json_extract_scalar(" + t + ", '$.k')").map(t -> "TRY(" + t + ")"),
                Arbitraries.of(
                        "json_format(CAST(" + a + ".r AS json))",
                        "json_format(CAST(" + a + ".rs AS json))",
                        "json_format(CAST(" + a + ".ss AS json))",
                        "format('%s', CAST(" + a + ".r.z AS json))"));
    }

    private static Arbitrary<String> texts(String a, int depth) {
        Arbitrary<String> leaf =
                Arbitraries.of(
                        a + ".ss",
                        "transform(" + a + ".rs, x -> x.k)",
                        "ARRAY[" + a + ".s, 'b']",
                        "CAST(ARRAY[] AS array(varchar))");
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> less = Arbitraries.lazy(() -> texts(a, depth - 1));
        Arbitrary<String> text = Arbitraries.lazy(() -> text(a, depth - 1));
        return Arbitraries.oneOf(
                leaf,
                less.map(t -> "filter(" + t + ", x -> x > 'A')"),
                less.map(t -> "transform(" + t + ", x -> upper(x))"),
                less.map(t -> "array_sort(" + t + ")"),
                less.map(t -> "reverse(" + t + ")"),
                less.map(t -> "array_distinct(" + t + ")"),
                less.map(t -> "slice(" + t + ", 2, 2)"),
                less.map(t ->
                        "CAST(json_parse(json_format(CAST(" + t + " AS json))) AS array(varchar))"),
                Combinators.combine(
                                Arbitraries.of("array_union", "array_except", "array_intersect"),
                                less,
                                less)
                        .as((f, l, r) -> f + "(" + l + ", " + r + ")"),
                Combinators.combine(less, text).as((l, r) -> "array_remove(" + l + ", " + r + ")"),
                Combinators.combine(less, less)
                        .as((l, r) -> "zip_with(" + l + ", " + r + ", (x, y) -> concat(x, y))"),
                text.map(t -> "regexp_split(" + t + ", '[,_]')"),
                text.map(t -> "regexp_extract_all(" + t + ", '[a-zé]')"),
                Combinators.combine(less, less).as((l, r) -> "(" + l + " || " + r + ")"),
                text.map(t -> "split(" + t + ", ',')"));
    }

    private static Arbitrary<String> condition(String a, int depth) {
        Arbitrary<String> leaf =
                Arbitraries.of(a + ".b", "TRUE", a + ".n IS NULL", a + ".r IS NULL", a + ".s = ''");
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> less = Arbitraries.lazy(() -> condition(a, depth - 1));
        Arbitrary<String> number = Arbitraries.lazy(() -> number(a, depth - 1));
        Arbitrary<String> text = Arbitraries.lazy(() -> text(a, depth - 1));
        Arbitrary<String> texts = Arbitraries.lazy(() -> texts(a, depth - 1));
        Arbitrary<String> compare = Arbitraries.of("=", "<>", "<", "<=", ">", "IS DISTINCT FROM");
        return Arbitraries.oneOf(
                leaf,
                Combinators.combine(number, compare, number)
                        .as((l, o, r) -> "(" + l + " " + o + " " + r + ")"),
                Combinators.combine(text, compare, text)
                        .as((l, o, r) -> "(" + l + " " + o + " " + r + ")"),
                Combinators.combine(less, Arbitraries.of("AND", "OR"), less)
                        .as((l, o, r) -> "(" + l + " " + o + " " + r + ")"),
                less.map(c -> "(NOT " + c + ")"),
                text.map(t -> "(" + t + " IS NULL)"),
                Combinators.combine(text, text).as((l, r) -> "(" + l + " IN ('a', " + r + "))"),
                Combinators.combine(number, number, number)
                        .as((x, l, h) -> "(" + x + " BETWEEN " + l + " AND " + h + ")"),
                Combinators.combine(
                                text, Arbitraries.of("'a%'", "'%_b'", "'_'", "'$%%' ESCAPE '$'"))
                        .as((t, p) -> "(" + t + " LIKE " + p + ")"),
                Combinators.combine(texts, text).as((l, r) -> "contains(" + l + ", " + r + ")"),
                texts.map(t -> "any_match(" + t + ", x -> x = 'a')"),
                Combinators.combine(texts, texts)
                        .as((l, r) -> "arrays_overlap(" + l + ", " + r + ")"),
                text.map(t -> "regexp_like(" + t + ", '^[a-z]+$')"));
    }
}
