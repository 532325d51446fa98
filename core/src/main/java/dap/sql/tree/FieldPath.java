package dap.sql.tree;

import dap.model.Column;
import dap.model.HiveType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A position in an event: `extensions.evidence[].type`.
///
/// @param steps the column, then names of fields; [#ELEMENT] for any element of an array or map
public record FieldPath(List<String> steps) implements Comparable<FieldPath> {

    /// The step into an array or a map.
    public static final String ELEMENT = "[]";

    public FieldPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a field has a name");
        }
    }

    /// The position that `expr` names, if it is nothing but a name, with points and subscripts.
    public static Optional<FieldPath> of(Expr expr) {
        return switch (expr) {
            case Expr.ColumnRef column -> Optional.of(new FieldPath(List.of(column.column())));
            case Expr.FieldOf(Expr base, Optional<String> name, _, _) when name.isPresent() ->
                    of(base).map(path -> path.then(name.get()));
            case Expr.Call call when isElement(call) ->
                    of(call.arguments().getFirst()).map(path -> path.then(ELEMENT));
            default -> Optional.empty();
        };
    }

    /// Whether the call takes one element out of its first argument.
    static boolean isElement(Expr.Call call) {
        return call.function().equals("subscript") || call.function().equals("element_at");
    }

    public FieldPath then(String step) {
        return new FieldPath(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    /// Whether this is `other`, or a part of it; names are compared without case.
    public boolean isWithin(FieldPath other) {
        return steps.size() >= other.steps.size()
                && Stream.iterate(0, i -> i < other.steps.size(), i -> i + 1)
                        .allMatch(i -> steps.get(i).equalsIgnoreCase(other.steps.get(i)));
    }

    /// The same position with names as `columns` spell them.
    public FieldPath spelledAs(List<Column> columns) {
        List<String> spelled = new ArrayList<>();
        HiveType type = new HiveType.Struct(columns);
        for (String step : steps) {
            Optional<Column> field =
                    type instanceof HiveType.Struct struct
                            ? struct.findField(step)
                            : Optional.empty();
            spelled.add(field.map(Column::name).orElse(step));
            type = field.map(Column::type).orElse(elementOf(type, step));
        }
        return new FieldPath(spelled);
    }

    private static HiveType elementOf(HiveType type, String step) {
        return step.equals(ELEMENT) && type instanceof HiveType.Array(HiveType element)
                ? element
                : HiveType.Scalar.UNKNOWN;
    }

    @Override
    public int compareTo(FieldPath other) {
        return toString().compareTo(other.toString());
    }

    /// Reads what [#toString()] writes.
    public static FieldPath parse(String text) {
        return new FieldPath(List.of(text.replace(ELEMENT, "." + ELEMENT).split("\\.", -1)));
    }

    /// `extensions.evidence[].type`.
    @Override
    public String toString() {
        return steps.stream().collect(Collectors.joining(".")).replace("." + ELEMENT, ELEMENT);
    }
}
