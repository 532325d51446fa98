package dap.raw;

import dap.raw.SchemaTree.SchemaField;
import dap.raw.SchemaTree.SchemaNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gathers the schema of the lines of one event; fast, and not thread-safe. See
/// [LineExaminer#addTo].
public final class SchemaBuilder {

    private static final JsonKind[] KINDS = byCode();

    private final Node root = new Node();
    private int position;
    private int namePosition;
    private long objects;
    private boolean clean = true;

    /// Whether each line can go to an engine as it is, as far as the line alone tells: no key twice
    /// (without case), no empty key, no half of a surrogate pair, an `event_id`, nothing kept as
    /// text.
    public boolean isClean() {
        return clean;
    }

    /// What was gathered so far.
    public SchemaTree toTree() {
        return new SchemaTree(root.toNode());
    }

    private static JsonKind[] byCode() {
        JsonKind[] kinds = new JsonKind[JsonKind.values().length];
        for (JsonKind kind : JsonKind.values()) {
            kinds[kind.code()] = kind;
        }
        return kinds;
    }

    /// Takes in the shape of one good line.
    void add(Tape tape, boolean cleanLine) {
        clean &= cleanLine;
        position = 0;
        namePosition = 0;
        addValue(tape, root, 0);
    }

    private void addValue(Tape tape, Node node, int depth) {
        JsonKind kind = KINDS[tape.marks[position++]];
        node.kinds |= kind.bit();
        if (kind == JsonKind.OBJECT) {
            addFields(tape, node, depth + 1);
        } else if (kind == JsonKind.ARRAY) {
            addElements(tape, node, depth + 1);
        }
    }

    private void addFields(Tape tape, Node node, int depth) {
        if (depth > SchemaTree.MAX_DEPTH) {
            node.becomeText();
        }
        long object = ++objects;
        while (tape.marks[position++] != Tape.END) {
            String name = tape.names[namePosition++];
            Node child = node.text ? null : node.field(name);
            if (child == null) {
                clean = false;
                skipValue(tape);
            } else {
                // DuckDB's read_json takes an empty key for a declared one.
                clean &= child.lastObject != object && !name.isEmpty();
                child.lastObject = object;
                addValue(tape, child, depth);
            }
        }
    }

    private void addElements(Tape tape, Node node, int depth) {
        if (depth > SchemaTree.MAX_DEPTH) {
            node.becomeText();
        }
        while (tape.marks[position] != Tape.END) {
            if (node.text) {
                clean = false;
                skipValue(tape);
            } else {
                addValue(tape, node.element(), depth);
            }
        }
        position++;
    }

    private void skipValue(Tape tape) {
        int open = 0;
        do {
            byte mark = tape.marks[position++];
            if (mark == Tape.FIELD) {
                namePosition++;
            } else if (mark == Tape.END) {
                open--;
            } else if (mark == JsonKind.OBJECT.code() || mark == JsonKind.ARRAY.code()) {
                open++;
            }
        } while (open > 0);
    }

    private static final class Node {
        int kinds;
        boolean text;

        /// The object that had this field last: once more, and its key is there twice.
        long lastObject;

        @Nullable Node element;
        private Map<String, Node> bySpelling = new HashMap<>();
        private Map<String, Field> byName = new HashMap<>();

        Node element() {
            if (element == null) {
                element = new Node();
            }
            return element;
        }

        /// @return null if the node became text by this key
        @Nullable Node field(String spelling) {
            Node known = bySpelling.get(spelling);
            return known != null ? known : newSpelling(spelling);
        }

        private @Nullable Node newSpelling(String spelling) {
            String name = spelling.toLowerCase(Locale.ROOT);
            Field field = byName.get(name);
            if (field == null) {
                if (byName.size() == SchemaTree.MAX_FIELDS) {
                    becomeText();
                    return null;
                }
                field = new Field(spelling);
                byName.put(name, field);
            } else {
                field.alsoSpelt(spelling);
            }
            if (bySpelling.size() < 2 * SchemaTree.MAX_FIELDS) {
                bySpelling.put(spelling, field.node);
            }
            return field.node;
        }

        void becomeText() {
            text = true;
            element = null;
            bySpelling = Map.of();
            byName = Map.of();
        }

        SchemaNode toNode() {
            if (text) {
                return SchemaNode.text(kinds);
            }
            TreeMap<String, SchemaField> fields = new TreeMap<>();
            byName.forEach((name, field) -> fields.put(name, field.toField()));
            return new SchemaNode(kinds, false, fields, element == null ? null : element.toNode());
        }
    }

    private static final class Field {
        final Node node = new Node();
        private String spelling;
        private boolean several;

        Field(String spelling) {
            this.spelling = spelling;
        }

        void alsoSpelt(String other) {
            several |= !other.equals(spelling);
            if (other.compareTo(spelling) < 0) {
                spelling = other;
            }
        }

        SchemaField toField() {
            return new SchemaField(spelling, several, node.toNode());
        }
    }
}
