package dap.sql;

import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Decimal;
import dap.sql.tree.SqlType.Simple;
import java.util.Set;

/// Which casts Trino has.
final class Casts {

    private static final Set<Simple> NUMBERS =
            Set.of(
                    Simple.TINYINT,
                    Simple.SMALLINT,
                    Simple.INTEGER,
                    Simple.BIGINT,
                    Simple.REAL,
                    Simple.DOUBLE);

    private Casts() {}

    static boolean exists(SqlType from, SqlType to) {
        if (from.equals(to) || from == Simple.UNKNOWN || Coercion.fits(from, to)) {
            return true;
        }
        if (to == Simple.JSON) {
            return toJson(from);
        }
        if (from == Simple.JSON) {
            return (isScalar(to) && to != Simple.VARBINARY && !isTime(to)) || isContainer(to);
        }
        return switch (from) {
            case SqlType.Array(SqlType a) -> to instanceof SqlType.Array(SqlType b) && exists(a, b);
            case SqlType.MapOf(SqlType k, SqlType v) ->
                    to instanceof SqlType.MapOf(SqlType k2, SqlType v2)
                            && exists(k, k2)
                            && exists(v, v2);
            case SqlType.Row row -> to instanceof SqlType.Row other && rows(row, other);
            case SqlType.Varchar _,
                    SqlType.Char _,
                    Simple _,
                    Decimal _,
                    SqlType.Timestamp _,
                    SqlType.ZonedTimestamp _ ->
                    scalars(from, to);
        };
    }

    private static boolean rows(SqlType.Row from, SqlType.Row to) {
        if (from.fields().size() != to.fields().size()) {
            return false;
        }
        for (int i = 0; i < from.fields().size(); i++) {
            if (!exists(from.fields().get(i).type(), to.fields().get(i).type())) {
                return false;
            }
        }
        return true;
    }

    private static boolean toJson(SqlType from) {
        return switch (from) {
            case SqlType.Array(SqlType element) -> toJson(element);
            case SqlType.MapOf(SqlType key, SqlType value) -> isScalar(key) && toJson(value);
            case SqlType.Row(var fields) -> fields.stream().allMatch(field -> toJson(field.type()));
            case Simple simple ->
                    simple != Simple.VARBINARY
                            && simple != Simple.TIME
                            && !Operators.isInterval(simple);
            case SqlType.Varchar _, SqlType.Char _, Decimal _, SqlType.Timestamp _ -> true;
            case SqlType.ZonedTimestamp _ -> false;
        };
    }

    private static boolean isScalar(SqlType type) {
        return !isContainer(type) && type != Simple.JSON;
    }

    private static boolean isContainer(SqlType type) {
        return type instanceof SqlType.Array
                || type instanceof SqlType.MapOf
                || type instanceof SqlType.Row;
    }

    private static boolean isTime(SqlType type) {
        return type == Simple.DATE
                || type == Simple.TIME
                || type instanceof SqlType.Timestamp
                || type instanceof SqlType.ZonedTimestamp
                || Operators.isInterval(type);
    }

    private static boolean scalars(SqlType from, SqlType to) {
        if (isContainer(to)) {
            return false;
        }
        if (Coercion.isText(from)) {
            return !Operators.isInterval(to) && (to != Simple.TIME);
        }
        if (Coercion.isText(to)) {
            return from != Simple.VARBINARY;
        }
        if (isNumeric(from)) {
            return isNumeric(to) || to == Simple.BOOLEAN;
        }
        if (from == Simple.BOOLEAN) {
            return isNumeric(to);
        }
        return isTime(from) && isTime(to) && !Operators.isInterval(from);
    }

    private static boolean isNumeric(SqlType type) {
        return type instanceof Decimal
                || (type instanceof Simple simple && NUMBERS.contains(simple));
    }
}
