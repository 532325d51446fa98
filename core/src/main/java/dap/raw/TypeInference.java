package dap.raw;

import dap.model.Column;
import dap.model.HiveType;
import dap.model.HiveType.Scalar;
import dap.raw.SchemaTree.SchemaField;
import dap.raw.SchemaTree.SchemaNode;
import dap.sql.tree.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which types a schema tree stands for: those of the forms that were chosen, and of the first that
/// comes into question ([FieldForms]) where none was.
final class TypeInference {

    /// What every event has, whatever its lines were seen to hold: the examiner lets nothing else
    /// pass.
    private static final List<Column> ENVELOPE =
            List.of(
                    new Column("event_id", Scalar.STRING),
                    new Column("event_name", Scalar.STRING),
                    new Column("timestamp", Scalar.INT));

    private static final Set<String> ENVELOPE_NAMES = Set.of("event_id", "event_name", "timestamp");

    private static final Comparator<FieldPath> PARENTS_FIRST =
            Comparator.comparing(FieldPath::steps, TypeInference::compare);

    private final Map<FieldPath, FieldForm> chosen;

    private TypeInference(Map<FieldPath, FieldForm> chosen) {
        this.chosen = chosen;
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    static List<Column> columns(SchemaNode root, Map<FieldPath, FieldForm> chosen) {
        TypeInference types = new TypeInference(chosen);
        List<Column> columns = new ArrayList<>();
        for (Column column : ENVELOPE) {
            SchemaField seen = root.fields().get(column.name());
            columns.add(seen == null ? column : new Column(seen.spelling(), column.type()));
        }
        for (Column field : types.fields(root, null)) {
            if (!ENVELOPE_NAMES.contains(field.hiveName())) {
                columns.add(field);
            }
        }
        return columns;
    }

    private List<Column> fields(SchemaNode node, @Nullable FieldPath path) {
        List<Column> fields = new ArrayList<>();
        node.fields()
                .forEach((name, field) -> {
                    if (isNameable(name)) {
                        HiveType type = typeOf(field.node(), then(path, name));
                        fields.add(new Column(field.spelling(), type));
                    }
                });
        return fields;
    }

    private static FieldPath then(@Nullable FieldPath path, String step) {
        return path == null ? new FieldPath(List.of(step)) : path.then(step);
    }

    /// A key that no engine can have as a field's name: it is read by none.
    static boolean isNameable(String key) {
        return !key.isEmpty()
                && key.codePoints()
                        .noneMatch(c -> c < ' ' || c == 0x7F || (c >= 0xD800 && c <= 0xDFFF));
    }

    private HiveType typeOf(SchemaNode node, FieldPath path) {
        FieldForm form = chosen.getOrDefault(path, FieldForms.of(node).getFirst());
        return switch (form) {
            case TEXT -> Scalar.STRING;
            case ARRAY -> new HiveType.Array(typeOf(elementOf(node), path.then(FieldPath.ELEMENT)));
            case STRUCT -> new HiveType.Struct(fields(node, path));
            case DOUBLE -> Scalar.DOUBLE;
            case BIGINT -> Scalar.BIGINT;
            case INT -> Scalar.INT;
            case BOOLEAN -> Scalar.BOOLEAN;
            case UNKNOWN -> Scalar.UNKNOWN;
        };
    }

    /// A lone object counts as its array's one element.
    private static SchemaNode elementOf(SchemaNode node) {
        SchemaNode element = node.element() == null ? SchemaNode.EMPTY : node.element();
        return node.fields().isEmpty()
                ? element
                : element.merge(
                        new SchemaNode(
                                node.kinds() & JsonKind.OBJECT.bit(), false, node.fields(), null));
    }

    /// The forms that every field comes into question for; those of the envelope are given.
    static SortedMap<FieldPath, List<FieldForm>> forms(SchemaNode root) {
        SortedMap<FieldPath, List<FieldForm>> forms = new TreeMap<>(PARENTS_FIRST);
        visit(root, (path, node) -> forms.put(path, FieldForms.of(node)));
        return forms;
    }

    /// Fields that nobody reads and where `{}` or `[]` has no place in the field's own type.
    static List<FieldPath> emptyMisfits(
            SchemaNode root, Map<FieldPath, FieldForm> chosen, Predicate<FieldPath> isRead) {
        List<FieldPath> misfits = new ArrayList<>();
        visit(
                root,
                (path, node) -> {
                    FieldForm form = chosen.getOrDefault(path, FieldForms.of(node).getFirst());
                    if (FieldForms.emptyMisfits(node, form) && !isRead.test(path)) {
                        misfits.add(path);
                    }
                });
        return misfits;
    }

    private static void visit(SchemaNode root, BiConsumer<FieldPath, SchemaNode> visitor) {
        root.fields()
                .forEach((name, field) -> {
                    if (isNameable(name) && !ENVELOPE_NAMES.contains(name)) {
                        visit(field.node(), new FieldPath(List.of(name)), visitor);
                    }
                });
    }

    private static void visit(
            SchemaNode node, FieldPath path, BiConsumer<FieldPath, SchemaNode> visitor) {
        visitor.accept(path, node);
        List<FieldForm> forms = FieldForms.of(node);
        if (forms.contains(FieldForm.STRUCT)) {
            node.fields()
                    .forEach((name, field) -> {
                        if (isNameable(name)) {
                            visit(field.node(), path.then(name), visitor);
                        }
                    });
        }
        if (forms.contains(FieldForm.ARRAY)) {
            visit(elementOf(node), path.then(FieldPath.ELEMENT), visitor);
        }
    }

    static SortedMap<String, HiveType> types(SchemaNode root) {
        SortedMap<String, HiveType> types = new TreeMap<>();
        columns(root, Map.of())
                .forEach(column -> collectTypes(column.hiveName(), column.type(), types));
        return types;
    }

    private static void collectTypes(
            String path, HiveType type, SortedMap<String, HiveType> types) {
        types.put(path, type);
        if (type instanceof HiveType.Array array) {
            collectTypes(path + "[]", array.element(), types);
        }
        if (type instanceof HiveType.Struct struct) {
            struct.fields()
                    .forEach(field ->
                            collectTypes(path + "." + field.hiveName(), field.type(), types));
        }
    }

    static List<String> textPaths(SchemaNode root) {
        List<String> paths = new ArrayList<>();
        collectTextPaths(root, "", paths);
        return paths;
    }

    private static void collectTextPaths(SchemaNode node, String path, List<String> paths) {
        if (node.text()) {
            paths.add(path);
        }
        node.fields()
                .forEach((name, field) ->
                        collectTextPaths(
                                field.node(), path.isEmpty() ? name : path + "." + name, paths));
        if (node.element() != null) {
            collectTextPaths(node.element(), path + "[]", paths);
        }
    }
}
