package dap.sql.tree;

import dap.model.HiveType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The type of an expression, as Trino has it.
///
/// Literals are `varchar` without a length: nothing that DAP translates depends on a literal's
/// length.
public sealed interface SqlType {

    /// Types without parts.
    enum Simple implements SqlType {
        /// NULL alone, or a field that no event has carried: fits any type.
        UNKNOWN,
        BOOLEAN,
        TINYINT,
        SMALLINT,
        INTEGER,
        BIGINT,
        REAL,
        DOUBLE,
        VARBINARY,
        DATE,
        TIME,
        JSON,
        INTERVAL_DAY_TO_SECOND,
        INTERVAL_YEAR_TO_MONTH;

        @Override
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /// Text.
    ///
    /// @param length the most characters it holds; [#UNBOUNDED] where there is no limit
    record Varchar(int length) implements SqlType {
        public static final int UNBOUNDED = Integer.MAX_VALUE;

        public boolean isBounded() {
            return length != UNBOUNDED;
        }

        @Override
        public String text() {
            return isBounded() ? "varchar(" + length + ")" : "varchar";
        }
    }

    /// Text of a fixed length; blanks at its end do not count.
    record Char(int length) implements SqlType {
        @Override
        public String text() {
            return "char(" + length + ")";
        }
    }

    record Decimal(int precision, int scale) implements SqlType {
        /// The most digits a decimal has.
        public static final int MAX_PRECISION = 38;

        @Override
        public String text() {
            return "decimal(" + precision + "," + scale + ")";
        }
    }

    /// @param precision digits of the second's fraction
    record Timestamp(int precision) implements SqlType {
        @Override
        public String text() {
            return "timestamp(" + precision + ")";
        }
    }

    /// An instant with the zone it is shown in.
    record ZonedTimestamp(int precision) implements SqlType {
        @Override
        public String text() {
            return "timestamp(" + precision + ") with time zone";
        }
    }

    record Array(SqlType element) implements SqlType {
        @Override
        public String text() {
            return "array(" + element.text() + ")";
        }
    }

    record MapOf(SqlType key, SqlType value) implements SqlType {
        @Override
        public String text() {
            return "map(" + key.text() + ", " + value.text() + ")";
        }
    }

    record Row(List<Field> fields) implements SqlType {
        public Row {
            fields = List.copyOf(fields);
        }

        /// The field of this name, compared without case.
        public Optional<Field> findField(String name) {
            return fields.stream()
                    .filter(field -> field.name().filter(name::equalsIgnoreCase).isPresent())
                    .findFirst();
        }

        @Override
        public String text() {
            return fields.stream()
                    .map(field ->
                            field.name().map(name -> name + " ").orElse("") + field.type().text())
                    .collect(Collectors.joining(", ", "row(", ")"));
        }
    }

    /// A field of a row.
    ///
    /// @param name lower case; absent for a field known by its position alone
    record Field(Optional<String> name, SqlType type) {}

    /// Text without a limit.
    SqlType VARCHAR = new Varchar(Varchar.UNBOUNDED);

    /// What `now()` returns.
    SqlType NOW = new ZonedTimestamp(3);

    /// The type in Trino's notation, for messages.
    String text();

    /// How Athena sees a column of this Hive type.
    static SqlType of(HiveType hive) {
        return switch (hive) {
            case HiveType.Scalar scalar -> ofScalar(scalar);
            case HiveType.Varchar(int length) -> new Varchar(length);
            case HiveType.Char(int length) -> new Char(length);
            case HiveType.Decimal(int precision, int scale) -> new Decimal(precision, scale);
            case HiveType.Array(HiveType element) -> new Array(of(element));
            case HiveType.MapOf(HiveType key, HiveType value) -> new MapOf(of(key), of(value));
            case HiveType.Struct struct ->
                    new Row(
                            struct.fields().stream()
                                    .map(f -> new Field(Optional.of(f.hiveName()), of(f.type())))
                                    .toList());
        };
    }

    private static SqlType ofScalar(HiveType.Scalar scalar) {
        return switch (scalar) {
            case BOOLEAN -> Simple.BOOLEAN;
            case TINYINT -> Simple.TINYINT;
            case SMALLINT -> Simple.SMALLINT;
            case INT -> Simple.INTEGER;
            case BIGINT -> Simple.BIGINT;
            case FLOAT -> Simple.REAL;
            case DOUBLE -> Simple.DOUBLE;
            case STRING -> VARCHAR;
            case DATE -> Simple.DATE;
            case TIMESTAMP -> new Timestamp(3);
            case BINARY -> Simple.VARBINARY;
            case UNKNOWN -> Simple.UNKNOWN;
        };
    }
}
