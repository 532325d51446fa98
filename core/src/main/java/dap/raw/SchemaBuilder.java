package dap.raw;

import dap.raw.SchemaTree.SchemaField;
import dap.raw.SchemaTree.SchemaNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Gathers the schema of the lines of one event; fast, and not thread-safe. See
/// [LineExaminer#addTo].
public final class SchemaBuilder {

    private static final JsonKind[] KINDS = byCode();

    private final Set<String> named;
    private final Node root = new Node();
    private int position;
    private int namePosition;
    private long objects;
    private boolean clean = true;

    public SchemaBuilder() {
        this(Set.of());
    }

    /// @param named names of fields, in lower case, that are kept however many others there are
    public SchemaBuilder(Set<String> named) {
        this.named = Set.copyOf(named);
    }

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
            node.becomeDeep();
        }
        long object = ++objects;
        while (tape.marks[position++] != Tape.END) {
            String name = tape.names[namePosition++];
            Node child = node.deep ? null : node.field(name, named);
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
            node.becomeDeep();
        }
        while (tape.marks[position] != Tape.END) {
            if (node.deep) {
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

        /// Nested too deep: nothing below is known.
        boolean deep;

        /// The object that had this field last: once more, and its key is there twice.
        long lastObject;

        @Nullable Node element;
        private Map<String, Node> bySpelling = new HashMap<>();
        private Map<String, Field> byName = new HashMap<>();

        /// Those that nobody named.
        private final TreeSet<String> others = new TreeSet<>();

        Node element() {
            if (element == null) {
                element = new Node();
            }
            return element;
        }

        /// @return null if there are too many fields, and this is none of those that are kept
        @Nullable Node field(String spelling, Set<String> named) {
            Node known = bySpelling.get(spelling);
            return known != null ? known : newSpelling(spelling, named);
        }

        private @Nullable Node newSpelling(String spelling, Set<String> named) {
            String name = spelling.toLowerCase(Locale.ROOT);
            Field field = byName.get(name);
            if (field == null) {
                if (!named.contains(name) && !makeRoomFor(name)) {
                    return null;
                }
                field = new Field(spelling, named.contains(name));
                byName.put(name, field);
            } else {
                field.alsoSpelt(spelling);
            }
            if (bySpelling.size() < 2 * SchemaTree.MAX_FIELDS) {
                bySpelling.put(spelling, field.node);
                field.known.add(spelling);
            }
            return field.node;
        }

        /// The first by name are kept, in whatever order they come.
        private boolean makeRoomFor(String name) {
            others.add(name);
            if (others.size() <= SchemaTree.MAX_FIELDS) {
                return true;
            }
            text = true;
            String last = others.removeLast();
            Field dropped = byName.remove(last);
            if (dropped != null) {
                dropped.known.forEach(bySpelling::remove);
            }
            return !last.equals(name);
        }

        void becomeDeep() {
            text = true;
            deep = true;
            element = null;
            bySpelling = Map.of();
            byName = Map.of();
        }

        SchemaNode toNode() {
            TreeMap<String, SchemaField> fields = new TreeMap<>();
            byName.forEach((name, field) -> fields.put(name, field.toField()));
            return new SchemaNode(kinds, text, fields, element == null ? null : element.toNode());
        }
    }

    private static final class Field {
        final Node node = new Node();

        /// Spellings by which its node is found.
        final List<String> known = new ArrayList<>(1);

        private final boolean named;
        private String spelling;
        private boolean several;

        Field(String spelling, boolean named) {
            this.spelling = spelling;
            this.named = named;
        }

        void alsoSpelt(String other) {
            several |= !other.equals(spelling);
            if (other.compareTo(spelling) < 0) {
                spelling = other;
            }
        }

        SchemaField toField() {
            return new SchemaField(spelling, several, named, node.toNode());
        }
    }
}
