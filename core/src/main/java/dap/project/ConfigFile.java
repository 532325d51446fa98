package dap.project;

import dap.errors.DidYouMean;
import dap.errors.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the configs of families and events: arrays of small objects.
final class ConfigFile {

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private ConfigFile(String file) {
        this.file = file;
    }

    /// One object of a config.
    ///
    /// @param namesFamily whether it has a `product_family`, of whatever form
    /// @param family the text of `product_family`
    /// @param event the text of `event_name`
    /// @param enabled absent where the entry does not say so in a way that is certain
    /// @param problems what is wrong with the entry itself
    record Entry(
            String file,
            int line,
            boolean namesFamily,
            Optional<Tree.Scalar> family,
            Optional<Tree.Scalar> event,
            Optional<Boolean> enabled,
            List<Problem> problems) {
        Entry {
            problems = List.copyOf(problems);
        }

        /// Says that `what` stood before, in line `first`. Said twice alike, a thing is certain all
        /// the same.
        Problem repeats(String what, int first, boolean alike) {
            String message = what + " is there twice: in line " + first + " too";
            String hint = "Keep one of the entries.";
            return alike
                    ? Problem.warning(file, line, message + ".", hint)
                    : Problem.error(file, line, message + ", and enabled once only.", hint);
        }
    }

    /// The entries of a config.
    ///
    /// @param problems what is wrong with no entry that could be read
    record Entries(List<Entry> entries, List<Problem> problems) {
        Entries {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
        }
    }

    /// @param keys which texts an entry must have: `product_family`, `event_name`
    /// @throws ProblemFound if the file is not a JSON array
    static Entries read(TextFile file, List<String> keys) {
        return new ConfigFile(file.file()).entries(JsonText.read(file), keys);
    }

    private Entries entries(Tree tree, List<String> keys) {
        if (!(tree instanceof Tree.Items(List<Tree> items, int _))) {
            throw new ProblemFound(
                    Problem.error(
                            file,
                            tree.line(),
                            "An array of objects must stand here, not " + tree.describe() + ".",
                            "Write `[ {…}, {…} ]`."));
        }
        List<Entry> entries = new ArrayList<>();
        for (Tree item : items) {
            if (item instanceof Tree.Mapping mapping) {
                entries.add(entry(mapping, keys));
            } else {
                problems.add(
                        Problem.error(
                                file,
                                item.line(),
                                "An object must stand here, not " + item.describe() + ".",
                                "Write an object with "
                                        + String.join(", ", keys)
                                        + " and enabled, or remove the value."));
            }
        }
        return new Entries(entries, problems);
    }

    private Entry entry(Tree.Mapping mapping, List<String> keys) {
        List<Problem> found = new ArrayList<>();
        for (Tree.Entry repeated : mapping.repeated()) {
            found.add(
                    Problem.error(
                            file,
                            repeated.line(),
                            "The key " + Names.quoted(repeated.key()) + " is there twice.",
                            "Keep the one that is meant."));
        }
        Optional<Tree.Scalar> family = text(mapping, "product_family", keys, found);
        Optional<Tree.Scalar> event = text(mapping, "event_name", keys, found);
        Optional<Boolean> enabled = enabled(mapping, found);
        boolean namesFamily = mapping.find("product_family").isPresent();
        return new Entry(file, mapping.line(), namesFamily, family, event, enabled, found);
    }

    private Optional<Tree.Scalar> text(
            Tree.Mapping mapping, String key, List<String> keys, List<Problem> found) {
        Optional<Tree> value = mapping.find(key);
        if (value.isEmpty() && keys.contains(key)) {
            found.add(missing(mapping, key, "Write the name that is meant."));
        }
        if (value.isPresent()
                && !(value.get() instanceof Tree.Scalar(String _, Tree.Kind kind, int _)
                        && kind == Tree.Kind.TEXT)) {
            found.add(
                    Problem.error(
                            file,
                            value.get().line(),
                            "`%s` must be text, not %s.".formatted(key, value.get().describe()),
                            "Write the name in double quotes."));
            return Optional.empty();
        }
        return value.map(tree -> (Tree.Scalar) tree);
    }

    private Optional<Boolean> enabled(Tree.Mapping mapping, List<Problem> found) {
        Optional<Tree> value = mapping.find("enabled");
        if (value.isEmpty()) {
            found.add(missing(mapping, "enabled", "Write `\"enabled\": true` or `false`."));
            return Optional.empty();
        }
        int line = value.get().line();
        String text = value.get().asText().orElse("").strip().toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            found.add(
                    Problem.error(
                            file,
                            line,
                            "`enabled` must be true or false, not " + value.get().describe() + ".",
                            "Write `\"enabled\": true` or `false`, without quotes."));
            return Optional.empty();
        }
        if (value.get() instanceof Tree.Scalar scalar && scalar.kind() != Tree.Kind.BOOLEAN) {
            found.add(
                    Problem.warning(
                            file,
                            line,
                            "`enabled` is the text \"%s\", and is taken as %s."
                                    .formatted(text, text),
                            "Write it without quotes."));
        }
        return Optional.of(text.equals("true"));
    }

    private Problem missing(Tree.Mapping mapping, String key, String hint) {
        List<String> others = mapping.keys();
        return Problem.error(
                file,
                mapping.line(),
                "An entry has no `"
                        + key
                        + "`"
                        + DidYouMean.closest(key, others)
                                .map(near -> ", but " + Names.quoted(near) + ".")
                                .orElse("."),
                hint);
    }
}
