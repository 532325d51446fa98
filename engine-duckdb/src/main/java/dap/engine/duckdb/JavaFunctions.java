package dap.engine.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/// Registers functions written in Java with a DuckDB database. All are strict: NULL for NULL.
final class JavaFunctions {

    /// A function of values that are not null; it may return null.
    interface Body {
        @Nullable Object apply(Object[] arguments);
    }

    private final Connection connection;

    JavaFunctions(Connection connection) {
        this.connection = connection;
    }

    void register(
            String name, DuckDBColumnType result, List<DuckDBColumnType> parameters, Body body)
            throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withParameters(parameters.toArray(DuckDBColumnType[]::new))
                    .withReturnType(result)
                    .withVectorizedFunction((in, out) -> rows(in, out, parameters, result, body))
                    .register(connection);
        }
    }

    private static void rows(
            DuckDBDataChunkReader in,
            DuckDBWritableVector out,
            List<DuckDBColumnType> parameters,
            DuckDBColumnType result,
            Body body) {
        Object[] arguments = new Object[parameters.size()];
        for (long row = 0; row < in.rowCount(); row++) {
            Object value = readAll(in, row, parameters, arguments) ? body.apply(arguments) : null;
            if (value == null) {
                out.setNull(row);
            } else {
                write(out, row, result, value);
            }
        }
    }

    private static boolean readAll(
            DuckDBDataChunkReader in,
            long row,
            List<DuckDBColumnType> parameters,
            Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            DuckDBReadableVector vector = in.vector(i);
            if (vector.isNull(row)) {
                return false;
            }
            arguments[i] = read(vector, row, parameters.get(i));
        }
        return true;
    }

    private static Object read(DuckDBReadableVector vector, long row, DuckDBColumnType type) {
        return switch (type) {
            case VARCHAR -> vector.getString(row);
            case BIGINT -> vector.getLong(row);
            case DOUBLE -> vector.getDouble(row);
            case FLOAT -> vector.getFloat(row);
            case TIMESTAMP -> vector.getLocalDateTime(row);
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    private static void write(
            DuckDBWritableVector out, long row, DuckDBColumnType type, Object value) {
        switch (type) {
            case VARCHAR -> out.setString(row, (String) value);
            case BIGINT -> out.setLong(row, (Long) value);
            case DOUBLE -> out.setDouble(row, (Double) value);
            case BOOLEAN -> out.setBoolean(row, (Boolean) value);
            case DATE -> out.setDate(row, (LocalDate) value);
            case TIMESTAMP -> out.setTimestamp(row, (LocalDateTime) value);
            case TIMESTAMP_WITH_TIME_ZONE ->
                    out.setOffsetDateTime(row, ((LocalDateTime) value).atOffset(ZoneOffset.UTC));
            default -> throw new IllegalArgumentException(type.name());
        }
    }
}
