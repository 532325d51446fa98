package dap.engine.duckdb;

import static dap.engine.duckdb.JavaFunctions.Type.BIGINT;
import static dap.engine.duckdb.JavaFunctions.Type.BOOLEAN;
import static dap.engine.duckdb.JavaFunctions.Type.DOUBLE;
import static dap.engine.duckdb.JavaFunctions.Type.TEXT;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Trino's functions of JSON text.
final class TrinoJson {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final Map<String, JsonPath> PATHS = new ConcurrentHashMap<>();

    private TrinoJson() {}

    static void register(JavaFunctions functions) throws SQLException {
        functions.register("trino_is_json_scalar", TEXT, BOOLEAN, TrinoJson::isScalar);
        functions.register("trino_json_contains_text", TEXT, TEXT, BOOLEAN, TrinoJson::contains);
        functions.register(
                "trino_json_contains_bigint", TEXT, BIGINT, BOOLEAN, TrinoJson::contains);
        functions.register(
                "trino_json_contains_double", TEXT, DOUBLE, BOOLEAN, TrinoJson::contains);
        functions.register(
                "trino_json_contains_boolean", TEXT, BOOLEAN, BOOLEAN, TrinoJson::contains);
        functions.register("trino_json_parse", TEXT, TEXT, TrinoJson::parse);
        functions.register("trino_json_extract", TEXT, TEXT, TEXT, TrinoJson::extract);
        functions.register("trino_json_extract_scalar", TEXT, TEXT, TEXT, TrinoJson::extractScalar);
        functions.register("trino_json_array_length", TEXT, BIGINT, TrinoJson::arrayLength);
        functions.register("trino_json_escaped", TEXT, TEXT, TrinoJson::escaped);
        functions.register("trino_json_size", TEXT, TEXT, BIGINT, TrinoJson::size);
    }

    static JsonParser parser(String json) {
        return FACTORY.createParser(ObjectReadContext.empty(), json);
    }

    /// The text with its keys in order and without blanks, as Trino keeps JSON.
    static String parse(String json) {
        try (JsonParser parser = parser(json)) {
            parser.nextToken();
            Object tree = tree(parser);
            if (parser.nextToken() != null) {
                throw new UnfitValue("more than one JSON value");
            }
            return written(tree);
        }
    }

    private static @Nullable Object tree(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new TreeMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    object.put(key, tree(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(tree(parser));
                }
                yield array;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case null, default -> throw new UnfitValue("no JSON");
        };
    }

    private static String written(@Nullable Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, tree);
        }
        return escaped(text.toString());
    }

    private static void write(JsonGenerator generator, @Nullable Object tree) {
        switch (tree) {
            case null -> generator.writeNull();
            case Map<?, ?> object -> {
                generator.writeStartObject();
                object.forEach((key, value) -> {
                    generator.writeName((String) key);
                    write(generator, value);
                });
                generator.writeEndObject();
            }
            case List<?> array -> {
                generator.writeStartArray();
                array.forEach(value -> write(generator, value));
                generator.writeEndArray();
            }
            case String string -> generator.writeString(string);
            case BigInteger number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            case Boolean bool -> generator.writeBoolean(bool);
            default -> throw new IllegalArgumentException(tree.getClass().getName());
        }
    }

    /// The value at the path as JSON; NULL where there is none, or the text is no JSON.
    static @Nullable String extract(String json, String path) {
        try (JsonParser parser = parser(json)) {
            return find(parser, path) ? copied(parser) : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String copied(JsonParser parser) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.copyCurrentStructure(parser);
        }
        return escaped(text.toString());
    }

    /// JSON text with the characters beyond the first plane as two escapes each.
    static String escaped(String json) {
        StringBuilder escaped = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (Character.isSurrogate(c)) {
                escaped.append("\\u%04X".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /// The scalar at the path as text; NULL for a container and for the JSON null.
    static @Nullable String extractScalar(String json, String path) {
        try (JsonParser parser = parser(json)) {
            boolean isScalar =
                    find(parser, path)
                            && parser.currentToken().isScalarValue()
                            && parser.currentToken() != JsonToken.VALUE_NULL;
            return isScalar ? parser.getString() : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static boolean find(JsonParser parser, String path) {
        return PATHS.computeIfAbsent(path, JsonPath::parse).find(parser);
    }

    /// How many elements; NULL where it is no array.
    static @Nullable Long arrayLength(String json) {
        try (JsonParser parser = parser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            return children(parser);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static long children(JsonParser parser) {
        long count = 0;
        boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
        while (!parser.nextToken().isStructEnd()) {
            if (isObject) {
                parser.nextToken();
            }
            parser.skipChildren();
            count++;
        }
        return count;
    }

    /// How many members or elements the container at the path has; 0 for a scalar.
    static @Nullable Long size(String json, String path) {
        try (JsonParser parser = parser(json)) {
            if (!find(parser, path)) {
                return null;
            }
            return parser.currentToken().isStructStart() ? children(parser) : 0;
        } catch (JacksonException e) {
            return null;
        }
    }

    /// An array of texts as JSON.
    static String array(Iterable<? extends @Nullable String> texts) {
        List<@Nullable Object> all = new ArrayList<>();
        texts.forEach(all::add);
        return written(all);
    }

    /// Whether the text is one JSON value that is no container.
    static boolean isScalar(String json) {
        try (JsonParser parser = parser(json)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new UnfitValue("no JSON");
            }
            return !token.isStructStart() && parser.nextToken() == null;
        }
    }

    /// Whether the array has the value; NULL where the text is no array.
    ///
    /// @param wanted Long, Double, Boolean or String
    static @Nullable Boolean contains(String json, Object wanted) {
        try (JsonParser parser = parser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            boolean found = false;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                found |= is(parser, wanted);
                parser.skipChildren();
            }
            return found;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static boolean is(JsonParser parser, Object wanted) {
        return switch (wanted) {
            case Long number ->
                    parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                            && parser.getLongValue() == number;
            case Double number ->
                    parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                            && parser.getDoubleValue() == number;
            case Boolean bool ->
                    parser.currentToken().isBoolean() && parser.getBooleanValue() == bool;
            default ->
                    parser.currentToken() == JsonToken.VALUE_STRING
                            && parser.getString().equals(wanted);
        };
    }

    /// A value as JSON; NULL for the JSON null.
    static @Nullable String orNull(@Nullable Object tree) {
        return tree == null ? null : written(tree);
    }

    /// The value as Maps, Lists, Strings, numbers and Booleans; null for the JSON null.
    static @Nullable Object tree(String json) {
        try (JsonParser parser = parser(json)) {
            parser.nextToken();
            return tree(parser);
        }
    }
}
