package dap.engine.duckdb;

import dap.sql.FormatText;
import dap.sql.tree.Expr;
import dap.sql.tree.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Writes Trino's functions of text, patterns, URLs, JSON and bytes.
final class TextFunctions {

    /// `\b` or `\B`, its backslash not escaped itself.
    private static final Pattern WORD_BOUNDARY = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\[bB]");

    private final Refusal refusal;
    private final CastRenderer casts;

    TextFunctions(Refusal refusal, CastRenderer casts) {
        this.refusal = refusal;
        this.casts = casts;
    }

    void addTo(FunctionRenderers writings) {
        text(writings);
        trimmed(writings);
        regexps(writings);
        urls(writings);
        json(writings);
        bytes(writings);
    }

    private void text(FunctionRenderers writings) {
        writings.same("lower", "upper", "starts_with", "concat_ws");
        writings.pattern("chr", "chr(CAST(%s AS INTEGER))");
        writings.pattern("length", "CAST(length(%s) AS BIGINT)");
        writings.put(
                "strpos",
                (_, a) ->
                        a.size() > 2
                                ? Sql.call("trino_strpos", a.toArray())
                                : Sql.cast(Sql.call("strpos", a.toArray()), "BIGINT"));
        writings.pattern("position", "CAST(strpos(%s, %s) AS BIGINT)");
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
        writings.put(
                "reverse",
                (call, a) ->
                        call.type() instanceof SqlType.Array
                                ? Sql.call("list_reverse", a.getFirst())
                                : Sql.call("trino_reverse", a.getFirst()));
        writings.ours(
                "hamming_distance",
                "levenshtein_distance",
                "lpad",
                "normalize",
                "rpad",
                "split_part",
                "translate");
        writings.put("format", this::format);
        writings.pattern(
                "stored_text",
                "CASE WHEN length(rtrim(%1$s)) > %2$s THEN error('too long for its column') ELSE left(%1$s, %2$s) END");
        // Trino leaves nothing out: a trailing delimiter gives an empty part at the end, as here.
        writings.put("split", this::split);
        writings.pattern(
                "split_to_map",
                "map("
                        + CastRenderer.TEXTS.formatted("trino_split_keys(%1$s, %2$s, %3$s)")
                        + ", "
                        + CastRenderer.TEXTS.formatted("trino_split_values(%1$s, %2$s, %3$s)")
                        + ")");
    }

    private static void trimmed(FunctionRenderers writings) {
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
    }

    private void regexps(FunctionRenderers writings) {
        writings.put("regexp_like", (call, a) -> regexp("trino_regexp_like", call, a));
        writings.put("regexp_count", (call, a) -> regexp("trino_regexp_count", call, a));
        writings.put(
                "regexp_position",
                (call, a) ->
                        Sql.cast(
                                regexp("trino_regexp_position", call, a),
                                DuckTypes.of(call.type())));
        writings.put(
                "regexp_extract",
                (call, a) -> regexp("trino_regexp_extract", call, orElse(a, "0")));
        writings.put(
                "regexp_extract_all",
                (call, a) ->
                        CastRenderer.TEXTS.formatted(
                                regexp("trino_regexp_extract_all", call, orElse(a, "0"))));
        writings.put(
                "regexp_replace",
                (call, a) -> regexp("trino_regexp_replace", call, orElse(a, "''")));
        writings.put(
                "regexp_split",
                (call, a) -> CastRenderer.TEXTS.formatted(regexp("trino_regexp_split", call, a)));
    }

    /// The arguments, the third one as given here where it is left out.
    private static List<String> orElse(List<String> a, String third) {
        return a.size() > 2 ? a : List.of(a.get(0), a.get(1), third);
    }

    private String regexp(String function, Expr.Call call, List<String> arguments) {
        if (call.arguments().get(1) instanceof Expr.Literal literal
                && literal.value() instanceof String pattern) {
            if (WORD_BOUNDARY.matcher(pattern).find()) {
                throw refusal.of(
                        call.position(),
                        "a word boundary in a pattern",
                        "Say which characters stand before and after, as (^|[^a-z]).");
            }
            return Sql.call(function, arguments.toArray());
        }
        throw refusal.of(
                call.position(),
                "a pattern that is not constant",
                "Write the pattern as a literal.");
    }

    private String split(Expr.Call call, List<String> arguments) {
        boolean isPlain =
                arguments.size() == 2
                        && call.arguments().get(1) instanceof Expr.Literal literal
                        && literal.value() instanceof String delimiter
                        && !delimiter.isEmpty();
        return isPlain
                ? Sql.call("string_split", arguments.toArray())
                : CastRenderer.TEXTS.formatted(
                        Sql.call(
                                "trino_split",
                                orElse(arguments, String.valueOf(Integer.MAX_VALUE)).toArray()));
    }

    private String format(Expr.Call call, List<String> arguments) {
        String pattern = (String) ((Expr.Literal) call.arguments().getFirst()).value();
        FormatText format = FormatText.of(pattern == null ? "" : pattern);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < format.literals().size(); i++) {
            if (i > 0) {
                String conversion = format.conversions().get(i - 1);
                parts.add(
                        "coalesce(%s, %s)"
                                .formatted(
                                        converted(call, i, arguments.get(i), conversion),
                                        Sql.text(conversion.formatted((Object) null))));
            }
            if (!format.literals().get(i).isEmpty()) {
                parts.add(Sql.text(format.literals().get(i)));
            }
        }
        return parts.isEmpty() ? "''" : "(" + String.join(" || ", parts) + ")";
    }

    private String converted(Expr.Call call, int index, String argument, String conversion) {
        Expr given = call.arguments().get(index);
        String java = Sql.text(conversion);
        return switch (conversion.charAt(conversion.length() - 1)) {
            case 'd' -> Sql.call("trino_format_bigint", java, Sql.cast(argument, "BIGINT"));
            case 'f' ->
                    given.type() == SqlType.Simple.DOUBLE
                            ? Sql.call("trino_format_double", java, argument)
                            : Sql.call("trino_format_decimal", java, Sql.cast(argument, "VARCHAR"));
            default -> {
                String printed = casts.printed(given, call.position());
                yield conversion.equals("%s")
                        ? printed
                        : Sql.call("trino_format_text", java, printed);
            }
        };
    }

    private static void urls(FunctionRenderers writings) {
        writings.ours(
                "url_decode",
                "url_encode",
                "url_extract_fragment",
                "url_extract_host",
                "url_extract_parameter",
                "url_extract_path",
                "url_extract_port",
                "url_extract_protocol",
                "url_extract_query");
    }

    private static void json(FunctionRenderers writings) {
        writings.pattern("json_format", "%s");
        writings.ours(
                "is_json_scalar",
                "json_array_length",
                "json_extract",
                "json_extract_scalar",
                "json_parse",
                "json_size");
        writings.put(
                "json_array_contains",
                (call, a) -> {
                    SqlType wanted = call.arguments().get(1).type();
                    String kind =
                            TypePredicates.isText(wanted)
                                    ? "text"
                                    : wanted.text().toLowerCase(java.util.Locale.ROOT);
                    return Sql.call("trino_json_contains_" + kind, a.toArray());
                });
    }

    private static void bytes(FunctionRenderers writings) {
        writings.pattern("to_utf8", "encode(%s)");
        writings.pattern("from_utf8", "trino_from_utf8(hex(%s))");
        writings.pattern("to_hex", "hex(%s)");
        writings.pattern("from_hex", "unhex(trino_even_hex(%s))");
        writings.pattern("md5", "unhex(md5(%s))");
        writings.pattern("sha1", "unhex(sha1(%s))");
        writings.pattern("sha256", "unhex(sha256(%s))");
        writings.pattern("sha512", "unhex(trino_sha512(hex(%s)))");
        writings.pattern("crc32", "trino_crc32(hex(%s))");
        for (String hash : List.of("md5", "sha1", "sha256", "sha512")) {
            writings.pattern(
                    "hmac_" + hash, "unhex(trino_hmac(hex(%s), hex(%s), 'Hmac" + hash + "'))");
        }
        writings.same("to_base64");
        // Trino takes it without the padding, too.
        writings.pattern(
                "from_base64", "from_base64(%1$s || repeat('=', (4 - length(%1$s) %% 4) %% 4))");
    }
}
