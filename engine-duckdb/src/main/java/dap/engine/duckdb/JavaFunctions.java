package dap.engine.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/// Registers functions written in Java with a DuckDB database. All are strict: NULL for NULL. What
/// one throws fails the statement, or is NULL in a TRY.
final class JavaFunctions {

    /// A type of arguments and results.
    ///
    /// @param sql DuckDB's name for it
    record Type<T>(DuckDBColumnType sql, Reader<T> reader, Writer<T> writer) {
        static final Type<String> TEXT =
                new Type<>(
                        DuckDBColumnType.VARCHAR,
                        (vector, row) -> vector.getString(row),
                        (vector, row, value) -> vector.setString(row, value));
        static final Type<Long> BIGINT =
                new Type<>(
                        DuckDBColumnType.BIGINT,
                        (vector, row) -> vector.getLong(row),
                        (vector, row, value) -> vector.setLong(row, value));
        static final Type<Double> DOUBLE =
                new Type<>(
                        DuckDBColumnType.DOUBLE,
                        (vector, row) -> vector.getDouble(row),
                        (vector, row, value) -> vector.setDouble(row, value));
        static final Type<Float> REAL =
                new Type<>(
                        DuckDBColumnType.FLOAT,
                        (vector, row) -> vector.getFloat(row),
                        (vector, row, value) -> vector.setFloat(row, value));
        static final Type<Boolean> BOOLEAN =
                new Type<>(
                        DuckDBColumnType.BOOLEAN,
                        (vector, row) -> vector.getBoolean(row),
                        (vector, row, value) -> vector.setBoolean(row, value));
        static final Type<LocalDate> DATE =
                new Type<>(
                        DuckDBColumnType.DATE,
                        (vector, row) -> vector.getLocalDate(row),
                        (vector, row, value) -> vector.setDate(row, value));
        static final Type<LocalDateTime> TIMESTAMP =
                new Type<>(
                        DuckDBColumnType.TIMESTAMP,
                        (vector, row) -> vector.getLocalDateTime(row),
                        (vector, row, value) -> vector.setTimestamp(row, value));

        /// A timestamp with time zone, shown in UTC.
        static final Type<LocalDateTime> INSTANT =
                new Type<>(
                        DuckDBColumnType.TIMESTAMP_WITH_TIME_ZONE,
                        (vector, row) ->
                                vector.getOffsetDateTime(row)
                                        .withOffsetSameInstant(ZoneOffset.UTC)
                                        .toLocalDateTime(),
                        (vector, row, value) ->
                                vector.setOffsetDateTime(row, value.atOffset(ZoneOffset.UTC)));

        @Nullable T read(DuckDBDataChunkReader in, int argument, long row) {
            DuckDBReadableVector vector = in.vector(argument);
            return vector.isNull(row) ? null : reader.read(vector, row);
        }

        void write(DuckDBWritableVector out, long row, @Nullable T value) {
            if (value == null) {
                out.setNull(row);
            } else {
                writer.write(out, row, value);
            }
        }
    }

    interface Reader<T> {
        T read(DuckDBReadableVector vector, long row);
    }

    interface Writer<T> {
        void write(DuckDBWritableVector vector, long row, T value);
    }

    interface Unary<A, R> {
        @Nullable R apply(A a);
    }

    interface Binary<A, B, R> {
        @Nullable R apply(A a, B b);
    }

    interface Ternary<A, B, C, R> {
        @Nullable R apply(A a, B b, C c);
    }

    interface Quaternary<A, B, C, D, R> {
        @Nullable R apply(A a, B b, C c, D d);
    }

    /// What a function makes of a row of arguments.
    private interface Body<R> {
        @Nullable R apply(DuckDBDataChunkReader in, long row);
    }

    private final Connection connection;

    JavaFunctions(Connection connection) {
        this.connection = connection;
    }

    <A, R> void register(String name, Type<A> a, Type<R> result, Unary<A, R> function)
            throws SQLException {
        add(
                name,
                result,
                (in, row) -> {
                    A first = a.read(in, 0, row);
                    return first == null ? null : function.apply(first);
                },
                a);
    }

    <A, B, R> void register(
            String name, Type<A> a, Type<B> b, Type<R> result, Binary<A, B, R> function)
            throws SQLException {
        add(
                name,
                result,
                (in, row) -> {
                    A first = a.read(in, 0, row);
                    B second = b.read(in, 1, row);
                    return first == null || second == null ? null : function.apply(first, second);
                },
                a,
                b);
    }

    <A, B, C, R> void register(
            String name,
            Type<A> a,
            Type<B> b,
            Type<C> c,
            Type<R> result,
            Ternary<A, B, C, R> function)
            throws SQLException {
        add(
                name,
                result,
                (in, row) -> {
                    A first = a.read(in, 0, row);
                    B second = b.read(in, 1, row);
                    C third = c.read(in, 2, row);
                    return first == null || second == null || third == null
                            ? null
                            : function.apply(first, second, third);
                },
                a,
                b,
                c);
    }

    <A, B, C, D, R> void register(
            String name,
            Type<A> a,
            Type<B> b,
            Type<C> c,
            Type<D> d,
            Type<R> result,
            Quaternary<A, B, C, D, R> function)
            throws SQLException {
        add(
                name,
                result,
                (in, row) -> {
                    A first = a.read(in, 0, row);
                    B second = b.read(in, 1, row);
                    C third = c.read(in, 2, row);
                    D fourth = d.read(in, 3, row);
                    return first == null || second == null || third == null || fourth == null
                            ? null
                            : function.apply(first, second, third, fourth);
                },
                a,
                b,
                c,
                d);
    }

    private <R> void add(String name, Type<R> result, Body<R> body, Type<?>... parameters)
            throws SQLException {
        DuckDBColumnType[] types = new DuckDBColumnType[parameters.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = parameters[i].sql();
        }
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withParameters(types)
                    .withReturnType(result.sql())
                    .withVectorizedFunction((in, out) -> {
                        for (long row = 0; row < in.rowCount(); row++) {
                            result.write(out, row, body.apply(in, row));
                        }
                    })
                    .register(connection);
        }
    }
}
