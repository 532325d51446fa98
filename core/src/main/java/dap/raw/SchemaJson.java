package dap.raw;

import dap.raw.SchemaTree.SchemaField;
import dap.raw.SchemaTree.SchemaNode;
import java.io.StringWriter;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Schema trees as text. A node is `{"k":"ns","f":{"user_id":{…}},"e":{…}}`: kinds, fields,
/// element; `"t":1` marks text, `"s":"User_Id"` a spelling other than the lower-case name, `"m":1`
/// several, `"n":1` a field that a statement names.
final class SchemaJson {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private SchemaJson() {}

    static String write(SchemaTree tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            writeNode(json, tree.root());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void writeNode(JsonGenerator json, SchemaNode node) {
        json.writeStringProperty("k", letters(node.kinds()));
        if (node.text()) {
            json.writeNumberProperty("t", 1);
        }
        if (!node.fields().isEmpty()) {
            json.writeObjectPropertyStart("f");
            node.fields().forEach((name, field) -> writeField(json, name, field));
            json.writeEndObject();
        }
        if (node.element() != null) {
            json.writeObjectPropertyStart("e");
            writeNode(json, node.element());
            json.writeEndObject();
        }
    }

    private static void writeField(JsonGenerator json, String name, SchemaField field) {
        json.writeObjectPropertyStart(name);
        if (!field.spelling().equals(name)) {
            json.writeStringProperty("s", field.spelling());
        }
        if (field.several()) {
            json.writeNumberProperty("m", 1);
        }
        if (field.named()) {
            json.writeNumberProperty("n", 1);
        }
        writeNode(json, field.node());
        json.writeEndObject();
    }

    private static String letters(int kinds) {
        StringBuilder letters = new StringBuilder();
        for (JsonKind kind : JsonKind.values()) {
            if (kind.isIn(kinds)) {
                letters.append(kind.letter());
            }
        }
        return letters.toString();
    }

    static SchemaTree read(String text) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            return new SchemaTree(new Reading(json).field("").node());
        }
    }

    /// Reads what [#writeField] writes; the root is a field without name.
    private record Reading(JsonParser json) {

        SchemaField field(String name) {
            String spelling = name;
            boolean several = false;
            boolean named = false;
            boolean text = false;
            int kinds = 0;
            TreeMap<String, SchemaField> fields = new TreeMap<>();
            @Nullable SchemaNode element = null;
            for (String key = json.nextName(); key != null; key = json.nextName()) {
                json.nextToken();
                switch (key) {
                    case "k" -> kinds = kinds(json.getString());
                    case "s" -> spelling = json.getString();
                    case "m" -> several = true;
                    case "n" -> named = true;
                    case "t" -> text = true;
                    case "f" -> readFields(fields);
                    case "e" -> element = field("").node();
                    default ->
                            throw new IllegalArgumentException(
                                    "a schema of the catalog has the key " + key);
                }
            }
            if (json.currentToken() != JsonToken.END_OBJECT) {
                throw new IllegalArgumentException("a schema of the catalog is broken");
            }
            return new SchemaField(
                    spelling, several, named, new SchemaNode(kinds, text, fields, element));
        }

        private void readFields(TreeMap<String, SchemaField> fields) {
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                fields.put(name, field(name));
            }
        }

        private static int kinds(String letters) {
            int kinds = 0;
            for (JsonKind kind : JsonKind.values()) {
                if (letters.indexOf(kind.letter()) >= 0) {
                    kinds |= kind.bit();
                }
            }
            return kinds;
        }
    }
}
