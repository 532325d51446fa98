package dap.sql;

import dap.errors.DidYouMean;
import dap.sql.Scope.ScopeColumn;
import dap.sql.tree.Expr;
import dap.sql.tree.FieldPath;
import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Simple;
import io.trino.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Finds what a dotted name means: a relation's column, then fields of it.
final class NameResolver {

    /// Columns that Trino's Hive tables have beside those that are declared.
    private static final Set<String> HIDDEN =
            Set.of("$bucket", "$file_modified_time", "$file_size", "$partition");

    private static final String WATERMARK = "filter_value";
    private static final Expr NULL = new Expr.Literal(null, Simple.UNKNOWN);

    private final StatementNames names;
    private final SqlText text;

    NameResolver(StatementNames names) {
        this.names = names;
        this.text = names.text();
    }

    Expr resolve(List<String> path, Node node, Scope scope) {
        if (path.size() == 1 && names.isDml() && path.getFirst().equalsIgnoreCase(WATERMARK)) {
            return Watermark.EXPRESSION;
        }
        var parameter = scope.findParameter(path.getFirst());
        if (parameter.isPresent()) {
            return fields(parameter.get(), path, 1, node);
        }
        for (int qualifier = Math.min(2, path.size() - 1); qualifier >= 0; qualifier--) {
            List<ScopeColumn> found = scope.find(path.subList(0, qualifier), path.get(qualifier));
            if (found.size() > 1) {
                throw ambiguous(path, node);
            }
            if (!found.isEmpty()) {
                return fields(found.getFirst().value(), path, qualifier + 1, node);
            }
        }
        return unknown(path, node, scope);
    }

    private Expr fields(Expr base, List<String> path, int from, Node node) {
        Expr value = base;
        for (String field : path.subList(from, path.size())) {
            value = field(value, field, String.join(".", path), node);
        }
        return value;
    }

    /// The field of a row; NULL below what no event has carried.
    Expr field(Expr base, String name, String shownPath, Node node) {
        if (base.type() == Simple.UNKNOWN) {
            return NULL;
        }
        if (!(base.type() instanceof SqlType.Row row)) {
            throw text.invalid(
                    node,
                    "%s: a %s has no field %s.".formatted(shownPath, base.type().text(), name),
                    "Name a field of a row; for an element of an array write [1] before the point.");
        }
        for (int i = 0; i < row.fields().size(); i++) {
            SqlType.Field field = row.fields().get(i);
            if (field.name().filter(name::equalsIgnoreCase).isPresent()) {
                return field.type() == Simple.UNKNOWN
                        ? NULL
                        : new Expr.FieldOf(base, field.name(), i, field.type());
            }
        }
        if (names.isDml()) {
            FieldPath.of(base).map(path -> path.then(name)).ifPresent(names.unknownFields()::add);
            return NULL;
        }
        throw text.invalid(
                node,
                "%s: there is no field %s.%s"
                        .formatted(shownPath, name, DidYouMean.sentence(name, fieldNames(row))),
                "Name one of the fields: %s.".formatted(String.join(", ", fieldNames(row))));
    }

    private static List<String> fieldNames(SqlType.Row row) {
        return row.fields().stream().flatMap(field -> field.name().stream()).toList();
    }

    private Expr unknown(List<String> path, Node node, Scope scope) {
        for (int qualifier = Math.min(2, path.size() - 1); qualifier >= 0; qualifier--) {
            List<String> relation = path.subList(0, qualifier);
            if (names.isDml()
                    && !path.getLast().startsWith("$")
                    && (qualifier == 0 || scope.hasRelation(relation))
                    && scope.isOpen(relation)) {
                names.unknownFields().add(new FieldPath(path.subList(qualifier, path.size())));
                return NULL;
            }
        }
        if (HIDDEN.contains(path.getLast())) {
            throw text.notTranslatable(
                    node,
                    "the hidden column %s is not translated.".formatted(path.getLast()),
                    "Use \"$path\", which names the file.");
        }
        List<String> known = new ArrayList<>(scope.columnNames());
        throw text.invalid(
                node,
                "there is no column %s.%s"
                        .formatted(
                                String.join(".", path), DidYouMean.sentence(path.getLast(), known)),
                known.isEmpty()
                        ? "Add a FROM, or put text in single quotes."
                        : "Name one of the columns: %s.".formatted(String.join(", ", known)));
    }

    private RuntimeException ambiguous(List<String> path, Node node) {
        return text.invalid(
                node,
                "more than one relation has a column %s.".formatted(String.join(".", path)),
                "Write the relation's name and a point before it.");
    }
}
