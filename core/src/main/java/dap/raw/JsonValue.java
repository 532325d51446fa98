package dap.raw;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value of a line as it was written. JSON's null is Java's.
sealed interface JsonValue {

    /// A text, unescaped.
    record Text(String value) implements JsonValue {}

    /// A number, `true` or `false`, with its characters as they stand in the line.
    record Literal(String value) implements JsonValue {}

    record Elements(List<@Nullable JsonValue> values) implements JsonValue {
        boolean isEmpty() {
            return values.isEmpty();
        }
    }

    /// @param byName members by lower-case name, the last of each; in the order of these
    record Members(Map<String, Member> byName) implements JsonValue {}

    /// @param spelling the key as it was written
    record Member(String spelling, @Nullable JsonValue value) {}
}
