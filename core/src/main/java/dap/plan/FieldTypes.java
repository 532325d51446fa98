package dap.plan;

import dap.errors.DapException;
import dap.raw.FieldForm;
import dap.raw.SchemaTree;
import dap.sql.BoundInsert;
import dap.sql.tree.FieldPath;
import dap.sql.tree.Projection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Chooses what each field of an event is, where what was seen leaves a choice: the widest form
/// with which the event's statements bind.
///
/// The result depends on the set of what was seen and on the statements, on nothing else. Where all
/// statements take the types that hold everything, that is one attempt a statement; each field that
/// they do not take costs about as many more as its place in the list has binary digits.
final class FieldTypes {

    /// Binds a statement to columns that are made of the forms; refuses as the binder does.
    @FunctionalInterface
    interface Statement extends Function<Map<FieldPath, FieldForm>, BoundInsert> {}

    private final SchemaTree tree;
    private final List<Statement> statements;
    private final Map<FieldPath, FieldForm> chosen = new HashMap<>();

    private FieldTypes(SchemaTree tree, List<Statement> statements) {
        this.tree = tree;
        this.statements = statements;
    }

    /// A field in question, and what it may be, the widest first.
    private record Question(FieldPath field, List<FieldForm> forms) {}

    /// The forms of fields that are not what they would be without a statement.
    static Map<FieldPath, FieldForm> choose(SchemaTree tree, List<Statement> statements) {
        List<Statement> binding =
                statements.stream()
                        .filter(one -> attempt(one, undecided(tree)).isPresent())
                        .toList();
        return new FieldTypes(tree, binding).choose();
    }

    /// A statement that does not bind even where no field has a type is wrong in itself.
    private static Map<FieldPath, FieldForm> undecided(SchemaTree tree) {
        Map<FieldPath, FieldForm> forms = new HashMap<>();
        tree.forms().keySet().forEach(field -> forms.put(field, FieldForm.UNKNOWN));
        return forms;
    }

    private Map<FieldPath, FieldForm> choose() {
        if (!binds(chosen)) {
            List<Question> questions = questions();
            decide(questions, 0, questions.size());
        }
        chosen.values().removeIf(form -> form == FieldForm.UNKNOWN);
        List<Projection> read =
                statements.stream()
                        .flatMap(one -> attempt(one, chosen).stream())
                        .map(insert -> Projection.of(insert.query()))
                        .toList();
        tree.emptyMisfits(chosen, field -> read.stream().anyMatch(one -> one.readsField(field)))
                .forEach(field -> chosen.put(field, FieldForm.TEXT));
        return Map.copyOf(chosen);
    }

    /// Every field may be text, which holds whatever was seen.
    private List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        tree.forms()
                .forEach((field, seen) -> {
                    List<FieldForm> forms = new ArrayList<>(seen);
                    if (!seen.contains(FieldForm.TEXT) && !seen.contains(FieldForm.UNKNOWN)) {
                        forms.add(1, FieldForm.TEXT);
                    }
                    questions.add(new Question(field, forms));
                });
        return questions;
    }

    /// Decides the questions from `from` to before `to`. Those before are decided; those after are
    /// of no type meanwhile, which fits anywhere.
    private void decide(List<Question> questions, int from, int to) {
        if (from == to || bindsWithFirstForms(questions, from, to)) {
            return;
        }
        if (to - from == 1) {
            Question question = questions.get(from);
            question.forms().stream()
                    .skip(1)
                    .filter(form -> {
                        chosen.put(question.field(), form);
                        return binds(withoutTypes(questions, to));
                    })
                    .findFirst()
                    .ifPresentOrElse(
                            form -> chosen.put(question.field(), form),
                            // No form will do: the statement fails on the field, and says why.
                            () -> chosen.put(question.field(), FieldForm.UNKNOWN));
            return;
        }
        int middle = (from + to) >>> 1;
        decide(questions, from, middle);
        decide(questions, middle, to);
    }

    private boolean bindsWithFirstForms(List<Question> questions, int from, int to) {
        questions.subList(from, to).forEach(one -> chosen.remove(one.field()));
        return binds(withoutTypes(questions, to));
    }

    private Map<FieldPath, FieldForm> withoutTypes(List<Question> questions, int from) {
        Map<FieldPath, FieldForm> forms = new HashMap<>(chosen);
        questions
                .subList(from, questions.size())
                .forEach(one -> forms.put(one.field(), FieldForm.UNKNOWN));
        return forms;
    }

    private boolean binds(Map<FieldPath, FieldForm> forms) {
        return statements.stream().allMatch(one -> attempt(one, forms).isPresent());
    }

    private static Optional<BoundInsert> attempt(
            Statement statement, Map<FieldPath, FieldForm> forms) {
        try {
            return Optional.of(statement.apply(forms));
        } catch (DapException refused) {
            return Optional.empty();
        }
    }
}
