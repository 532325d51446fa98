package dap.engine.duckdb;

import static dap.engine.duckdb.JavaFunctions.Type.BIGINT;
import static dap.engine.duckdb.JavaFunctions.Type.BOOLEAN;
import static dap.engine.duckdb.JavaFunctions.Type.DOUBLE;
import static dap.engine.duckdb.JavaFunctions.Type.TEXT;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// What `CAST(json AS …)` makes of JSON text.
final class JsonCasts {

    private JsonCasts() {}

    static void register(JavaFunctions functions) throws SQLException {
        functions.register("trino_json_elements", TEXT, TEXT, JsonCasts::elements);
        functions.register("trino_json_keys", TEXT, TEXT, JsonCasts::keys);
        functions.register("trino_json_values", TEXT, TEXT, JsonCasts::values);
        functions.register("trino_json_field", TEXT, TEXT, BIGINT, BIGINT, TEXT, JsonCasts::field);
        functions.register("trino_json_present", TEXT, BOOLEAN, JsonCasts::isPresent);
        functions.register("trino_json_text", TEXT, TEXT, JsonCasts::text);
        functions.register("trino_json_bigint", TEXT, BIGINT, JsonCasts::bigint);
        functions.register("trino_json_double", TEXT, DOUBLE, JsonCasts::doubleOf);
        functions.register("trino_json_boolean", TEXT, BOOLEAN, JsonCasts::bool);
    }

    private static JsonParser scalar(JsonParser parser) {
        parser.nextToken();
        if (!parser.currentToken().isScalarValue()) {
            throw new UnfitValue("no scalar");
        }
        return parser;
    }

    /// CAST(json AS varchar).
    static @Nullable String text(String json) {
        try (JsonParser parser = scalar(TrinoJson.parser(json))) {
            return switch (parser.currentToken()) {
                case VALUE_NULL -> null;
                case VALUE_NUMBER_FLOAT -> TrinoNumbers.text(parser.getDoubleValue());
                default -> parser.getString();
            };
        }
    }

    /// CAST(json AS bigint).
    static @Nullable Long bigint(String json) {
        try (JsonParser parser = scalar(TrinoJson.parser(json))) {
            return switch (parser.currentToken()) {
                case VALUE_NULL -> null;
                case VALUE_TRUE -> 1L;
                case VALUE_FALSE -> 0L;
                case VALUE_NUMBER_FLOAT -> Math.round(parser.getDoubleValue());
                case VALUE_NUMBER_INT -> parser.getLongValue();
                default -> Long.valueOf(parser.getString());
            };
        }
    }

    /// CAST(json AS double).
    static @Nullable Double doubleOf(String json) {
        try (JsonParser parser = scalar(TrinoJson.parser(json))) {
            return switch (parser.currentToken()) {
                case VALUE_NULL -> null;
                case VALUE_TRUE -> 1.0;
                case VALUE_FALSE -> 0.0;
                default -> Double.valueOf(parser.getString());
            };
        }
    }

    /// CAST(json AS boolean).
    static @Nullable Boolean bool(String json) {
        try (JsonParser parser = scalar(TrinoJson.parser(json))) {
            return switch (parser.currentToken()) {
                case VALUE_NULL -> null;
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue() != 0;
                default -> TrinoNumbers.bool(parser.getString());
            };
        }
    }

    /// The elements of an array, each as JSON; NULL for the JSON null.
    static @Nullable String elements(String json) {
        return switch (TrinoJson.tree(json)) {
            case null -> null;
            case List<?> array -> TrinoJson.array(array.stream().map(TrinoJson::orNull).toList());
            default -> throw new UnfitValue("no array");
        };
    }

    /// The keys of an object, in order; NULL for the JSON null.
    static @Nullable String keys(String json) {
        return switch (TrinoJson.tree(json)) {
            case null -> null;
            case Map<?, ?> object ->
                    TrinoJson.array(object.keySet().stream().map(String.class::cast).toList());
            default -> throw new UnfitValue("no object");
        };
    }

    /// The values of an object in the order of its keys, each as JSON.
    static @Nullable String values(String json) {
        return switch (TrinoJson.tree(json)) {
            case null -> null;
            case Map<?, ?> object ->
                    TrinoJson.array(object.values().stream().map(TrinoJson::orNull).toList());
            default -> throw new UnfitValue("no object");
        };
    }

    /// The field of a row from an object, by its name, or from an array, by its position; as JSON.
    ///
    /// @param count of the row's fields: as many as the array must have
    static @Nullable String field(String json, String name, long index, long count) {
        return switch (TrinoJson.tree(json)) {
            case null -> null;
            case Map<?, ?> object -> {
                Object exact = object.get(name);
                yield TrinoJson.orNull(
                        exact != null || object.containsKey(name)
                                ? exact
                                : object.entrySet().stream()
                                        .filter(e -> name.equalsIgnoreCase((String) e.getKey()))
                                        .map(e -> (Object) e.getValue())
                                        .filter(Objects::nonNull)
                                        .findFirst()
                                        .orElse(null));
            }
            case List<?> array -> {
                if (array.size() != count) {
                    throw new UnfitValue("the row has another number of fields");
                }
                yield TrinoJson.orNull(array.get((int) index));
            }
            default -> throw new UnfitValue("no row");
        };
    }

    /// Whether it is another value than the JSON null.
    static boolean isPresent(String json) {
        return TrinoJson.tree(json) != null;
    }
}
