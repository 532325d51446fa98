package dap.project;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A value of a JSON or YAML file that knows its line.
///
/// Both kinds of file become this, so that what reads them has one way to go. In YAML the short
/// form of a template's function, `!Sub x`, is the mapping of its long form, `Fn::Sub: x`.
sealed interface Tree {

    /// The line on which the value begins, from 1.
    int line();

    /// What a scalar is by its spelling; a quoted one is always text.
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL
    }

    /// @param spelling as it is in the file, without quotes
    record Scalar(String spelling, Kind kind, int line) implements Tree {}

    record Items(List<Tree> items, int line) implements Tree {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// @param entries in the file's order; a key may be there twice
    record Mapping(List<Entry> entries, int line) implements Tree {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /// The first value of this key.
        Optional<Tree> find(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }

        List<String> keys() {
            return entries.stream().map(Entry::key).toList();
        }

        /// Entries whose key stood before in the same mapping.
        List<Entry> repeated() {
            Set<String> seen = new LinkedHashSet<>();
            List<Entry> repeated = new ArrayList<>();
            for (Entry entry : entries) {
                if (!seen.add(entry.key())) {
                    repeated.add(entry);
                }
            }
            return repeated;
        }
    }

    record Entry(String key, int line, Tree value) {}

    /// The text of a scalar that is not null.
    default Optional<String> asText() {
        return this instanceof Scalar(String text, Kind kind, int _) && kind != Kind.NULL
                ? Optional.of(text)
                : Optional.empty();
    }

    /// The value of this key, where this is a mapping that has it.
    default Optional<Tree> at(String key) {
        return this instanceof Mapping mapping ? mapping.find(key) : Optional.empty();
    }

    /// The value at the end of a path of keys.
    default Optional<Tree> at(String key, String... more) {
        Optional<Tree> found = at(key);
        for (String next : more) {
            found = found.flatMap(tree -> tree.at(next));
        }
        return found;
    }

    /// The elements of a list; none where this is anything else.
    default List<Tree> elements() {
        return this instanceof Items(List<Tree> items, int _) ? items : List.of();
    }

    /// The entries of a mapping; none where this is anything else.
    default List<Entry> entries() {
        return this instanceof Mapping mapping ? mapping.entries : List.of();
    }

    /// What this is, for messages: `a list`.
    default String describe() {
        return switch (this) {
            case Items _ -> "a list";
            case Mapping _ -> "a mapping";
            case Scalar scalar ->
                    switch (scalar.kind()) {
                        case TEXT -> "text";
                        case NUMBER -> "a number";
                        case BOOLEAN -> "true or false";
                        case NULL -> "null";
                    };
        };
    }
}
