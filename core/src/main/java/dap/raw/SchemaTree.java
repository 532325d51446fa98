package dap.raw;

import dap.model.Column;
import dap.model.HiveType;
import dap.sql.tree.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The schema that the lines of an object, or of all objects of an event, were seen to have.
///
/// Merging is commutative, associative and idempotent, and only adds: so it does not matter in
/// which order objects are read, nor whether one is read twice.
public record SchemaTree(SchemaNode root) {

    /// More fields than this in one object, and its keys are data: the node is text, but for fields
    /// that a statement names, and this many more, the first by name.
    public static final int MAX_FIELDS = 2_000;

    /// Containers nested deeper than this are text.
    public static final int MAX_DEPTH = 64;

    /// Of no line.
    public static final SchemaTree EMPTY = new SchemaTree(SchemaNode.EMPTY);

    /// What both have seen.
    public SchemaTree merge(SchemaTree other) {
        SchemaNode merged = root.merge(other.root);
        return merged.equals(root) ? this : new SchemaTree(merged);
    }

    /// The columns of a table with this schema: the envelope, then the others by name. Each has the
    /// type that holds all that was seen of it; text, where no other does.
    public List<Column> columns() {
        return columns(Map.of());
    }

    /// The same, where some fields are of a form that was chosen for them.
    ///
    /// @param chosen by their paths, names in lower case
    public List<Column> columns(Map<FieldPath, FieldForm> chosen) {
        return TypeInference.columns(root, chosen);
    }

    /// What every field but the envelope's comes into question for, each before its parts. The
    /// first form is that of [#columns()].
    public SortedMap<FieldPath, List<FieldForm>> forms() {
        return TypeInference.forms(root);
    }

    /// Fields that are not read, and where `{}` or `[]` has no place in the type that the field has
    /// otherwise.
    public List<FieldPath> emptyMisfits(
            Map<FieldPath, FieldForm> chosen, Predicate<FieldPath> isRead) {
        return TypeInference.emptyMisfits(root, chosen, isRead);
    }

    /// Paths of nodes that are kept as text because their keys are data or they nest too deep, as
    /// `extensions.answers`; the empty text stands for the event itself.
    public List<String> textPaths() {
        return TypeInference.textPaths(root);
    }

    /// Whether fields were seen that are not known any more.
    public boolean dropsFields() {
        return !textPaths().isEmpty();
    }

    /// The type at every path, as `extensions.evidence[].type`: to tell what is new and what
    /// drifted.
    public SortedMap<String, HiveType> types() {
        return TypeInference.types(root);
    }

    /// Compact, the same text for equal trees: how a catalog keeps it.
    public String toJson() {
        return SchemaJson.write(this);
    }

    /// The tree that [#toJson()] wrote.
    public static SchemaTree fromJson(String json) {
        return SchemaJson.read(json);
    }

    /// A node: everything seen at one place.
    ///
    /// @param kinds bits of [JsonKind]
    /// @param text kept as text: not all of its fields and elements are known
    /// @param fields by lower-case name
    /// @param element of arrays; null where none had an element
    record SchemaNode(
            int kinds,
            boolean text,
            SortedMap<String, SchemaField> fields,
            @Nullable SchemaNode element) {

        static final SchemaNode EMPTY = new SchemaNode(0, false, new TreeMap<>(), null);

        boolean has(JsonKind kind) {
            return kind.isIn(kinds);
        }

        boolean hasScalar() {
            return (kinds & JsonKind.SCALARS) != 0;
        }

        SchemaNode merge(SchemaNode other) {
            if (equals(other) || other.equals(EMPTY)) {
                return this;
            }
            TreeMap<String, SchemaField> allFields = new TreeMap<>(fields);
            other.fields.forEach((name, field) -> allFields.merge(name, field, SchemaField::merge));
            boolean dropped = dropLast(allFields);
            SchemaNode merged =
                    new SchemaNode(
                            kinds | other.kinds,
                            text || other.text || dropped,
                            allFields,
                            mergeElements(element, other.element));
            return merged.equals(this) ? this : merged;
        }

        /// Which fields stay depends on which there are alone, in whatever order they come.
        private static boolean dropLast(TreeMap<String, SchemaField> fields) {
            if (fields.size() <= MAX_FIELDS) {
                return false;
            }
            List<String> others =
                    fields.entrySet().stream()
                            .filter(entry -> !entry.getValue().named())
                            .map(Map.Entry::getKey)
                            .skip(MAX_FIELDS)
                            .toList();
            others.forEach(fields::remove);
            return !others.isEmpty();
        }

        private static @Nullable SchemaNode mergeElements(
                @Nullable SchemaNode one, @Nullable SchemaNode other) {
            if (one == null) {
                return other;
            }
            return other == null ? one : one.merge(other);
        }
    }

    /// A field of objects.
    ///
    /// @param spelling the smallest of those seen
    /// @param several whether there were others
    /// @param named whether a statement named it when it was read
    record SchemaField(String spelling, boolean several, boolean named, SchemaNode node) {

        SchemaField merge(SchemaField other) {
            boolean same = spelling.equals(other.spelling);
            String smallest = spelling.compareTo(other.spelling) <= 0 ? spelling : other.spelling;
            return new SchemaField(
                    smallest,
                    several || other.several || !same,
                    named || other.named,
                    node.merge(other.node));
        }
    }
}
