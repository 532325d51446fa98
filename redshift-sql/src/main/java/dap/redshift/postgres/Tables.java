package dap.redshift.postgres;

import dap.redshift.postgres.Node.Group;
import dap.redshift.postgres.Types.Found;
import dap.redshift.tree.Token;
import java.util.Set;
import java.util.StringJoiner;

/// Translates CREATE TABLE and ALTER TABLE. How Redshift spreads, sorts and packs rows is left out;
/// foreign keys are declared and, as there, not enforced.
final class Tables {

    private static final Set<String> COLUMN_ATTRIBUTES =
            Set.of(
                    "not",
                    "null",
                    "encode",
                    "distkey",
                    "sortkey",
                    "primary",
                    "unique",
                    "references",
                    "identity",
                    "generated",
                    "collate",
                    "constraint",
                    "default");

    private final TranslationUnit unit;
    private final Parts parts;

    Tables(TranslationUnit unit, Parts parts) {
        this.unit = unit;
        this.parts = parts;
    }

    /// @param name where the table's name begins
    String create(Phrase phrase, int name) {
        NamePath chain = NamePath.at(phrase, name);
        StringBuilder text = new StringBuilder();
        boolean temporary =
                chain.names().getLast().text().startsWith("#")
                        && phrase.indexOf(Set.of("temp", "temporary"), 0) > name;
        for (int i = 0; i < name; i++) {
            text.append(phrase.token(i).before()).append(phrase.token(i).text());
            text.append(i == 0 && temporary ? " TEMP" : "");
        }
        text.append(phrase.token(name).before()).append(unit.names().table(chain.names()));
        int at = chain.end();
        if (phrase.isRound(at)) {
            text.append(elements(phrase.group(at)));
            at++;
        }
        int as = phrase.indexOf(Set.of("as"), at);
        attributes(phrase.slice(at, as));
        text.append(phrase.slice(at, as).lineBreaks());
        if (as < phrase.size()) {
            Token word = phrase.token(as);
            text.append(word.before().isEmpty() ? " " : word.before()).append(word.text());
            text.append(parts.query(phrase.from(as + 1)));
        }
        return text.toString();
    }

    /// Checks that a table's attributes are all physical.
    private void attributes(Phrase phrase) {
        for (int at = 0; at < phrase.size(); ) {
            at =
                    switch (phrase.word(at)) {
                        case "backup", "diststyle", "encode" -> at + 2;
                        case "distkey", "sortkey" -> at + 2;
                        case "compound", "interleaved" -> at + 1;
                        default ->
                                throw unit.file()
                                        .refusal(
                                                phrase.token(at),
                                                "The table attribute " + phrase.token(at).text(),
                                                "Take it out.");
                    };
        }
    }

    private String elements(Group group) {
        StringJoiner joined =
                new StringJoiner(",", group.open().before() + "(", group.close().before() + ")");
        for (Phrase element : group.items().split(",")) {
            joined.add(element(element));
        }
        return joined.toString();
    }

    private String element(Phrase phrase) {
        return switch (phrase.word(0)) {
            case "constraint" ->
                    words(phrase, 0, 1)
                            + phrase.token(1).before()
                            + unit.names().spell(phrase.token(1))
                            + constraint(phrase.from(2));
            case "primary", "unique", "foreign" ->
                    phrase.isRound(1) || phrase.isRound(2) ? constraint(phrase) : column(phrase);
            case "like" -> {
                NamePath parent = NamePath.at(phrase, 1);
                yield words(phrase, 0, 1)
                        + phrase.token(1).before()
                        + unit.names().table(parent.names())
                        + words(phrase, parent.end(), phrase.size());
            }
            default -> column(phrase);
        };
    }

    private String constraint(Phrase phrase) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < phrase.size()) {
            if (phrase.word(at).equals("references")) {
                NamePath parent = NamePath.at(phrase, at + 1);
                text.append(words(phrase, at, at + 1))
                        .append(phrase.token(at + 1).before())
                        .append(unit.names().table(parent.names()));
                at = parent.end();
            } else if (phrase.at(at) instanceof Group group) {
                text.append(parts.names(group));
                at++;
            } else {
                text.append(words(phrase, at, at + 1));
                at++;
            }
        }
        return text + (phrase.word(0).equals("foreign") ? " NOT ENFORCED" : "");
    }

    private static String words(Phrase phrase, int start, int end) {
        StringBuilder text = new StringBuilder();
        for (int i = start; i < end; i++) {
            text.append(phrase.token(i).before()).append(phrase.token(i).text());
        }
        return text.toString();
    }

    /// A column of a table, or only a name where a list of names is meant.
    String column(Phrase phrase) {
        Token name = phrase.token(0);
        StringBuilder text = new StringBuilder(name.before()).append(unit.names().spell(name));
        if (phrase.size() == 1) {
            return text.toString();
        }
        Found type =
                unit.types()
                        .find(phrase, 1)
                        .orElseThrow(() ->
                                unit.file()
                                        .syntax(
                                                name.line(),
                                                name.column(),
                                                "the column " + name.text() + " has no type",
                                                "Name its type."));
        text.append(phrase.token(1).before())
                .append(type.text())
                .append(breaks(phrase.slice(1, type.end()), 1));
        for (int at = type.end(); at < phrase.size(); ) {
            at = attribute(phrase, at, text);
        }
        return text.toString();
    }

    /// Writes the attribute at `at`.
    ///
    /// @return the index after it
    private int attribute(Phrase phrase, int at, StringBuilder text) {
        int end =
                switch (phrase.word(at)) {
                    case "encode" -> at + 2;
                    case "distkey", "sortkey" -> at + 1;
                    case "collate" -> collation(phrase, at);
                    case "identity" -> identity(phrase, at, at + 1, text);
                    case "generated" ->
                            identity(phrase, at, phrase.indexOf(Set.of("identity"), at) + 1, text);
                    case "default" -> {
                        int stop = phrase.indexOf(COLUMN_ATTRIBUTES, at + 2);
                        text.append(words(phrase, at, at + 1))
                                .append(parts.expression(phrase.slice(at + 1, stop)));
                        yield -stop;
                    }
                    case "references" -> {
                        NamePath parent = NamePath.at(phrase, at + 1);
                        int stop = phrase.isRound(parent.end()) ? parent.end() + 1 : parent.end();
                        text.append(constraint(phrase.slice(at, stop))).append(" NOT ENFORCED");
                        yield -stop;
                    }
                    default -> {
                        if (!COLUMN_ATTRIBUTES.contains(phrase.word(at))
                                && !phrase.word(at).equals("key")) {
                            throw unit.file()
                                    .refusal(
                                            phrase.token(at),
                                            "The column attribute " + phrase.token(at).text(),
                                            "Take it out.");
                        }
                        text.append(words(phrase, at, at + 1));
                        yield -(at + 1);
                    }
                };
        if (end > 0) {
            text.append(phrase.slice(at, end).lineBreaks());
        }
        return Math.abs(end);
    }

    private int collation(Phrase phrase, int at) {
        if (phrase.word(at + 1).equals("case_insensitive")) {
            throw unit.file()
                    .refusal(
                            phrase.token(at),
                            "COLLATE CASE_INSENSITIVE",
                            "Compare lower(…) with lower(…).");
        }
        return at + 2;
    }

    private int identity(Phrase phrase, int start, int arguments, StringBuilder text) {
        Phrase numbers = phrase.isRound(arguments) ? phrase.group(arguments).items() : Phrase.EMPTY;
        String seed = number(numbers, 0);
        String step = number(numbers, 1);
        String least = seed.startsWith("-") || seed.equals("0") ? " MINVALUE " + seed : "";
        text.append(phrase.token(start).before())
                .append("GENERATED BY DEFAULT AS IDENTITY (START WITH ")
                .append(seed)
                .append(" INCREMENT BY ")
                .append(step)
                .append(least)
                .append(")");
        text.append(breaks(phrase.slice(start, arguments + 1), 1));
        return -(phrase.isRound(arguments) ? arguments + 1 : arguments);
    }

    private static String number(Phrase numbers, int index) {
        var parts = numbers.split(",");
        return index < parts.size()
                ? words(parts.get(index), 0, parts.get(index).size()).replaceAll("\\s", "")
                : "1";
    }

    /// The line breaks within a phrase, without those before its first tokens.
    private static String breaks(Phrase phrase, int skipped) {
        String all = phrase.lineBreaks();
        long before =
                phrase.slice(0, skipped).nodes().stream()
                        .mapToLong(node ->
                                node.first().before().chars().filter(c -> c == '\n').count())
                        .sum();
        return all.substring((int) Math.min(before, all.length()));
    }

    /// ALTER TABLE; empty text where only physical things change.
    ///
    /// @param name where the table's name begins
    String alter(Phrase phrase, int name) {
        NamePath chain = NamePath.at(phrase, name);
        int at = chain.end();
        String head =
                words(phrase, 0, name)
                        + phrase.token(name).before()
                        + unit.names().table(chain.names());
        return switch (phrase.word(at)) {
            case "append" ->
                    throw unit.file()
                            .refusal(
                                    phrase.token(at),
                                    "ALTER TABLE APPEND",
                                    "Use INSERT and DELETE.");
            case "owner" -> "";
            case "add" -> head + addition(phrase, at);
            case "alter" -> alterColumn(phrase, at, head);
            default -> head + parts.words(phrase.from(at));
        };
    }

    private String addition(Phrase phrase, int at) {
        String what = phrase.word(at + 1);
        int end = what.equals("column") ? at + 2 : at + 1;
        Phrase added = phrase.from(end);
        boolean constraint = Set.of("constraint", "primary", "unique", "foreign").contains(what);
        return words(phrase, at, end) + (constraint ? element(added) : column(added));
    }

    private String alterColumn(Phrase phrase, int at, String head) {
        String second = phrase.word(at + 1);
        if (Set.of("diststyle", "distkey", "sortkey", "compound", "interleaved", "encode")
                .contains(second)) {
            return "";
        }
        int column = second.equals("column") ? at + 2 : at + 1;
        if (phrase.word(column + 1).equals("encode")) {
            return "";
        }
        if (phrase.word(column + 1).equals("type")) {
            Found type =
                    unit.types()
                            .find(phrase, column + 2)
                            .orElseThrow(() ->
                                    unit.file()
                                            .syntax(
                                                    phrase.token(column).line(),
                                                    phrase.token(column).column(),
                                                    "a type is missing",
                                                    "Name it."));
            return head
                    + words(phrase, at, column)
                    + phrase.token(column).before()
                    + unit.names().spell(phrase.token(column))
                    + words(phrase, column + 1, column + 2)
                    + phrase.token(column + 2).before()
                    + type.text();
        }
        return head + parts.words(phrase.from(at));
    }
}
