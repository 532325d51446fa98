package dap.warehouse.postgres.redshift;

import dap.warehouse.postgres.redshift.Node.Group;
import dap.warehouse.postgres.redshift.Types.SqlType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// Translates calls of functions.
///
/// Most of Redshift's own functions lie in `dap_redshift`; here are those whose syntax differs, or
/// whose name means something else in PostgreSQL.
final class Functions {

    /// A call in PostgreSQL's words.
    ///
    /// @param end the index after everything that belongs to the call
    /// @param isText whether it surely gives text
    record Call(String text, int end, boolean isText) {}

    /// Same arguments, another name; those of `dap_redshift` would lose to PostgreSQL's own.
    private static final Map<String, String> RENAMED =
            Map.ofEntries(
                    Map.entry("getdate", "dap_redshift.getdate"),
                    Map.entry("sysdate", "dap_redshift.sysdate"),
                    Map.entry("json_parse", "dap_redshift.json_parse"),
                    Map.entry("json_serialize", "dap_redshift.json_serialize"),
                    Map.entry("json_typeof", "dap_redshift.json_typeof"),
                    Map.entry("object", "jsonb_build_object"),
                    Map.entry("array", "jsonb_build_array"),
                    Map.entry("add_months", "dap_redshift.add_months"),
                    Map.entry("last_day", "dap_redshift.last_day"),
                    Map.entry("convert_timezone", "dap_redshift.convert_timezone"));

    /// Functions of text. Redshift turns numbers and SUPER into text for them; PostgreSQL does not.
    private static final Map<String, String> OF_TEXT =
            Map.ofEntries(
                    Map.entry("len", "length"),
                    Map.entry("length", "length"),
                    Map.entry("char_length", "length"),
                    Map.entry("character_length", "length"),
                    Map.entry("lower", "lower"),
                    Map.entry("upper", "upper"),
                    Map.entry("initcap", "initcap"),
                    Map.entry("left", "left"),
                    Map.entry("right", "right"),
                    Map.entry("substr", "substr"),
                    Map.entry("replace", "replace"),
                    Map.entry("translate", "translate"),
                    Map.entry("btrim", "btrim"),
                    Map.entry("ltrim", "ltrim"),
                    Map.entry("rtrim", "rtrim"),
                    Map.entry("lpad", "lpad"),
                    Map.entry("rpad", "rpad"),
                    Map.entry("reverse", "reverse"),
                    Map.entry("replicate", "repeat"),
                    Map.entry("repeat", "repeat"),
                    Map.entry("split_part", "split_part"),
                    Map.entry("strpos", "strpos"),
                    Map.entry("md5", "md5"),
                    Map.entry("to_date", "to_date"),
                    Map.entry("to_timestamp", "to_timestamp"),
                    Map.entry("strtol", "dap_redshift.strtol"),
                    Map.entry("sha2", "dap_redshift.sha2"),
                    Map.entry("regexp_replace", "dap_redshift.regexp_replace"),
                    Map.entry("regexp_substr", "dap_redshift.regexp_substr"),
                    Map.entry("regexp_instr", "dap_redshift.regexp_instr"),
                    Map.entry("regexp_count", "dap_redshift.regexp_count"),
                    Map.entry("split_to_array", "dap_redshift.split_to_array"),
                    Map.entry("is_valid_json", "dap_redshift.is_valid_json"),
                    Map.entry("is_valid_json_array", "dap_redshift.is_valid_json_array"),
                    Map.entry("can_json_parse", "dap_redshift.can_json_parse"));

    private static final Map<String, String> MENDS =
            Map.of(
                    "ratio_to_report", "Divide by sum(…) OVER (…).",
                    "pivot", "Write it with CASE and GROUP BY.",
                    "sha", "Use sha2(…, 256).",
                    "sha1", "Use sha2(…, 256).",
                    "func_sha1", "Use sha2(…, 256).");

    private static final Set<String> FIRST_IGNORE =
            Set.of("first_value", "last_value", "lag", "lead", "nth_value");

    private final Unit unit;
    private final Expressions expressions;

    Functions(Unit unit, Expressions expressions) {
        this.unit = unit;
        this.expressions = expressions;
    }

    /// The call whose name is `chain`, its arguments following it.
    Call call(Phrase phrase, int start, Chain chain, Scope scope) {
        Token token = chain.names().getLast();
        Group group = phrase.group(chain.end());
        Site site =
                new Site(phrase, token, group, group.items().split(","), chain.end() + 1, scope);
        // The last two parts say which function; a database before them is Redshift's.
        if (chain.names().size() > 1) {
            return site.plain(qualified(chain));
        }
        if (MENDS.containsKey(token.lower())) {
            throw unit.place().refusal(token, token.lower() + "()", MENDS.get(token.lower()));
        }
        return site.translate(token.kind() == Token.Kind.QUOTED ? "" : token.lower());
    }

    private String qualified(Chain chain) {
        List<Token> names = chain.names();
        return names.subList(Math.max(0, names.size() - 2), names.size()).stream()
                .map(unit.names()::spell)
                .collect(Collectors.joining("."));
    }

    /// One call at its place.
    private final class Site {
        private final Phrase phrase;
        private final Token token;
        private final Group group;
        private final List<Phrase> arguments;
        private final int end;
        private final Scope scope;

        Site(
                Phrase phrase,
                Token token,
                Group group,
                List<Phrase> arguments,
                int end,
                Scope scope) {
            this.phrase = phrase;
            this.token = token;
            this.group = group;
            this.arguments = arguments;
            this.end = end;
            this.scope = scope;
        }

        Call translate(String name) {
            int count = arguments.size();
            return switch (name) {
                case "nvl", "coalesce", "ifnull" -> list("coalesce", true);
                case "isnull" -> count == 2 ? list("coalesce", true) : plain(spelled());
                case "nullif" -> list("nullif", true);
                case "nvl2" ->
                        done(
                                "CASE WHEN (%s) IS NOT NULL THEN %s ELSE %s END"
                                        .formatted(arg(0, 3), arg(1, 3), arg(2, 3)));
                case "decode" -> count > 2 ? decode() : plain(spelled());
                case "concat" -> done("(" + text(0, 2) + " || " + text(1, 2) + ")");
                case "charindex" -> done("strpos(" + text(1, 2) + ", " + text(0, 2) + ")");
                case "dateadd", "date_add" ->
                        done(
                                "dap_redshift.dateadd('%s', %s, %s)"
                                        .formatted(part(0), arg(1, 3), stamp(2)));
                case "datediff", "date_diff" ->
                        done(
                                "dap_redshift.datediff('%s', %s, %s)"
                                        .formatted(part(0), stamp(1), stamp(2)));
                case "date_part", "pgdate_part" ->
                        done("date_part('" + part(0) + "', " + stamp(1) + ")");
                case "date_part_year" -> done("date_part('year', " + stamp(0) + ")::int");
                case "date_trunc" -> done("date_trunc('" + part(0) + "', " + stamp(1) + ")");
                case "extract" -> extract();
                case "cast" -> cast(false);
                case "try_cast" -> cast(true);
                case "convert" -> convert();
                case "listagg" -> listagg();
                case "median" -> ordered("percentile_cont(0.5)");
                case "substring" ->
                        group.items().indexOf(Set.of("from"), 0) < group.items().size()
                                ? plain(spelled())
                                : ofText("substr");
                case "json_extract_path_text" -> jsonPath();
                case "json_extract_array_element_text", "json_array_length" ->
                        ofText("dap_redshift." + name);
                case "lag", "lead", "first_value", "last_value", "nth_value" -> window();
                default -> {
                    if (OF_TEXT.containsKey(name)) {
                        yield ofText(OF_TEXT.get(name));
                    }
                    yield plain(RENAMED.getOrDefault(name, spelled()));
                }
            };
        }

        private String spelled() {
            return unit.names().spell(token);
        }

        Call plain(String name) {
            return done(name + expressions.group(group, scope));
        }

        private Call done(String text) {
            return new Call(text, end, false);
        }

        private String arg(int index, int expected) {
            if (arguments.size() != expected) {
                throw unit.place()
                        .syntax(
                                token.line(),
                                token.column(),
                                "%s() takes %d arguments".formatted(token.lower(), expected),
                                "Give it as many.");
            }
            return expressions.inner(arguments.get(index), scope);
        }

        /// The argument as text, whatever its type.
        private String text(int index, int expected) {
            String text = arg(index, expected);
            return isUntyped(arguments.get(index)) ? text : "dap_redshift.as_text(" + text + ")";
        }

        /// Whether PostgreSQL takes the argument for text by itself.
        private static boolean isUntyped(Phrase argument) {
            return argument.isLiteral() && !argument.isKind(argument.size() - 1, Token.Kind.NUMBER);
        }

        /// The argument as a point in time; a literal is one without a zone.
        private String stamp(int index) {
            if (index >= arguments.size()) {
                return arg(index, index + 1);
            }
            Phrase argument = arguments.get(index);
            String text = expressions.inner(argument, scope);
            return argument.isText() ? text + "::timestamp" : text;
        }

        private String part(int index) {
            return DateParts.find(index < arguments.size() ? arguments.get(index) : Phrase.EMPTY)
                    .orElseThrow(() ->
                            unit.place()
                                    .refusal(
                                            token,
                                            "This part of a date in " + token.lower() + "()",
                                            "Use year, month, day, hour…"));
        }

        private Call list(String name, boolean comparesText) {
            // A text literal would be read as JSON beside a SUPER value.
            boolean text =
                    comparesText && unit.usesSuper() && arguments.stream().anyMatch(Phrase::isText);
            StringJoiner joined = new StringJoiner(",", name + "(", group.close().before() + ")");
            for (Phrase argument : arguments) {
                String translated = expressions.translate(argument, scope);
                joined.add(
                        text && !argument.isLiteral()
                                ? wrapped("dap_redshift.scalar", translated)
                                : translated);
            }
            return done(joined.toString());
        }

        private Call ofText(String name) {
            StringJoiner joined = new StringJoiner(",", name + "(", group.close().before() + ")");
            for (int i = 0; i < arguments.size(); i++) {
                String translated = expressions.translate(arguments.get(i), scope);
                boolean wrap = i == 0 && !isUntyped(arguments.get(i));
                joined.add(wrap ? wrapped("dap_redshift.as_text", translated) : translated);
            }
            return new Call(joined.toString(), end, true);
        }

        private static String wrapped(String function, String text) {
            String bare = text.stripLeading();
            String before = text.substring(0, text.length() - bare.length());
            return before.contains("--")
                    ? function + "(" + text + ")"
                    : before + function + "(" + bare + ")";
        }

        private Call decode() {
            StringBuilder text = new StringBuilder("CASE");
            String subject = expressions.inner(arguments.getFirst(), scope);
            int at = 1;
            for (; at + 1 < arguments.size(); at += 2) {
                boolean compareText =
                        arguments.get(at).isText() && !arguments.getFirst().isLiteral();
                text.append(" WHEN ")
                        .append(compareText ? "dap_redshift.scalar(" + subject + ")" : subject)
                        .append(" IS NOT DISTINCT FROM ")
                        .append(expressions.translate(arguments.get(at), scope))
                        .append(" THEN ")
                        .append(expressions.translate(arguments.get(at + 1), scope));
            }
            if (at < arguments.size()) {
                text.append(" ELSE ").append(expressions.translate(arguments.get(at), scope));
            }
            return done(text.append(" END").toString());
        }

        private Call extract() {
            Phrase items = group.items();
            int from = items.indexOf(Set.of("from"), 0);
            Phrase before = items.slice(0, from);
            String part =
                    DateParts.find(before)
                            .orElseThrow(() ->
                                    unit.place()
                                            .refusal(
                                                    token,
                                                    "This part of a date in extract()",
                                                    "Use year, month, day, hour…"));
            String value = expressions.inner(items.from(from + 1), scope);
            String literal = items.from(from + 1).isText() ? "::timestamp" : "";
            return done("floor(date_part('" + part + "', " + value + literal + "))::bigint");
        }

        private Call cast(boolean tried) {
            Phrase items = group.items();
            int as = lastAs(items);
            Phrase operand = items.slice(0, as);
            SqlType type =
                    unit.types()
                            .find(items, as + 1)
                            .filter(found -> found.end() == items.size())
                            .orElseThrow(() ->
                                    unit.place()
                                            .syntax(
                                                    token.line(),
                                                    token.column(),
                                                    "a cast without a type that is understood",
                                                    "Write CAST(value AS type)."));
            String text = expressions.inner(operand, scope);
            String lines =
                    items.from(as).lineBreaks() + group.close().before().replaceAll("[^\n]", "");
            if (tried) {
                String readable = isUntyped(operand) ? text : "dap_redshift.as_text(" + text + ")";
                return done(
                        "dap_redshift.readable(%s, '%s')::%s%s"
                                .formatted(readable, type.text(), type.text(), lines));
            }
            return done(castCall(text, operand.isLiteral(), type) + lines);
        }

        private String castCall(String text, boolean literal, SqlType type) {
            return literal || type.converter().isEmpty() || !unit.usesSuper()
                    ? "CAST(" + text + " AS " + type.text() + ")"
                    : expressions.cast(text, false, type);
        }

        private static int lastAs(Phrase items) {
            for (int i = items.size() - 1; i > 0; i--) {
                if (items.word(i).equals("as")) {
                    return i;
                }
            }
            return items.size();
        }

        private Call convert() {
            if (arguments.size() != 2) {
                return plain(spelled());
            }
            Phrase value = arguments.get(1);
            SqlType type =
                    unit.types()
                            .find(arguments.getFirst(), 0)
                            .orElseThrow(() ->
                                    unit.place()
                                            .refusal(token, "This form of convert()", "Use CAST."));
            String text = expressions.inner(value, scope);
            return done(castCall(text, value.isLiteral(), type));
        }

        private Call listagg() {
            boolean distinct = group.items().word(0).equals("distinct");
            Phrase value = distinct ? arguments.getFirst().from(1) : arguments.getFirst();
            String separator =
                    arguments.size() > 1 ? expressions.inner(arguments.get(1), scope) : "''";
            boolean sorted = phrase.hasWords(end, "within", "group") && phrase.isRound(end + 2);
            Phrase by = sorted ? phrase.group(end + 2).items() : Phrase.EMPTY;
            int after = sorted ? end + 3 : end;
            if (phrase.word(after).equals("over") && sorted) {
                throw unit.place()
                        .refusal(
                                token,
                                "listagg() … OVER (…)",
                                "Aggregate in a subquery with GROUP BY, and join it.");
            }
            String text =
                    distinct
                            ? distinctList(value, separator, by)
                            : "string_agg(dap_redshift.as_text(%s), %s%s)"
                                    .formatted(
                                            expressions.inner(value, scope),
                                            separator,
                                            sorted ? " " + expressions.inner(by, scope) : "");
            return new Call(text, after, true);
        }

        /// PostgreSQL sorts distinct values by themselves alone: as numbers, they are put together
        /// as numbers and become text afterwards.
        private String distinctList(Phrase value, String separator, Phrase by) {
            String item = expressions.inner(value, scope);
            String scalar = "dap_redshift.scalar(" + item + ")";
            StringJoiner order = new StringJoiner(", ");
            for (Phrase sort : by.from(2).split(",")) {
                boolean same = sort.begins(value, unit.names());
                order.add(
                        same
                                ? scalar + expressions.translate(sort.from(value.size()), scope)
                                : expressions.inner(sort, scope));
            }
            return "array_to_string(array_agg(DISTINCT %s%s) FILTER (WHERE %s IS NOT NULL), %s)"
                    .formatted(scalar, by.isEmpty() ? "" : " ORDER BY " + order, scalar, separator);
        }

        private Call ordered(String aggregate) {
            if (phrase.word(end).equals("over")) {
                throw unit.place()
                        .refusal(
                                token,
                                token.lower() + "() OVER (…)",
                                "Aggregate in a subquery with GROUP BY, and join it.");
            }
            return done(aggregate + " WITHIN GROUP (ORDER BY " + arg(0, 1) + ")");
        }

        private Call jsonPath() {
            int count = arguments.size();
            String last = arguments.getLast().word(0);
            boolean flag = count > 2 && (last.equals("true") || last.equals("false"));
            String path =
                    arguments.subList(1, flag ? count - 1 : count).stream()
                            .map(argument -> expressions.inner(argument, scope))
                            .collect(Collectors.joining(", "));
            return done(
                    "dap_redshift.json_extract_path_text(%s, ARRAY[%s]::text[], %s)"
                            .formatted(text(0, count), path, flag ? last : "false"));
        }

        private Call window() {
            boolean inside = group.items().indexOf(Set.of("ignore"), 0) < group.items().size();
            boolean after = phrase.word(end).equals("ignore");
            if (inside || after) {
                throw unit.place()
                        .refusal(
                                token,
                                "IGNORE NULLS",
                                "Filter the NULLs in a subquery, or use max(…) OVER (…).");
            }
            if (FIRST_IGNORE.contains(token.lower()) && phrase.hasWords(end, "respect", "nulls")) {
                return new Call(plain(spelled()).text(), end + 2, false);
            }
            return plain(spelled());
        }
    }
}
