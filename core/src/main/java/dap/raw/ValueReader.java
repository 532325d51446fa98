package dap.raw;

import dap.raw.JsonValue.Elements;
import dap.raw.JsonValue.Literal;
import dap.raw.JsonValue.Member;
import dap.raw.JsonValue.Members;
import dap.raw.JsonValue.Text;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads what a table declares of a line that was accepted; what it does not declare is skipped.
final class ValueReader {

    private final JsonFactory factory = LineExaminer.jsonFactory();

    /// The line's members that `shape`, a struct, has.
    Members read(byte[] buffer, int offset, int length, Shape shape) {
        try (JsonParser json =
                factory.createParser(ObjectReadContext.empty(), buffer, offset, length)) {
            json.nextToken();
            return members(json, shape);
        }
    }

    /// @param shape null: everything is wanted
    private @Nullable JsonValue value(JsonParser json, @Nullable Shape shape) {
        JsonToken token = json.currentToken();
        return switch (token) {
            case START_OBJECT -> members(json, structShape(shape));
            case START_ARRAY -> elements(json, shape);
            case VALUE_NULL -> null;
            case VALUE_STRING -> new Text(json.getString());
            default -> new Literal(json.getString());
        };
    }

    /// Where an array is declared, a lone object is its one element.
    private static @Nullable Shape structShape(@Nullable Shape shape) {
        Shape struct = shape;
        while (struct != null && struct.element() != null) {
            struct = struct.element();
        }
        return struct == null || struct.fields().isEmpty() ? null : struct;
    }

    private Members members(JsonParser json, @Nullable Shape struct) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            json.nextToken();
            String name = key.toLowerCase(Locale.ROOT);
            Shape.Field field = struct == null ? null : struct.fields().get(name);
            if (struct != null && field == null) {
                json.skipChildren();
                continue;
            }
            JsonValue value = value(json, field == null ? null : field.shape());
            members.remove(name);
            members.put(name, new Member(key, value));
        }
        return new Members(members);
    }

    /// Where a struct is declared, an array is read by position.
    private Elements elements(JsonParser json, @Nullable Shape shape) {
        List<@Nullable JsonValue> values = new ArrayList<>();
        Shape element = shape == null ? null : shape.element();
        Iterator<Shape.Field> fields =
                shape == null
                        ? List.<Shape.Field>of().iterator()
                        : shape.fields().values().iterator();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(json, fields.hasNext() ? fields.next().shape() : element));
        }
        return new Elements(values);
    }
}
