package dap.raw;

import dap.raw.SchemaTree.SchemaNode;
import java.util.ArrayList;
import java.util.List;

/// Which forms a node comes into question for, by what was seen there.
///
/// The first is what the field is as long as every statement takes it: the type that holds all that
/// was seen; text, where no other does. Empty containers decide nothing.
final class FieldForms {

    private FieldForms() {}

    /// The forms of those kinds that were seen, and text where they have no other in common. One
    /// alone: there is no question.
    static List<FieldForm> of(SchemaNode node) {
        List<FieldForm> containers = containers(node);
        List<FieldForm> scalars = scalars(node.kinds());
        if (containers.isEmpty()) {
            return node.text() ? List.of(FieldForm.TEXT) : scalars;
        }
        List<FieldForm> forms = new ArrayList<>();
        if (node.hasScalar() || node.text()) {
            forms.add(FieldForm.TEXT);
            forms.addAll(containers);
            scalars.stream().filter(form -> form != FieldForm.TEXT).forEach(forms::add);
        } else {
            forms.add(containers.getFirst());
            if (containers.size() > 1) {
                forms.add(FieldForm.TEXT);
                forms.add(FieldForm.STRUCT);
            }
        }
        return forms;
    }

    private static List<FieldForm> containers(SchemaNode node) {
        List<FieldForm> containers = new ArrayList<>();
        if (hasElements(node)) {
            containers.add(FieldForm.ARRAY);
        }
        if (hasFields(node)) {
            containers.add(FieldForm.STRUCT);
        }
        return containers;
    }

    /// A number that neither bigint nor double can hold is text, which loses nothing.
    private static List<FieldForm> scalars(int kinds) {
        List<FieldForm> forms = new ArrayList<>();
        boolean logical = JsonKind.BOOLEAN.isIn(kinds);
        boolean text = JsonKind.STRING.isIn(kinds) || JsonKind.BIG_NUMBER.isIn(kinds);
        List<FieldForm> numbers = numbers(kinds);
        if (text || (logical && !numbers.isEmpty())) {
            forms.add(FieldForm.TEXT);
        }
        forms.addAll(numbers);
        if (logical) {
            forms.add(FieldForm.BOOLEAN);
        }
        return forms.isEmpty() ? List.of(FieldForm.UNKNOWN) : forms;
    }

    private static List<FieldForm> numbers(int kinds) {
        List<FieldForm> numbers = new ArrayList<>();
        if (JsonKind.DOUBLE.isIn(kinds)) {
            numbers.add(FieldForm.DOUBLE);
        }
        if (JsonKind.BIGINT.isIn(kinds)) {
            numbers.add(FieldForm.BIGINT);
        }
        if (JsonKind.INT.isIn(kinds)) {
            numbers.add(FieldForm.INT);
        }
        return numbers;
    }

    /// Whether `{}` or `[]` was seen where it has no place in `form`.
    static boolean emptyMisfits(SchemaNode node, FieldForm form) {
        boolean emptyArray = node.has(JsonKind.ARRAY) && !hasElements(node);
        boolean emptyObject = node.has(JsonKind.OBJECT) && !hasFields(node);
        return switch (form) {
            case TEXT, UNKNOWN, STRUCT -> false;
            case ARRAY -> emptyObject;
            case DOUBLE, BIGINT, INT, BOOLEAN -> emptyArray || emptyObject;
        };
    }

    private static boolean hasElements(SchemaNode node) {
        return node.has(JsonKind.ARRAY) && node.element() != null;
    }

    /// No engine has a struct without fields.
    private static boolean hasFields(SchemaNode node) {
        return node.has(JsonKind.OBJECT)
                && node.fields().keySet().stream().anyMatch(TypeInference::isNameable);
    }
}
