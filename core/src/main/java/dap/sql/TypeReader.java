package dap.sql;

import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Field;
import dap.sql.tree.SqlType.Simple;
import io.trino.sql.tree.DataType;
import io.trino.sql.tree.DataTypeParameter;
import io.trino.sql.tree.DateTimeDataType;
import io.trino.sql.tree.GenericDataType;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.NumericParameter;
import io.trino.sql.tree.RowDataType;
import io.trino.sql.tree.TypeParameter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the types that a statement names, in CAST.
final class TypeReader {

    private static final int DEFAULT_TIME_PRECISION = 3;

    /// DuckDB and Parquet count microseconds.
    private static final int MAX_TIME_PRECISION = 6;

    private final SqlText text;

    TypeReader(SqlText text) {
        this.text = text;
    }

    SqlType read(DataType type) {
        return switch (type) {
            case GenericDataType generic -> generic(generic);
            case DateTimeDataType time -> time(time);
            case RowDataType row ->
                    new SqlType.Row(
                            row.getFields().stream()
                                    .map(f ->
                                            new Field(
                                                    f.getName().map(this::fieldName),
                                                    read(f.getType())))
                                    .toList());
            default -> throw unknown(type);
        };
    }

    /// Only a name in quotes may have upper case, which JSON text then keeps.
    private String fieldName(Identifier name) {
        String lower = name.getValue().toLowerCase(Locale.ROOT);
        if (name.isDelimited() && !name.getValue().equals(lower)) {
            throw text.notTranslatable(
                    name,
                    "a field name in upper case, %s, is not translated.".formatted(name),
                    "Write it in lower case.");
        }
        return lower;
    }

    private SqlType time(DateTimeDataType time) {
        int precision =
                time.getPrecision().map(p -> number(time, p)).orElse(DEFAULT_TIME_PRECISION);
        if (precision > MAX_TIME_PRECISION) {
            throw text.notTranslatable(
                    time,
                    "%s is finer than the microseconds that files hold.".formatted(time),
                    "Use a precision of at most 6.");
        }
        if (time.getType() == DateTimeDataType.Type.TIME) {
            throw text.notTranslatable(
                    time, "the type %s is not translated.".formatted(time), "Use a timestamp.");
        }
        return time.isWithTimeZone()
                ? new SqlType.ZonedTimestamp(precision)
                : new SqlType.Timestamp(precision);
    }

    private SqlType generic(GenericDataType type) {
        List<DataTypeParameter> parameters = type.getArguments();
        return switch (type.getName().getValue().toLowerCase(Locale.ROOT)) {
            case "boolean" -> Simple.BOOLEAN;
            case "tinyint" -> Simple.TINYINT;
            case "smallint" -> Simple.SMALLINT;
            case "int", "integer" -> Simple.INTEGER;
            case "bigint" -> Simple.BIGINT;
            case "real" -> Simple.REAL;
            case "double" -> Simple.DOUBLE;
            case "date" -> Simple.DATE;
            case "json" -> Simple.JSON;
            case "varbinary" -> Simple.VARBINARY;
            case "varchar" ->
                    parameters.isEmpty()
                            ? SqlType.VARCHAR
                            : new SqlType.Varchar(number(type, parameters.getFirst()));
            case "char" ->
                    new SqlType.Char(
                            parameters.isEmpty() ? 1 : number(type, parameters.getFirst()));
            case "decimal" -> decimal(type, parameters);
            case "array" -> new SqlType.Array(part(type, 0));
            case "map" -> new SqlType.MapOf(part(type, 0), part(type, 1));
            case "string" ->
                    throw text.invalid(
                            type,
                            "Athena has no type string in a SELECT.",
                            "Write varchar in place of string.");
            default -> throw unknown(type);
        };
    }

    private SqlType decimal(GenericDataType type, List<DataTypeParameter> parameters) {
        int precision =
                parameters.isEmpty()
                        ? SqlType.Decimal.MAX_PRECISION
                        : number(type, parameters.getFirst());
        int scale = parameters.size() < 2 ? 0 : number(type, parameters.get(1));
        if (precision < 1 || precision > SqlType.Decimal.MAX_PRECISION || scale > precision) {
            throw text.invalid(
                    type,
                    "there is no type %s.".formatted(type),
                    "A decimal has 1 to 38 digits, and no more of them after the point.");
        }
        return new SqlType.Decimal(precision, scale);
    }

    private SqlType part(GenericDataType type, int index) {
        return Optional.of(type.getArguments())
                .filter(parts -> parts.size() > index)
                .map(parts -> parts.get(index))
                .filter(TypeParameter.class::isInstance)
                .map(part -> read(((TypeParameter) part).getValue()))
                .orElseThrow(() -> unknown(type));
    }

    private int number(DataType type, DataTypeParameter parameter) {
        if (parameter instanceof NumericParameter numeric) {
            return (int) Math.min(numeric.getParsedValue(), Integer.MAX_VALUE - 1);
        }
        throw unknown(type);
    }

    private RuntimeException unknown(DataType type) {
        return text.invalid(
                type,
                "the type %s is not known.".formatted(type),
                "Use boolean, tinyint, smallint, integer, bigint, real, double, decimal, varchar, char,"
                        + " varbinary, date, timestamp, json, array, map or row.");
    }
}
