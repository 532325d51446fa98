package dap.engine.duckdb;

import dap.sql.FormatText;
import dap.sql.SqlType;
import dap.sql.tree.Expr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes Trino's scalar functions in DuckDB's dialect; one entry for each name that the function
/// table knows.
final class ScalarFunctions {

    /// How one function is written, from its call and its rendered arguments.
    interface Writing {
        String write(Expr.Call call, List<String> arguments);
    }

    private static final dap.sql.tree.Query NOTHING =
            new dap.sql.tree.Query(
                    List.of(),
                    new dap.sql.tree.Query.Values(List.of()),
                    List.of(),
                    java.util.OptionalLong.empty(),
                    java.util.OptionalLong.empty(),
                    List.of());

    /// `\b` or `\B`, its backslash not escaped itself.
    private static final Pattern WORD_BOUNDARY = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\[bB]");

    private static final Set<String> RAISING =
            Set.of("element_at", "subscript", "slice", "from_hex", "stored_text");

    private final Map<String, Writing> writings = new HashMap<>();
    private final Refusal refusal;
    private final ExpressionRenderer expressions;
    private final CastRenderer casts;

    ScalarFunctions(Refusal refusal, ExpressionRenderer expressions, CastRenderer casts) {
        this.refusal = refusal;
        this.expressions = expressions;
        this.casts = casts;
        text();
        json();
        containers();
        numbers();
        bytes();
        new TimeFunctions(refusal, expressions).addTo(writings);
    }

    /// The names that are written; every other is refused.
    static Set<String> all() {
        Refusal refusal = new Refusal("");
        ExpressionRenderer none =
                new ExpressionRenderer(refusal, new QueryRenderer("", NOTHING, LakeScans.shown()));
        return new ScalarFunctions(refusal, none, new CastRenderer(refusal, none))
                .writings.keySet();
    }

    String render(Expr.Call call) {
        Writing writing = writings.get(call.function());
        if (writing == null) {
            throw refusal.of(
                    call.place(),
                    "the function " + call.function(),
                    "Write it another way, or leave the column to the warehouse.");
        }
        return writing.write(call, expressions.all(call.arguments()));
    }

    /// The same function under the same name, for all arguments.
    private void same(String... names) {
        for (String name : names) {
            renamed(name, name);
        }
    }

    private void renamed(String trino, String duck) {
        writings.put(trino, (_, arguments) -> Sql.call(duck, arguments.toArray()));
    }

    private void pattern(String name, String pattern) {
        writings.put(name, (_, arguments) -> pattern.formatted(arguments.toArray()));
    }

    private void text() {
        same("lower", "upper", "starts_with", "concat_ws");
        pattern("chr", "chr(CAST(%s AS INTEGER))");
        pattern("length", "CAST(length(%s) AS BIGINT)");
        writings.put(
                "strpos",
                (_, a) ->
                        a.size() > 2
                                ? Sql.call("trino_strpos", a.toArray())
                                : Sql.cast(Sql.call("strpos", a.toArray()), "BIGINT"));
        pattern("position", "CAST(strpos(%s, %s) AS BIGINT)");
        // DuckDB's concat leaves NULL out; Trino's is NULL then.
        writings.put("concat", (_, arguments) -> "(" + String.join(" || ", arguments) + ")");
        writings.put(
                "replace",
                (_, a) ->
                        Sql.call(
                                "trino_replace",
                                a.get(0),
                                a.get(1),
                                a.size() > 2 ? a.get(2) : "''"));
        writings.put("reverse", this::reverse);
        for (String trim : List.of("trim", "ltrim", "rtrim")) {
            writings.put(
                    trim,
                    (_, a) ->
                            a.size() > 1
                                    ? Sql.call("trino_" + trim, a.toArray())
                                    : Sql.call("trino_" + trim + "_blanks", a.get(0)));
        }
        for (String substr : List.of("substr", "substring")) {
            writings.put(
                    substr,
                    (_, a) ->
                            a.size() > 2
                                    ? Sql.call("trino_substr", a.toArray())
                                    : Sql.call("trino_substr", a.get(0), a.get(1), Long.MAX_VALUE));
        }
        renamed("lpad", "trino_lpad");
        renamed("rpad", "trino_rpad");
        renamed("split_part", "trino_split_part");
        writings.put("format", this::format);
        pattern(
                "stored_text",
                "CASE WHEN length(rtrim(%1$s)) > %2$s THEN error('too long for its column') ELSE left(%1$s, %2$s) END");
        writings.put("regexp_like", (call, a) -> regexp("trino_regexp_like", call, a));
        writings.put(
                "regexp_extract",
                (call, a) ->
                        regexp(
                                "trino_regexp_extract",
                                call,
                                a.size() > 2 ? a : List.of(a.get(0), a.get(1), "0")));
        writings.put(
                "regexp_replace",
                (call, a) ->
                        regexp(
                                "trino_regexp_replace",
                                call,
                                a.size() > 2 ? a : List.of(a.get(0), a.get(1), "''")));
        // Trino leaves nothing out: a trailing delimiter gives an empty part at the end, as here.
        writings.put("split", this::split);
    }

    private String reverse(Expr.Call call, List<String> arguments) {
        return call.type() instanceof SqlType.Array
                ? Sql.call("list_reverse", arguments.getFirst())
                : Sql.call("trino_reverse", arguments.getFirst());
    }

    private String split(Expr.Call call, List<String> arguments) {
        boolean isPlain =
                arguments.size() == 2
                        && call.arguments().get(1) instanceof Expr.Literal literal
                        && literal.value() instanceof String delimiter
                        && !delimiter.isEmpty();
        if (!isPlain) {
            throw refusal.of(
                    call.place(),
                    "split with a limit or a delimiter that is not constant",
                    "Use a constant delimiter and no limit.");
        }
        return Sql.call("string_split", arguments.toArray());
    }

    private String regexp(String function, Expr.Call call, List<String> arguments) {
        if (call.arguments().get(1) instanceof Expr.Literal literal
                && literal.value() instanceof String pattern) {
            if (WORD_BOUNDARY.matcher(pattern).find()) {
                throw refusal.of(
                        call.place(),
                        "a word boundary in a pattern",
                        "Say which characters stand before and after, as (^|[^a-z]).");
            }
            return Sql.call(function, arguments.toArray());
        }
        throw refusal.of(
                call.place(), "a pattern that is not constant", "Write the pattern as a literal.");
    }

    /// `format('%s', x)`: x as Java prints it, and the text null for NULL.
    private String format(Expr.Call call, List<String> arguments) {
        String pattern = (String) ((Expr.Literal) call.arguments().getFirst()).value();
        List<String> parts = FormatText.parts(pattern == null ? "" : pattern);
        StringBuilder sql = new StringBuilder("(");
        String separator = "";
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                sql.append(separator)
                        .append("coalesce(")
                        .append(casts.printed(call.arguments().get(i), call.place()))
                        .append(", 'null')");
                separator = " || ";
            }
            if (!parts.get(i).isEmpty()) {
                sql.append(separator).append(Sql.text(parts.get(i)));
                separator = " || ";
            }
        }
        return separator.isEmpty() ? "''" : sql.append(")").toString();
    }

    private void json() {
        pattern("json_format", "%s");
        renamed("json_parse", "trino_json_parse");
        renamed("json_extract", "trino_json_extract");
        renamed("json_extract_scalar", "trino_json_extract_scalar");
        renamed("json_array_length", "trino_json_array_length");
        renamed("json_size", "trino_json_size");
    }

    private void containers() {
        writings.put("cardinality", this::cardinality);
        writings.put("element_at", this::elementAt);
        writings.put("subscript", this::subscript);
        renamed("transform", "list_transform");
        writings.put(
                "filter",
                // A condition that is NULL leaves the element out, in Trino as here.
                (_, a) -> Sql.call("list_filter", a.toArray()));
        writings.put("contains", this::contains);
        writings.put("any_match", (_, a) -> match(a, "bool_or", "false"));
        writings.put("all_match", (_, a) -> match(a, "bool_and", "true"));
        writings.put("none_match", (_, a) -> "(NOT " + match(a, "bool_or", "false") + ")");
        writings.put("array_join", this::arrayJoin);
        pattern("flatten", "flatten(%s)");
        pattern("map_keys", "map_keys(%s)");
        pattern("map_values", "map_values(%s)");
        writings.put("slice", this::slice);
        pattern("array_sort", "list_sort(%s, 'ASC', 'NULLS LAST')");
        // NULL where an element is.
        pattern("array_max", "CASE WHEN list_count(%1$s) = len(%1$s) THEN list_max(%1$s) END");
        pattern("array_min", "CASE WHEN list_count(%1$s) = len(%1$s) THEN list_min(%1$s) END");
        writings.put("array_distinct", this::arrayDistinct);
    }

    /// The first of each, in their order: DuckDB's list_distinct gives them in any.
    private String arrayDistinct(Expr.Call call, List<String> a) {
        String e = expressions.newVariable();
        return "list_filter(%1$s, lambda %2$s, %2$s_at: coalesce(list_position(%1$s, %2$s), list_position(list_transform(%1$s, lambda %2$s_other: %2$s_other IS NULL), true)) = %2$s_at)"
                .formatted(a.getFirst(), e);
    }

    private String cardinality(Expr.Call call, List<String> arguments) {
        boolean isMap = call.arguments().getFirst().type() instanceof SqlType.MapOf;
        return Sql.cast(Sql.call(isMap ? "cardinality" : "len", arguments.getFirst()), "BIGINT");
    }

    private String elementAt(Expr.Call call, List<String> a) {
        if (call.arguments().getFirst().type() instanceof SqlType.MapOf) {
            return a.get(0) + "[" + a.get(1) + "]";
        }
        if (isPlace(call.arguments().get(1))) {
            return Sql.call("list_extract", a.toArray());
        }
        // Index 0 is an error in Trino, and nothing in DuckDB; a negative one counts from the end.
        return "list_extract(%1$s, CASE WHEN %2$s = 0 OR %2$s < -2147483648 THEN error('SQL array indices start at 1') ELSE %2$s END)"
                .formatted(a.get(0), a.get(1));
    }

    private String subscript(Expr.Call call, List<String> a) {
        if (call.arguments().getFirst().type() instanceof SqlType.MapOf) {
            return "CASE WHEN map_contains(%1$s, %2$s) OR %1$s IS NULL OR %2$s IS NULL THEN %1$s[%2$s] ELSE error('Key not present in map') END"
                    .formatted(a.get(0), a.get(1));
        }
        return "CASE WHEN %2$s BETWEEN 1 AND len(%1$s) OR %1$s IS NULL OR %2$s IS NULL THEN list_extract(%1$s, %2$s) ELSE error('Array subscript out of bounds') END"
                .formatted(a.get(0), a.get(1));
    }

    /// NULL where the element is not found and the array holds a NULL, as in Trino.
    private String contains(Expr.Call call, List<String> a) {
        return "CASE WHEN %1$s IS NULL OR %2$s IS NULL THEN NULL WHEN list_contains(%1$s, %2$s) THEN true WHEN list_count(%1$s) < len(%1$s) THEN NULL ELSE false END"
                .formatted(a.get(0), a.get(1));
    }

    private static String match(List<String> a, String aggregate, String ofEmpty) {
        // Three-valued: bool_or leaves NULL out, so its own answer stands only where it decides.
        String results = "list_transform(" + a.get(0) + ", " + a.get(1) + ")";
        return "CASE WHEN %1$s IS NULL THEN NULL WHEN list_aggregate(%2$s, '%3$s') = %5$s THEN %5$s WHEN list_count(%2$s) < len(%2$s) THEN NULL ELSE %4$s END"
                .formatted(
                        a.get(0),
                        results,
                        aggregate,
                        ofEmpty,
                        ofEmpty.equals("true") ? "false" : "true");
    }

    private String arrayJoin(Expr.Call call, List<String> a) {
        SqlType.Array array = (SqlType.Array) call.arguments().getFirst().type();
        String variable = expressions.newVariable();
        String text = casts.text(array.element(), variable, call.place());
        String parts = "list_transform(%s, lambda %s: %s)".formatted(a.get(0), variable, text);
        if (a.size() > 2) {
            parts =
                    "list_transform(%s, lambda %s: coalesce(%s, %s))"
                            .formatted(a.get(0), variable, text, a.get(2));
        }
        String absent =
                a.stream()
                        .map(argument -> argument + " IS NULL")
                        .collect(Collectors.joining(" OR "));
        return "CASE WHEN %s THEN NULL ELSE coalesce(array_to_string(list_filter(%s, lambda %s: %s IS NOT NULL), %s), '') END"
                .formatted(absent, parts, variable, variable, a.get(1));
    }

    private String slice(Expr.Call call, List<String> a) {
        return """
        CASE WHEN %1$s IS NULL OR %2$s IS NULL OR %3$s IS NULL THEN NULL
        WHEN %2$s = 0 THEN error('SQL array indices start at 1')
        WHEN %3$s < 0 THEN error('length must be greater than or equal to 0')
        WHEN %2$s > len(%1$s) OR len(%1$s) + %2$s < 0 OR %3$s = 0 THEN list_slice(%1$s, 1, 0)
        WHEN %2$s > 0 THEN list_slice(%1$s, %2$s, %2$s - 1 + least(%3$s, len(%1$s)))
        ELSE list_slice(%1$s, len(%1$s) + %2$s + 1, len(%1$s) + %2$s + least(%3$s, len(%1$s))) END\
        """
                .formatted(a.get(0), a.get(1), a.get(2));
    }

    private void numbers() {
        same("abs", "sqrt");
        pattern("truncate", "trunc(%s)");
        renamed("is_finite", "isfinite");
        renamed("is_nan", "isnan");
        writings.put("mod", (call, a) -> remainder(call.type(), a.get(0), a.get(1)));
        writings.put("floor", (call, a) -> whole(call, "floor", a));
        writings.put("ceil", (call, a) -> whole(call, "ceil", a));
        writings.put("ceiling", (call, a) -> whole(call, "ceil", a));
        writings.put(
                "round",
                (call, a) ->
                        call.type() != SqlType.Simple.DOUBLE
                                ? a.getFirst()
                                : Sql.call("trino_round", a.get(0), a.size() > 1 ? a.get(1) : "0"));
        for (String name : List.of("greatest", "least")) {
            // NULL among the arguments makes NULL, in Trino.
            writings.put(
                    name,
                    (_, a) ->
                            "CASE WHEN %s THEN NULL ELSE %s END"
                                    .formatted(
                                            String.join(
                                                    " OR ",
                                                    a.stream().map(x -> x + " IS NULL").toList()),
                                            Sql.call(name, a.toArray())));
        }
    }

    /// Whether DuckDB's error() is written for it.
    static boolean raisesError(Expr expr) {
        return expr instanceof Expr.Call call
                && RAISING.contains(call.function())
                && !(call.function().equals("element_at")
                        && (call.arguments().getFirst().type() instanceof SqlType.MapOf
                                || isPlace(call.arguments().get(1))));
    }

    /// Whether it is a constant that is a place in an array: not 0.
    private static boolean isPlace(Expr index) {
        return index instanceof Expr.Literal literal
                && literal.value() instanceof Long place
                && place != 0
                && place >= Integer.MIN_VALUE
                && place <= Integer.MAX_VALUE;
    }

    /// The least number divided by -1 is out of DuckDB's range, though its remainder is 0.
    static String remainder(SqlType type, String left, String right) {
        String divisor =
                Kinds.isInteger(type)
                        ? "CASE WHEN %1$s = -1 THEN 1 ELSE %1$s END".formatted(right)
                        : right;
        return "(" + left + " % " + divisor + ")";
    }

    private static String whole(Expr.Call call, String function, List<String> a) {
        return call.type() == SqlType.Simple.DOUBLE
                ? Sql.call(function, a.getFirst())
                : a.getFirst();
    }

    private void bytes() {
        pattern("to_utf8", "encode(%s)");
        pattern("to_hex", "hex(%s)");
        pattern(
                "from_hex",
                "CASE WHEN length(%1$s) %% 2 = 1 THEN error('invalid input length') ELSE unhex(%1$s) END");
        pattern("md5", "unhex(md5(%s))");
        pattern("sha1", "unhex(sha1(%s))");
        pattern("sha256", "unhex(sha256(%s))");
        pattern("to_base64", "to_base64(%s)");
        // Trino takes it without the padding, too.
        pattern("from_base64", "from_base64(%1$s || repeat('=', (4 - length(%1$s) %% 4) %% 4))");
    }
}
