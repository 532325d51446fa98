package dap.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The type of a column in Hive's terms, as a tree.
///
/// Kept as a tree everywhere; text in Hive's notation is read by [HiveTypeParser] and written by
/// [#toHive()] at the border only.
public sealed interface HiveType {

    /// Types without parts.
    enum Scalar implements HiveType {
        BOOLEAN,
        TINYINT,
        SMALLINT,
        INT,
        BIGINT,
        FLOAT,
        DOUBLE,
        STRING,
        DATE,
        TIMESTAMP,
        BINARY,
        /// Only ever null, or an empty container: any type may come. Shown, and read, as string.
        UNKNOWN;

        @Override
        public String toHive() {
            return this == UNKNOWN ? "string" : name().toLowerCase(Locale.ROOT);
        }
    }

    /// Text of at most `length` characters.
    record Varchar(int length) implements HiveType {
        @Override
        public String toHive() {
            return "varchar(" + length + ")";
        }
    }

    /// Text of exactly `length` characters, padded with blanks.
    record Char(int length) implements HiveType {
        @Override
        public String toHive() {
            return "char(" + length + ")";
        }
    }

    /// A number with `precision` digits, `scale` of them after the point.
    record Decimal(int precision, int scale) implements HiveType {
        @Override
        public String toHive() {
            return "decimal(" + precision + "," + scale + ")";
        }
    }

    record Array(HiveType element) implements HiveType {
        @Override
        public String toHive() {
            return "array<" + element.toHive() + ">";
        }
    }

    record MapOf(HiveType key, HiveType value) implements HiveType {
        @Override
        public String toHive() {
            return "map<" + key.toHive() + "," + value.toHive() + ">";
        }
    }

    /// Fields in their order; no two have the same name without case.
    record Struct(List<Column> fields) implements HiveType {
        public Struct {
            fields = List.copyOf(fields);
        }

        /// The field of this name, compared without case.
        public Optional<Column> findField(String name) {
            return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).findFirst();
        }

        @Override
        public String toHive() {
            return fields.stream()
                    .map(field -> field.hiveName() + ":" + field.type().toHive())
                    .collect(Collectors.joining(",", "struct<", ">"));
        }
    }

    /// The type in Hive's notation, lower case: `struct<user_id:string,age:int>`.
    String toHive();
}
