package dap.sql;

import dap.errors.DidYouMean;
import dap.sql.tree.SqlType;
import io.trino.sql.tree.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The functions of Athena's dialect: what each takes and returns, or why it is refused.
public final class FunctionTable {

    /// How a function is applied.
    enum Kind {
        SCALAR,
        AGGREGATE,
        WINDOW
    }

    /// A form of a function that takes the given arguments.
    record Match(Kind kind, Signature signature, Signature.Substitution types) {}

    private static final String RESOURCE = "functions.txt";
    private static final FunctionTable TABLE = read();

    private final Map<String, List<Signature>> signatures = new LinkedHashMap<>();
    private final Map<String, List<String>> texts = new LinkedHashMap<>();
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    /// Forms that Trino takes of functions that are translated in others.
    private final Map<String, List<Signature>> refusedForms = new LinkedHashMap<>();

    private final List<String> refusedTexts = new ArrayList<>();

    private FunctionTable() {}

    static FunctionTable table() {
        return TABLE;
    }

    /// Every function that the binder lets pass; an engine translates each, or refuses it.
    public static Collection<String> names() {
        return TABLE.signatures.keySet();
    }

    /// A function as the reference lists it.
    ///
    /// @param kind `scalar`, `aggregate` or `window`; empty where it is refused
    /// @param forms what it takes and returns; none where it is refused
    /// @param refusal why it is refused; absent where it is not
    public record Entry(String name, String kind, List<String> forms, Optional<String> refusal) {
        public Entry {
            forms = List.copyOf(forms);
        }
    }

    /// All functions of Athena's dialect, those that are refused last, each part by name.
    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        new TreeMap<>(TABLE.texts)
                .forEach((name, forms) ->
                        entries.add(
                                new Entry(
                                        name,
                                        String.valueOf(TABLE.kinds.get(name))
                                                .toLowerCase(Locale.ROOT),
                                        forms,
                                        Optional.empty())));
        new TreeMap<>(TABLE.refused)
                .forEach((name, why) ->
                        entries.add(new Entry(name, "", List.of(), Optional.of(why))));
        return entries;
    }

    /// Forms that Trino takes and DAP refuses, of functions that it takes in others.
    public static List<String> refusedForms() {
        return List.copyOf(TABLE.refusedTexts);
    }

    private static FunctionTable read() {
        FunctionTable table = new FunctionTable();
        try (InputStream in = FunctionTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("resource " + RESOURCE + " is not in the jar");
            }
            String section = "";
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("[")) {
                    section = line.substring(1, line.length() - 1);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    table.add(section, line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private void add(String section, String line) {
        if (section.equals("refused forms")) {
            Signature form = Signature.parse(line);
            refusedForms.computeIfAbsent(form.name(), _ -> new ArrayList<>()).add(form);
            refusedTexts.add(line);
            return;
        }
        if (section.equals("refused")) {
            int colon = line.indexOf(": ");
            refused.put(
                    colon < 0 ? line : line.substring(0, colon),
                    colon < 0 ? "it has no proven equal yet" : line.substring(colon + 2));
            return;
        }
        Signature signature = Signature.parse(line);
        signatures.computeIfAbsent(signature.name(), _ -> new ArrayList<>()).add(signature);
        texts.computeIfAbsent(signature.name(), _ -> new ArrayList<>()).add(line);
        kinds.put(signature.name(), Kind.valueOf(section.toUpperCase(Locale.ROOT)));
    }

    Optional<Kind> kind(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    /// The form of `name` that takes arguments of these types; `null` stands for a lambda.
    Match find(SqlText text, Node call, String name, List<@Nullable SqlType> arguments) {
        Kind kind = kinds.get(name);
        if (kind == null) {
            throw unknown(text, call, name);
        }
        Optional<Match> best = best(kind, forms(name), arguments);
        Optional<Match> refused = best(kind, refusedForms.getOrDefault(name, List.of()), arguments);
        boolean isRefused =
                refused.isPresent() && (best.isEmpty() || cost(refused.get()) < cost(best.get()));
        if (isRefused) {
            throw text.notTranslatable(
                    call,
                    "%s(%s) has no proven equal yet.".formatted(name, shown(arguments)),
                    "Use another form of it, or CAST what it takes.");
        }
        return best.orElseThrow(() -> mismatch(text, call, name, arguments));
    }

    private static Optional<Match> best(
            Kind kind, List<Signature> forms, List<@Nullable SqlType> arguments) {
        return forms.stream()
                .flatMap(form -> form.match(arguments).map(s -> new Match(kind, form, s)).stream())
                .min(Comparator.comparingInt(FunctionTable::cost));
    }

    private static int cost(Match match) {
        return match.types().cost();
    }

    private List<Signature> forms(String name) {
        return signatures.getOrDefault(name, List.of());
    }

    private RuntimeException unknown(SqlText text, Node call, String name) {
        String reason = refused.get(name);
        if (reason != null) {
            return text.notTranslatable(
                    call,
                    "the function %s cannot be used here: %s.".formatted(name, reason),
                    "Write it another way, or leave the column to the warehouse.");
        }
        TreeSet<String> all = new TreeSet<>(signatures.keySet());
        all.addAll(refused.keySet());
        return text.invalid(
                call,
                "Athena has no function %s.%s".formatted(name, DidYouMean.sentence(name, all)),
                "Correct the function's name.");
    }

    private static RuntimeException mismatch(
            SqlText text, Node call, String name, List<@Nullable SqlType> arguments) {
        return text.invalid(
                call,
                "%s does not take (%s).".formatted(name, shown(arguments)),
                "Check the number of arguments, or CAST them to the types that it takes.");
    }

    private static String shown(List<@Nullable SqlType> arguments) {
        return arguments.stream()
                .map(type -> type == null ? "lambda" : type.text())
                .collect(Collectors.joining(", "));
    }
}
