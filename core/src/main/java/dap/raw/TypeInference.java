package dap.raw;

import dap.model.Column;
import dap.model.HiveType;
import dap.model.HiveType.Scalar;
import dap.raw.SchemaTree.SchemaField;
import dap.raw.SchemaTree.SchemaNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which types a schema tree stands for.
///
/// Wider, in this order: unknown; int, bigint, double, string; a container; text.
final class TypeInference {

    /// What every event has, whatever its lines were seen to hold: the examiner lets nothing else
    /// pass.
    private static final List<Column> ENVELOPE =
            List.of(
                    new Column("event_id", Scalar.STRING),
                    new Column("event_name", Scalar.STRING),
                    new Column("timestamp", Scalar.INT));

    private static final Set<String> ENVELOPE_NAMES = Set.of("event_id", "event_name", "timestamp");

    private TypeInference() {}

    static List<Column> columns(SchemaNode root) {
        List<Column> columns = new ArrayList<>();
        for (Column column : ENVELOPE) {
            SchemaField seen = root.fields().get(column.name());
            columns.add(seen == null ? column : new Column(seen.spelling(), column.type()));
        }
        for (Column field : fields(root)) {
            if (!ENVELOPE_NAMES.contains(field.hiveName())) {
                columns.add(field);
            }
        }
        return columns;
    }

    private static List<Column> fields(SchemaNode node) {
        List<Column> fields = new ArrayList<>();
        node.fields()
                .forEach((name, field) -> {
                    if (isNameable(name)) {
                        fields.add(new Column(field.spelling(), typeOf(field.node())));
                    }
                });
        return fields;
    }

    /// A key that no engine can have as a field's name: it is read by none.
    static boolean isNameable(String key) {
        return !key.isEmpty()
                && key.codePoints()
                        .noneMatch(c -> c < ' ' || c == 0x7F || (c >= 0xD800 && c <= 0xDFFF));
    }

    static HiveType typeOf(SchemaNode node) {
        if (node.text()) {
            return Scalar.STRING;
        }
        if (node.has(JsonKind.ARRAY)) {
            return arrayType(node);
        }
        if (node.has(JsonKind.OBJECT)) {
            return objectType(node);
        }
        return scalarType(node.kinds());
    }

    /// A lone object counts as its one element.
    private static HiveType arrayType(SchemaNode node) {
        SchemaNode element = node.element() == null ? SchemaNode.EMPTY : node.element();
        boolean empty = node.element() == null && node.fields().isEmpty();
        if (empty && !node.hasScalar()) {
            return Scalar.UNKNOWN;
        }
        SchemaNode loneObject =
                new SchemaNode(node.kinds() & JsonKind.OBJECT.bit(), false, node.fields(), null);
        return new HiveType.Array(typeOf(element.merge(loneObject)));
    }

    /// No engine has a struct without fields: `{}` beside scalars is text like them.
    private static HiveType objectType(SchemaNode node) {
        List<Column> fields = fields(node);
        if (!fields.isEmpty()) {
            return new HiveType.Struct(fields);
        }
        return node.hasScalar() ? Scalar.STRING : Scalar.UNKNOWN;
    }

    /// A number that neither bigint nor double can hold becomes text, which loses nothing.
    private static HiveType scalarType(int kinds) {
        int scalars = kinds & JsonKind.SCALARS;
        if (scalars == 0) {
            return Scalar.UNKNOWN;
        }
        if (scalars == JsonKind.BOOLEAN.bit()) {
            return Scalar.BOOLEAN;
        }
        int texts = JsonKind.STRING.bit() | JsonKind.BOOLEAN.bit() | JsonKind.BIG_NUMBER.bit();
        if ((scalars & texts) != 0) {
            return Scalar.STRING;
        }
        if (JsonKind.DOUBLE.isIn(scalars)) {
            return Scalar.DOUBLE;
        }
        return JsonKind.BIGINT.isIn(scalars) ? Scalar.BIGINT : Scalar.INT;
    }

    static SortedMap<String, HiveType> types(SchemaNode root) {
        SortedMap<String, HiveType> types = new TreeMap<>();
        columns(root).forEach(column -> collectTypes(column.hiveName(), column.type(), types));
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
