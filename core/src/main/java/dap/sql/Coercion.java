package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.Position;
import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Decimal;
import dap.sql.tree.SqlType.Field;
import dap.sql.tree.SqlType.Simple;
import dap.sql.tree.SqlType.Timestamp;
import dap.sql.tree.SqlType.Varchar;
import dap.sql.tree.SqlType.ZonedTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Trino's rules for types that meet: what is converted without being asked.
///
/// After Trino's documentation, "Conversion functions": numbers widen, date becomes timestamp, text
/// never becomes anything else.
final class Coercion {

    private static final List<SqlType> NUMBERS =
            List.of(
                    Simple.TINYINT,
                    Simple.SMALLINT,
                    Simple.INTEGER,
                    Simple.BIGINT,
                    Simple.REAL,
                    Simple.DOUBLE);

    private Coercion() {}

    static boolean isInteger(SqlType type) {
        int rank = NUMBERS.indexOf(type);
        return rank >= 0 && rank <= 3;
    }

    static boolean isNumber(SqlType type) {
        return type instanceof Decimal || NUMBERS.contains(type);
    }

    /// The type that both convert to; empty where there is none.
    static Optional<SqlType> common(SqlType a, SqlType b) {
        if (a.equals(b) || b == Simple.UNKNOWN) {
            return Optional.of(a);
        }
        if (a == Simple.UNKNOWN) {
            return Optional.of(b);
        }
        if (isNumber(a) && isNumber(b)) {
            return Optional.of(commonNumber(a, b));
        }
        return commonOfKinds(a, b);
    }

    private static SqlType commonNumber(SqlType a, SqlType b) {
        if (a instanceof Decimal || b instanceof Decimal) {
            if (a == Simple.DOUBLE || b == Simple.DOUBLE) {
                return Simple.DOUBLE;
            }
            if (a == Simple.REAL || b == Simple.REAL) {
                return Simple.REAL;
            }
            return commonDecimal(asDecimal(a), asDecimal(b));
        }
        return NUMBERS.indexOf(a) > NUMBERS.indexOf(b) ? a : b;
    }

    private static Decimal commonDecimal(Decimal a, Decimal b) {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return new Decimal(Math.min(Decimal.MAX_PRECISION, whole + scale), scale);
    }

    /// The decimal that holds every value of an integer type.
    static Decimal asDecimal(SqlType type) {
        if (type instanceof Decimal decimal) {
            return decimal;
        }
        return switch (NUMBERS.indexOf(type)) {
            case 0 -> new Decimal(3, 0);
            case 1 -> new Decimal(5, 0);
            case 2 -> new Decimal(10, 0);
            case 3 -> new Decimal(19, 0);
            default -> throw new IllegalArgumentException(type.text() + " is no exact number");
        };
    }

    private static Optional<SqlType> commonOfKinds(SqlType a, SqlType b) {
        return switch (a) {
            case Varchar text when b instanceof Varchar other ->
                    Optional.of(new Varchar(Math.max(text.length(), other.length())));
            case Varchar text when b instanceof SqlType.Char c ->
                    Optional.of(text.isBounded() ? c : a);
            case SqlType.Char _ when b instanceof Varchar -> commonOfKinds(b, a);
            case SqlType.Char c when b instanceof SqlType.Char other ->
                    Optional.of(new SqlType.Char(Math.max(c.length(), other.length())));
            case Timestamp t when b instanceof Timestamp other ->
                    Optional.of(new Timestamp(Math.max(t.precision(), other.precision())));
            case ZonedTimestamp t when b instanceof ZonedTimestamp other ->
                    Optional.of(new ZonedTimestamp(Math.max(t.precision(), other.precision())));
            case ZonedTimestamp t when b instanceof Timestamp other ->
                    Optional.of(new ZonedTimestamp(Math.max(t.precision(), other.precision())));
            case Timestamp _ when b instanceof ZonedTimestamp -> commonOfKinds(b, a);
            case Timestamp _, ZonedTimestamp _ when b == Simple.DATE -> Optional.of(a);
            case Simple s when s == Simple.DATE && isPointInTime(b) -> Optional.of(b);
            case SqlType.Array(SqlType x) when b instanceof SqlType.Array(SqlType y) ->
                    common(x, y).map(SqlType.Array::new);
            case SqlType.MapOf(SqlType k, SqlType v)
                    when b instanceof SqlType.MapOf(SqlType k2, SqlType v2) ->
                    common(k, k2)
                            .flatMap(key -> common(v, v2).map(it -> new SqlType.MapOf(key, it)));
            case SqlType.Row(List<Field> x) when b instanceof SqlType.Row(List<Field> y) ->
                    commonRow(x, y);
            case Simple _,
                    Varchar _,
                    SqlType.Char _,
                    Decimal _,
                    Timestamp _,
                    ZonedTimestamp _,
                    SqlType.Array _,
                    SqlType.MapOf _,
                    SqlType.Row _ ->
                    Optional.empty();
        };
    }

    private static boolean isPointInTime(SqlType type) {
        return type instanceof Timestamp || type instanceof ZonedTimestamp;
    }

    private static Optional<SqlType> commonRow(List<Field> a, List<Field> b) {
        if (a.size() != b.size()) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            Optional<SqlType> type = common(a.get(i).type(), b.get(i).type());
            if (type.isEmpty()) {
                return Optional.empty();
            }
            boolean sameName = a.get(i).name().equals(b.get(i).name());
            fields.add(new Field(sameName ? a.get(i).name() : Optional.empty(), type.get()));
        }
        return Optional.of(new SqlType.Row(fields));
    }

    /// Whether a value of `from` may stand where `to` is wanted.
    static boolean fits(SqlType from, SqlType to) {
        return common(from, to).filter(to::equals).isPresent();
    }

    /// Whether an INSERT takes a value of `from` for a column of `to`: text may be longer than the
    /// column, and fails only if a value is.
    static boolean fitsColumn(SqlType from, SqlType to) {
        boolean bothText = isText(from) && isText(to);
        return bothText || fits(from, to);
    }

    static boolean isText(SqlType type) {
        return type instanceof Varchar || type instanceof SqlType.Char;
    }

    /// `expr` as a value of `type`, which it fits.
    static Expr to(SqlType type, Expr expr, Position position) {
        if (Watermark.is(expr)) {
            return to(type, Watermark.as(type), position);
        }
        if (expr.type().equals(type) || isUnboundedText(expr.type(), type)) {
            return expr;
        }
        if (expr instanceof Expr.Literal literal && literal.value() == null) {
            return new Expr.Literal(null, type);
        }
        return new Expr.Cast(expr, type, false, position);
    }

    private static boolean isUnboundedText(SqlType from, SqlType to) {
        return from instanceof Varchar && to instanceof Varchar text && !text.isBounded();
    }
}
