package dap.sql.tree;

import dap.model.Column;
import dap.model.HiveType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which columns, and which fields of structs, a query reads of each table that it scans: an engine
/// need not look at others.
public final class Projection {

    /// What is read of a column or field: all of it, or some of its fields.
    private static final class Part {
        private boolean whole;
        private final Map<String, Part> fields = new HashMap<>();

        Part at(String name) {
            return fields.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new Part());
        }
    }

    private final Map<String, Part> scans = new HashMap<>();

    private Projection() {}

    public static Projection of(Query query) {
        Projection projection = new Projection();
        Walk.expressions(query, projection::read);
        return projection;
    }

    /// The columns that are read of the scan under `alias`, in their order, with the fields that
    /// are read.
    public List<Column> columns(String alias, List<Column> declared) {
        Part table = scans.getOrDefault(alias, new Part());
        List<Column> columns = new ArrayList<>();
        for (Column column : declared) {
            Part part = table.fields.get(column.hiveName());
            if (part != null) {
                columns.add(new Column(column.name(), pruned(column.type(), part)));
            }
        }
        return columns;
    }

    /// Whether the column, or pseudo column, is read of the scan.
    public boolean reads(String alias, String column) {
        return scans.getOrDefault(alias, new Part())
                .fields
                .containsKey(column.toLowerCase(Locale.ROOT));
    }

    /// Whether any scan reads the field, the whole of what holds it, or a part of it.
    ///
    /// @param path from the column on, as `extensions.evidence[].type`
    public boolean readsField(String path) {
        List<String> names = List.of(path.replace("[]", "").split("\\.", -1));
        return scans.values().stream().anyMatch(table -> reads(table, names));
    }

    /// The same, of the field at `path`.
    public boolean readsField(FieldPath path) {
        List<String> names =
                path.steps().stream().filter(step -> !step.equals(FieldPath.ELEMENT)).toList();
        return scans.values().stream().anyMatch(table -> reads(table, names));
    }

    private static boolean reads(Part table, List<String> names) {
        Part part = table;
        for (String name : names) {
            part = part.fields.get(name.toLowerCase(Locale.ROOT));
            if (part == null) {
                return false;
            }
            if (part.whole) {
                return true;
            }
        }
        return true;
    }

    private static HiveType pruned(HiveType type, Part part) {
        if (part.whole || !(type instanceof HiveType.Struct struct)) {
            return type;
        }
        List<Column> fields = new ArrayList<>();
        for (Column field : struct.fields()) {
            Part read = part.fields.get(field.hiveName());
            if (read != null) {
                fields.add(new Column(field.name(), pruned(field.type(), read)));
            }
        }
        return new HiveType.Struct(fields);
    }

    private void read(Expr expr) {
        List<String> path = new ArrayList<>();
        Expr base = expr;
        while (base instanceof Expr.FieldOf field && field.name().isPresent()) {
            path.addFirst(field.name().get());
            base = field.base();
        }
        if (base instanceof Expr.ColumnRef column) {
            Part part =
                    scans.computeIfAbsent(column.relation(), _ -> new Part()).at(column.column());
            for (String field : path) {
                part = part.at(field);
            }
            part.whole = true;
        } else {
            Exprs.children(base).forEach(this::read);
        }
    }
}
