package dap.sql;

import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Simple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One form of a function: what it takes and what it returns, with variables for types that only
/// have to agree.
///
/// @param variadic the last parameter may be repeated, and left out
record Signature(String name, List<Pattern> parameters, boolean variadic, Pattern result) {

    /// The shape of a parameter or result.
    sealed interface Pattern {
        /// @param type with precision or length 0 where any will do
        record Exact(SqlType type) implements Pattern {}

        /// A type that must be the same wherever the name stands. `TS`, `TZ` and `DEC` stand for
        /// any timestamp, timestamp with time zone, or decimal.
        record Variable(String name) implements Pattern {}

        record ArrayOf(Pattern element) implements Pattern {}

        record MapOf(Pattern key, Pattern value) implements Pattern {}

        /// A row whose fields have no names.
        record RowOf(List<Pattern> fields) implements Pattern {}

        /// A decimal type that follows from `DEC`, in a result.
        record FromDecimal(Width width) implements Pattern {}

        record Function(List<Pattern> parameters, Pattern result) implements Pattern {}
    }

    /// How a result's digits follow from those of a decimal with p digits, s of them after the
    /// point.
    enum Width {
        /// (38, s): a sum.
        DEC_SUM,
        /// Whole, with a digit more where something is rounded: (p - s + 1, 0), or (p, 0) for s =
        /// 0.
        DEC_ROUNDED,
        /// (p + 1, s): rounded at one of its digits.
        DEC_WIDER,
        /// Whole, cut off: (p - s, 0), of one digit at least.
        DEC_CUT,
        /// (1, 0)
        DEC_SIGN;

        private SqlType.Decimal of(SqlType.Decimal given) {
            int whole = given.precision() - given.scale();
            int rounding = Math.min(1, given.scale());
            return switch (this) {
                case DEC_SUM -> new SqlType.Decimal(SqlType.Decimal.MAX_PRECISION, given.scale());
                case DEC_ROUNDED ->
                        new SqlType.Decimal(
                                Math.min(whole + rounding, SqlType.Decimal.MAX_PRECISION), 0);
                case DEC_WIDER ->
                        new SqlType.Decimal(
                                Math.min(given.precision() + 1, SqlType.Decimal.MAX_PRECISION),
                                given.scale());
                case DEC_CUT -> new SqlType.Decimal(Math.max(whole, 1), 0);
                case DEC_SIGN -> new SqlType.Decimal(1, 0);
            };
        }
    }

    /// The parameter for the argument at `index`.
    Pattern parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    boolean takes(int arguments) {
        return variadic ? arguments >= parameters.size() - 1 : arguments == parameters.size();
    }

    /// What the type variables stand for, argument by argument.
    static final class Substitution {
        private static final List<SqlType> NUMBERS =
                List.of(
                        Simple.TINYINT,
                        Simple.SMALLINT,
                        Simple.INTEGER,
                        Simple.BIGINT,
                        Simple.REAL,
                        Simple.DOUBLE);

        private final Map<String, SqlType> types = new HashMap<>();

        /// How far the arguments are from the parameters: 0 for a perfect match.
        private int cost;

        int cost() {
            return cost;
        }

        /// Whether an argument of this type can be given to the parameter.
        boolean accept(Pattern pattern, SqlType argument) {
            if (argument == Simple.UNKNOWN) {
                return !(pattern instanceof Pattern.Function);
            }
            return switch (pattern) {
                case Pattern.Exact(SqlType type) -> acceptExact(type, argument);
                case Pattern.Variable(String name) -> acceptVariable(name, argument);
                case Pattern.ArrayOf(Pattern element) ->
                        argument instanceof SqlType.Array(SqlType type) && accept(element, type);
                case Pattern.MapOf(Pattern key, Pattern value) ->
                        argument instanceof SqlType.MapOf(SqlType k, SqlType v)
                                && accept(key, k)
                                && accept(value, v);
                case Pattern.RowOf(List<Pattern> fields) ->
                        argument instanceof SqlType.Row row && acceptFields(fields, row.fields());
                case Pattern.FromDecimal _, Pattern.Function _ -> false;
            };
        }

        private boolean acceptFields(List<Pattern> wanted, List<SqlType.Field> given) {
            if (wanted.size() != given.size()) {
                return false;
            }
            for (int i = 0; i < wanted.size(); i++) {
                if (!accept(wanted.get(i), given.get(i).type())) {
                    return false;
                }
            }
            return true;
        }

        private boolean acceptExact(SqlType wanted, SqlType argument) {
            if (wanted.equals(argument)) {
                return true;
            }
            if (wanted.equals(SqlType.VARCHAR) && argument instanceof SqlType.Varchar) {
                return true;
            }
            if (!Coercion.fits(argument, wanted)) {
                return false;
            }
            cost += Coercion.isNumber(argument) ? distance(argument, wanted) : 1;
            return true;
        }

        private static int distance(SqlType from, SqlType to) {
            return 1 + Math.abs(rank(to) - rank(from));
        }

        /// Decimals stand between the whole numbers and the floating ones.
        private static int rank(SqlType type) {
            return type instanceof SqlType.Decimal
                    ? NUMBERS.indexOf(Simple.REAL)
                    : NUMBERS.indexOf(type);
        }

        private boolean acceptVariable(String name, SqlType argument) {
            Optional<SqlType> given = ofKind(name, argument);
            if (given.isEmpty()) {
                return false;
            }
            cost += given.get().equals(argument) ? 0 : 1;
            SqlType known = types.get(name);
            Optional<SqlType> common = known == null ? given : Coercion.common(known, given.get());
            common.ifPresent(type -> types.put(name, type));
            return common.isPresent();
        }

        /// The argument's type as one of the kind, if it is, or becomes, one by itself: a date
        /// becomes a timestamp, a timestamp one with time zone.
        private static Optional<SqlType> ofKind(String name, SqlType argument) {
            return switch (name) {
                case "TS" -> timestamp(argument).map(SqlType.class::cast);
                case "TZ" ->
                        argument instanceof SqlType.ZonedTimestamp
                                ? Optional.of(argument)
                                : timestamp(argument)
                                        .map(t -> new SqlType.ZonedTimestamp(t.precision()));
                case "DEC" -> Optional.of(argument).filter(SqlType.Decimal.class::isInstance);
                default -> Optional.of(argument);
            };
        }

        private static Optional<SqlType.Timestamp> timestamp(SqlType argument) {
            return argument instanceof SqlType.Timestamp timestamp
                    ? Optional.of(timestamp)
                    : Optional.of(argument)
                            .filter(type -> type == Simple.DATE)
                            .map(_ -> new SqlType.Timestamp(3));
        }

        /// A zoned timestamp that comes of one without zone has its precision.
        private SqlType typeOf(String variable) {
            if (variable.equals("TZ")
                    && !types.containsKey("TZ")
                    && types.get("TS") instanceof SqlType.Timestamp(int precision)) {
                return new SqlType.ZonedTimestamp(precision);
            }
            return types.getOrDefault(variable, Simple.UNKNOWN);
        }

        /// What the variables stand for by now.
        Map<String, SqlType> types() {
            return Map.copyOf(types);
        }

        /// The type that the pattern has come to stand for.
        SqlType apply(Pattern pattern) {
            return switch (pattern) {
                case Pattern.Exact(SqlType type) -> type;
                case Pattern.Variable(String name) -> typeOf(name);
                case Pattern.ArrayOf(Pattern element) -> new SqlType.Array(apply(element));
                case Pattern.MapOf(Pattern key, Pattern value) ->
                        new SqlType.MapOf(apply(key), apply(value));
                case Pattern.RowOf(List<Pattern> fields) ->
                        new SqlType.Row(
                                fields.stream()
                                        .map(field ->
                                                new SqlType.Field(Optional.empty(), apply(field)))
                                        .toList());
                case Pattern.FromDecimal(Width width) -> width.of((SqlType.Decimal) typeOf("DEC"));
                case Pattern.Function(List<Pattern> _, Pattern result) -> apply(result);
            };
        }
    }

    /// The variables' types if the arguments can be given to this form; `null` stands for a lambda.
    Optional<Substitution> match(List<@Nullable SqlType> arguments) {
        if (!takes(arguments.size())) {
            return Optional.empty();
        }
        Substitution substitution = new Substitution();
        for (int i = 0; i < arguments.size(); i++) {
            SqlType argument = arguments.get(i);
            boolean accepted =
                    argument == null
                            ? parameter(i) instanceof Pattern.Function
                            : substitution.accept(parameter(i), argument);
            if (!accepted) {
                return Optional.empty();
            }
        }
        return Optional.of(substitution);
    }

    /// Reads `strpos(varchar, varchar): bigint`, the notation of the function table.
    static Signature parse(String text) {
        return new Reader(text).signature();
    }

    /// Reads the notation of the function table.
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Signature signature() {
            String name = word();
            List<Pattern> parameters = new ArrayList<>();
            boolean variadic = false;
            expect('(');
            while (!accept(')')) {
                parameters.add(pattern());
                if (text.startsWith("...", at)) {
                    at += 3;
                    variadic = true;
                }
                accept(',');
            }
            expect(':');
            return new Signature(name, List.copyOf(parameters), variadic, pattern());
        }

        private Pattern pattern() {
            String word = word();
            return switch (word) {
                case "array" -> {
                    expect('(');
                    Pattern element = pattern();
                    expect(')');
                    yield new Pattern.ArrayOf(element);
                }
                case "map" -> {
                    expect('(');
                    Pattern key = pattern();
                    expect(',');
                    Pattern value = pattern();
                    expect(')');
                    yield new Pattern.MapOf(key, value);
                }
                case "row" -> new Pattern.RowOf(list());
                case "fn" -> function();
                case "varchar" -> new Pattern.Exact(SqlType.VARCHAR);
                case "timestamp" -> new Pattern.Exact(new SqlType.Timestamp(3));
                case "tstz" -> new Pattern.Exact(SqlType.NOW);
                case "DEC_SUM", "DEC_ROUNDED", "DEC_WIDER", "DEC_CUT", "DEC_SIGN" ->
                        new Pattern.FromDecimal(Width.valueOf(word));
                default ->
                        Character.isUpperCase(word.charAt(0))
                                ? new Pattern.Variable(word)
                                : new Pattern.Exact(
                                        Simple.valueOf(word.toUpperCase(java.util.Locale.ROOT)));
            };
        }

        private Pattern function() {
            List<Pattern> parts = list();
            Pattern result = parts.removeLast();
            return new Pattern.Function(List.copyOf(parts), result);
        }

        private List<Pattern> list() {
            List<Pattern> parts = new ArrayList<>();
            expect('(');
            while (!accept(')')) {
                parts.add(pattern());
                accept(',');
            }
            return parts;
        }

        private String word() {
            skipBlanks();
            int start = at;
            while (at < text.length()
                    && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            return text.substring(start, at);
        }

        private boolean accept(char c) {
            skipBlanks();
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void expect(char c) {
            if (!accept(c)) {
                throw new IllegalArgumentException("'" + c + "' expected at " + at + ": " + text);
            }
        }

        private void skipBlanks() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
    }
}
