package dap.project;

import dap.errors.DidYouMean;
import dap.errors.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a `dap.yml` says, by key: `engine.slots`, `sources.txma.dml`. Every value fits its key.
///
/// Keys may be nested, written with dots, or both.
final class SettingValues {

    private final String file;
    private final Map<String, Tree> values = new LinkedHashMap<>();
    private final Map<String, Integer> sources = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    SettingValues(String file) {
        this.file = file;
    }

    /// Takes all values of the file; what does not fit becomes a problem.
    void take(Tree tree) {
        if (tree instanceof Tree.Mapping mapping) {
            takeEntries("", mapping);
        } else if (!(tree instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NULL)) {
            refuse(
                    tree.line(),
                    "The settings must be a mapping, not " + tree.describe() + ".",
                    "Write lines like `environment: local`.");
        }
    }

    private void takeEntries(String prefix, Tree.Mapping mapping) {
        for (Tree.Entry entry : mapping.entries()) {
            take(prefix + entry.key(), entry);
        }
    }

    private void take(String path, Tree.Entry entry) {
        String[] parts = path.split("\\.", 3);
        Optional<SettingKey> named = SettingKey.findNamed(parts[0]);
        if (named.isPresent() && parts.length > 1) {
            takeNamed(path, entry, named);
            return;
        }
        boolean ofSource = parts[0].equals(SettingKey.SOURCES);
        if (ofSource && parts.length > 1) {
            sources.putIfAbsent(parts[1], entry.line());
        }
        boolean group = ofSource ? parts.length < 3 : isGroup(path);
        Optional<SettingKey> key = ofSource ? ofSource(parts) : find(path);
        if (group && entry.value() instanceof Tree.Mapping nested) {
            takeEntries(path + ".", nested);
        } else if (isNull(entry.value()) && (group || key.isPresent())) {
            // As if the key were not there.
            return;
        } else if (group && key.isEmpty()) {
            refuse(
                    entry.line(),
                    "`" + path + "` must be a mapping, not " + entry.value().describe() + ".",
                    "Write its keys below it, one on each line.");
        } else {
            keep(ofSource ? path : key.map(SettingKey::path).orElse(path), entry, key);
        }
    }

    private void takeNamed(String path, Tree.Entry entry, Optional<SettingKey> named) {
        if (!isNull(entry.value())) {
            keep(path, entry, named);
        }
    }

    /// `engine` can be a mapping, and is then named by a key of its own.
    private static Optional<SettingKey> find(String path) {
        return SettingKey.find(path.equals("engine.name") ? "engine" : path);
    }

    private static Optional<SettingKey> ofSource(String[] parts) {
        return parts.length == 3 ? SettingKey.findOfASource(parts[2]) : Optional.empty();
    }

    private void keep(String path, Tree.Entry entry, Optional<SettingKey> key) {
        if (key.isEmpty()) {
            unknown(path, entry.line());
        } else if (values.containsKey(path)) {
            refuse(
                    entry.line(),
                    "The key `" + path + "` is there twice.",
                    "Keep the one that is meant.");
        } else {
            Optional<String> wrong = SettingForm.wrong(key.get().form(), entry.value());
            values.put(path, entry.value());
            wrong.ifPresent(must ->
                    refuse(
                            entry.value().line(),
                            "`" + path + "` must be " + must + ".",
                            "Correct the value, or remove the key to have its default."));
        }
    }

    private void unknown(String path, int line) {
        refuse(
                line,
                "There is no setting "
                        + Names.quoted(path)
                        + DidYouMean.sentenceEnd(path, known(path)),
                "Correct the key or remove it; docs/reference/settings.md lists them all.");
    }

    private static List<String> known(String path) {
        String[] parts = path.split("\\.", 3);
        boolean ofSource = parts[0].equals(SettingKey.SOURCES) && parts.length == 3;
        Stream<String> ofThatSource =
                SettingKey.OF_A_SOURCE.stream()
                        .map(key ->
                                SettingKey.SOURCES
                                        + "."
                                        + (ofSource ? parts[1] : "NAME")
                                        + "."
                                        + key.path());
        Stream<String> groups =
                SettingKey.ALL.stream()
                        .map(SettingKey::path)
                        .filter(key -> key.contains("."))
                        .map(key -> key.substring(0, key.indexOf('.')))
                        .distinct();
        return Stream.of(
                        SettingKey.ALL.stream().map(SettingKey::path),
                        groups,
                        ofThatSource,
                        Stream.of(SettingKey.SOURCES),
                        SettingKey.NAMED.stream().map(SettingKey::path))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    private static boolean isGroup(String path) {
        return path.equals(SettingKey.SOURCES)
                || SettingKey.findNamed(path).isPresent()
                || SettingKey.ALL.stream().anyMatch(key -> key.path().startsWith(path + "."));
    }

    private static boolean isNull(Tree tree) {
        return tree instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NULL;
    }

    void refuse(int line, String message, String hint) {
        problems.add(Problem.error(file, line, message, hint));
    }

    void refuseAt(String path, String message, String hint) {
        refuse(line(path), message, hint);
    }

    int line(String path) {
        Tree value = values.get(path);
        return value == null ? 0 : value.line();
    }

    /// The text of a key; absent where the file does not set it.
    Optional<String> text(String path) {
        return Optional.ofNullable(values.get(path)).flatMap(Tree::asText);
    }

    /// The value of a key, or its default.
    String textOrDefault(String path) {
        return text(path).orElseGet(() -> SettingKey.find(path).orElseThrow().plainDefault());
    }

    List<String> texts(String path) {
        Tree value = values.get(path);
        return value == null ? List.of() : SettingForm.texts(value);
    }

    /// The values of a group whose keys are names, by name.
    Map<String, String> named(String group) {
        Map<String, String> found = new LinkedHashMap<>();
        values.forEach((path, value) -> {
            if (path.startsWith(group + ".")) {
                found.put(path.substring(group.length() + 1), value.asText().orElse(""));
            }
        });
        return found;
    }

    /// Names of the data sources, each with its line.
    Map<String, Integer> sources() {
        return sources;
    }

    List<Problem> problems() {
        return problems;
    }
}
