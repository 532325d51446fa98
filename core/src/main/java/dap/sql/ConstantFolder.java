package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.Query;
import dap.sql.tree.Relation;
import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Simple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Computes expressions that have one value for the whole statement, such as `date_format(now(),
/// '%Y%m%d')`.
///
/// Knows what people write for partition keys; anything else has no constant value here.
final class ConstantFolder {

    /// Functions that are computed once while binding, not for every row.
    private static final Set<String> FOLDED = Set.of("concat", "date_format", "date");

    private final Map<String, Query> sources = new HashMap<>();

    private ConstantFolder() {}

    ConstantFolder(Query query) {
        collect(query);
    }

    private void collect(Query query) {
        query.ctes().forEach(cte -> sources.put(cte.name(), cte.query()));
        query.ctes().forEach(cte -> collect(cte.query()));
        switch (query.body()) {
            case Query.Select select -> select.from().ifPresent(this::collect);
            case Query.SetOperation operation -> {
                collect(operation.left());
                collect(operation.right());
            }
            case Query.Values _ -> {
                // No further query in there.
            }
        }
    }

    private void collect(Relation relation) {
        switch (relation) {
            case Relation.Derived(String alias, Query query) -> {
                sources.put(alias, query);
                collect(query);
            }
            case Relation.CteScan(String alias, String cte) -> {
                Query query = sources.get(cte);
                if (query != null) {
                    sources.put(alias, query);
                }
            }
            case Relation.Scan _, Relation.Unnested _ -> {
                // No constants to be found there.
            }
            case Relation.Joined joined -> {
                collect(joined.left());
                collect(joined.right());
            }
        }
    }

    /// A cast, or a call, of literals as the literal that it gives, where that is certain.
    static Expr folded(Expr expr) {
        boolean isFoldable =
                switch (expr) {
                    case Expr.Cast cast ->
                            cast.value() instanceof Expr.Literal && isFolded(cast.type());
                    case Expr.Call call ->
                            FOLDED.contains(call.function())
                                    && call.arguments().stream()
                                            .allMatch(Expr.Literal.class::isInstance)
                                    && !hasUnknownSpecifier(call);
                    default -> false;
                };
        return isFoldable
                ? new ConstantFolder()
                        .value(expr)
                        .filter(value -> fits(value, expr.type()))
                        .map(value -> (Expr) new Expr.Literal(value, expr.type()))
                        .orElse(expr)
                : expr;
    }

    private static boolean isFolded(SqlType type) {
        return type.equals(SqlType.VARCHAR)
                || type == Simple.INTEGER
                || type == Simple.BIGINT
                || type == Simple.DATE;
    }

    private static boolean hasUnknownSpecifier(Expr.Call call) {
        return call.function().equals("date_format")
                && call.arguments().get(1) instanceof Expr.Literal literal
                && literal.value() instanceof String format
                && (format.isEmpty() || MySqlDateFormat.unsupported(format).isPresent());
    }

    private static boolean fits(Object value, SqlType type) {
        return type != Simple.INTEGER
                || (value instanceof Long number && number.intValue() == number);
    }

    /// The value as text; empty where it is not constant, or NULL.
    Optional<String> text(Expr expr) {
        return value(expr).flatMap(value -> asText(value));
    }

    /// The value of the output column at `index`.
    Optional<String> output(Query query, int index) {
        return value(query, index).flatMap(value -> asText(value));
    }

    /// Of a set operation's: where both sides have the same.
    private Optional<Object> value(Query query, int index) {
        return switch (query.body()) {
            case Query.Select select -> value(select.outputs().get(index));
            case Query.SetOperation operation -> {
                Optional<Object> left = value(operation.left(), index);
                yield left.equals(value(operation.right(), index)) ? left : Optional.empty();
            }
            case Query.Values _ -> Optional.empty();
        };
    }

    private Optional<Object> value(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> Optional.ofNullable(literal.value());
            case Expr.Cast cast -> value(cast.value()).flatMap(v -> cast(v, cast));
            case Expr.Call call -> call(call);
            case Expr.ColumnRef column -> column(column);
            case Expr.Coalesce coalesce -> value(coalesce.values().getFirst());
            default -> Optional.empty();
        };
    }

    private Optional<Object> column(Expr.ColumnRef column) {
        Query query = sources.get(column.relation());
        if (query == null) {
            return Optional.empty();
        }
        for (int i = 0; i < query.columns().size(); i++) {
            if (query.columns().get(i).name().equals(column.column())) {
                return value(query, i);
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> cast(Object value, Expr.Cast cast) {
        SqlType from = cast.value().type();
        SqlType to = cast.type();
        if (from.equals(to)) {
            return Optional.of(value);
        }
        if (to instanceof SqlType.Varchar text) {
            return asText(value).map(t -> t.substring(0, Math.min(t.length(), text.length())));
        }
        if (Coercion.isInteger(to)) {
            return toLong(value);
        }
        if (to == Simple.DATE) {
            return toLocal(value).map(LocalDateTime::toLocalDate);
        }
        if (to instanceof SqlType.Timestamp || to instanceof SqlType.ZonedTimestamp) {
            return toLocal(value)
                    .map(t -> to instanceof SqlType.Timestamp ? t : t.toInstant(ZoneOffset.UTC));
        }
        return Optional.empty();
    }

    private static Optional<Object> toLong(Object value) {
        if (value instanceof Long) {
            return Optional.of(value);
        }
        if (value instanceof String text && text.matches("-?[0-9]{1,18}")) {
            return Optional.of(Long.parseLong(text));
        }
        return Optional.empty();
    }

    private static Optional<LocalDateTime> toLocal(Object value) {
        return switch (value) {
            case Instant instant -> Optional.of(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
            case LocalDateTime time -> Optional.of(time);
            case LocalDate date -> Optional.of(date.atStartOfDay());
            case String text when text.matches("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])") ->
                    Optional.of(LocalDate.parse(text).atStartOfDay());
            default -> Optional.empty();
        };
    }

    private static Optional<String> asText(Object value) {
        return switch (value) {
            case String text -> Optional.of(text);
            case Long number -> Optional.of(number.toString());
            case Boolean bool -> Optional.of(bool.toString());
            case BigDecimal number -> Optional.of(number.toPlainString());
            case LocalDate date -> Optional.of(date.toString());
            default -> Optional.empty();
        };
    }

    private Optional<Object> call(Expr.Call call) {
        List<Object> arguments = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            Optional<Object> value = value(argument);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            arguments.add(value.get());
        }
        return apply(call, arguments);
    }

    private static Optional<Object> apply(Expr.Call call, List<Object> arguments) {
        return switch (call.function()) {
            case "date_format" ->
                    toLocal(arguments.get(0))
                            .map(t -> MySqlDateFormat.of((String) arguments.get(1)).format(t));
            case "concat" ->
                    call.type() instanceof SqlType.Varchar
                            ? Optional.of(
                                    arguments.stream()
                                            .map(String.class::cast)
                                            .reduce("", String::concat))
                            : Optional.empty();
            case "lower" -> Optional.of(((String) arguments.getFirst()).toLowerCase(Locale.ROOT));
            case "upper" -> Optional.of(((String) arguments.getFirst()).toUpperCase(Locale.ROOT));
            case "trim" ->
                    arguments.size() == 1
                            ? Optional.of(((String) arguments.getFirst()).strip())
                            : Optional.empty();
            case "substr", "substring" -> substring(arguments);
            case "replace" ->
                    Optional.of(
                            ((String) arguments.get(0))
                                    .replace(
                                            (String) arguments.get(1),
                                            arguments.size() > 2 ? (String) arguments.get(2) : ""));
            case "format" -> format(arguments);
            case "date" -> toLocal(arguments.getFirst()).map(LocalDateTime::toLocalDate);
            case "at_timezone" ->
                    arguments.get(1).equals("UTC")
                            ? Optional.of(arguments.getFirst())
                            : Optional.empty();
            case "to_iso8601" ->
                    arguments.getFirst() instanceof LocalDate date
                            ? Optional.of(date.toString())
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Object> substring(List<Object> arguments) {
        String text = (String) arguments.get(0);
        long start = (Long) arguments.get(1);
        long length = arguments.size() > 2 ? (Long) arguments.get(2) : text.length();
        if (start < 1 || length < 0) {
            return Optional.empty();
        }
        int from = (int) Math.min(start - 1, text.length());
        int to = (int) Math.min(from + length, text.length());
        return Optional.of(text.substring(from, to));
    }

    private static Optional<Object> format(List<Object> arguments) {
        FormatText format = FormatText.of((String) arguments.getFirst());
        StringBuilder text = new StringBuilder(format.literals().getFirst());
        for (int i = 1; i < format.literals().size(); i++) {
            Optional<String> argument =
                    asText(arguments.get(i)).filter(_ -> isPlain(format.conversions()));
            if (argument.isEmpty()) {
                return Optional.empty();
            }
            text.append(argument.get()).append(format.literals().get(i));
        }
        return Optional.of(text.toString());
    }

    private static boolean isPlain(List<String> conversions) {
        return conversions.stream().allMatch(conversion -> conversion.equals("%s"));
    }
}
