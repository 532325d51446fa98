package dap.redshift.postgres;

import dap.errors.DapException;
import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Translates statements by their first words.
final class Statements {

    private static final Set<String> KEPT_SETTINGS =
            Set.of("timezone", "datestyle", "statement_timeout", "intervalstyle");

    private final TranslationUnit unit;
    private final Parts parts;
    private final Tables tables;
    private final Definitions definitions;
    private final LateViews lateViews;
    private final boolean procedure;

    /// @param procedure whether the statements stand in a procedure's body
    Statements(TranslationUnit unit, boolean procedure) {
        this.unit = unit;
        this.parts = new Parts(unit);
        this.tables = new Tables(unit, parts);
        this.definitions = new Definitions(unit, parts, tables);
        this.lateViews = new LateViews(unit);
        this.procedure = procedure;
    }

    Parts parts() {
        return parts;
    }

    /// Statements with their semicolons.
    String script(Phrase phrase) {
        StringBuilder text = new StringBuilder();
        int start = 0;
        for (int i = 0; i <= phrase.size(); i++) {
            if (i < phrase.size() && !phrase.isSymbol(i, ";")) {
                continue;
            }
            Phrase one = phrase.slice(start, i);
            String translated = one.isEmpty() ? "" : statement(one);
            text.append(translated.isEmpty() ? one.lineBreaks() : translated);
            if (i < phrase.size()) {
                text.append(phrase.token(i).before()).append(translated.isEmpty() ? "" : ";");
            }
            start = i + 1;
        }
        return text.toString();
    }

    /// One statement without its semicolon; empty where nothing of it is left.
    String statement(Phrase phrase) {
        Token first = phrase.token(0);
        try {
            return translated(phrase, first);
        } catch (Unfinished _) {
            throw unit.file()
                    .syntax(
                            first.line(),
                            first.column(),
                            "a statement that is not finished, or not understood",
                            "Finish it, or write it as Redshift's documentation does.");
        }
    }

    private String translated(Phrase phrase, Token first) {
        return switch (phrase.word(0)) {
            case "select", "values", "" -> parts.query(phrase);
            case "with" -> with(phrase);
            case "insert", "update", "delete", "merge" -> parts.change(phrase);
            case "create" -> definitions.create(phrase);
            case "alter" -> alter(phrase);
            case "drop" -> drop(phrase);
            case "grant", "revoke" -> permission(phrase);
            case "analyze", "analyse", "vacuum" -> "";
            case "begin", "start", "commit", "end" -> transaction(first, phrase);
            case "rollback", "abort" -> throw committing(first);
            case "copy", "unload" ->
                    throw unit.file()
                            .refusal(
                                    first,
                                    first.text().toUpperCase(java.util.Locale.ROOT),
                                    "DAP lands the rows itself, in dap_txma_stage.<family>; take the statement out.");
            case "set", "reset" -> setting(phrase, phrase.word(1));
            case "truncate", "comment", "lock", "refresh" -> named(phrase);
            case "call" -> call(phrase);
            case "explain" -> parts.words(phrase.slice(0, 1)) + statement(phrase.from(1));
            case "show", "declare", "fetch", "close", "prepare", "execute", "deallocate" ->
                    parts.words(phrase);
            default ->
                    throw unit.file()
                            .syntax(
                                    first.line(),
                                    first.column(),
                                    "no statement begins with " + first.text(),
                                    "Write it as Redshift's documentation does.");
        };
    }

    private String with(Phrase phrase) {
        int change = phrase.indexOf(Set.of("insert", "update", "delete", "merge"), 1);
        return change < phrase.size() ? parts.change(phrase) : parts.query(phrase);
    }

    private String call(Phrase phrase) {
        NamePath name = NamePath.at(phrase, 1);
        String head =
                parts.words(phrase.slice(0, 1))
                        + phrase.token(1).before()
                        + unit.names().table(name.names());
        return phrase.isRound(name.end())
                ? head + parts.arguments(phrase.group(name.end()))
                : head + parts.words(phrase.from(name.end()));
    }

    private String transaction(Token first, Phrase phrase) {
        if (procedure) {
            throw committing(first);
        }
        boolean plain =
                phrase.size() == 1
                        || Set.of("transaction", "work", "isolation", "read")
                                .contains(phrase.word(1));
        if (!plain) {
            throw unit.file()
                    .syntax(
                            first.line(),
                            first.column(),
                            "a statement that is not understood",
                            "Correct it.");
        }
        return "";
    }

    private DapException committing(Token token) {
        return unit.file()
                .refusal(
                        token,
                        token.text().toUpperCase(java.util.Locale.ROOT) + " here",
                        "DAP calls procedures, and runs migrations, in one transaction each: take it out.");
    }

    private String setting(Phrase phrase, String name) {
        if (name.startsWith("enable_case_sensitive_")) {
            String value = phrase.size() > 3 ? phrase.token(3).name().replace("'", "") : "false";
            unit.names()
                    .setCaseSensitive(
                            phrase.word(0).equals("set")
                                    && Set.of("true", "on", "1")
                                            .contains(value.toLowerCase(java.util.Locale.ROOT)));
            return nothing();
        }
        if (name.equals("search_path")) {
            return parts.words(phrase) + (phrase.word(0).equals("set") ? ", dap_redshift" : "");
        }
        boolean kept =
                KEPT_SETTINGS.contains(name) || name.equals("local") || name.equals("session");
        return kept ? parts.words(phrase) : nothing();
    }

    /// What stands for a statement of which nothing is left.
    private String nothing() {
        return procedure ? " NULL" : "";
    }

    /// Names spelt again, everything else as it is.
    private String named(Phrase phrase) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < phrase.size(); ) {
            boolean chain = phrase.isName(at) && phrase.isSymbol(at + 1, ".");
            if (chain) {
                NamePath name = NamePath.at(phrase, at);
                boolean column = phrase.hasWords(at - 1, "column");
                int from = Math.max(0, name.names().size() - (column ? 3 : 2));
                text.append(phrase.token(at).before())
                        .append(
                                unit.names()
                                        .spell(name.names().subList(from, name.names().size())));
                at = name.end();
            } else {
                boolean name = phrase.isKind(at, Kind.QUOTED) || phrase.isKind(at, Kind.WORD);
                text.append(
                        name
                                ? phrase.token(at).before() + unit.names().spell(phrase.token(at))
                                : parts.words(phrase.slice(at, at + 1)));
                at++;
            }
        }
        return text.toString();
    }

    private String alter(Phrase phrase) {
        return switch (phrase.word(1)) {
            case "table" -> alterTable(phrase, phrase.hasWords(2, "if", "exists") ? 4 : 2);
            case "default" -> permission(phrase);
            case "user", "group", "role", "database", "system" -> "";
            case "view", "schema", "procedure", "function", "materialized" ->
                    phrase.indexOf(Set.of("owner", "quota", "auto"), 2) < phrase.size()
                            ? ""
                            : named(phrase);
            default ->
                    throw unit.file()
                            .refusal(
                                    phrase.token(0),
                                    "ALTER " + phrase.token(Math.min(1, phrase.size() - 1)).text(),
                                    "Take it out.");
        };
    }

    private String alterTable(Phrase phrase, int at) {
        String name = unit.names().table(NamePath.at(phrase, at).names());
        return lateViews.around(phrase, List.of(name), tables.alter(phrase, at));
    }

    private String dropRelations(Phrase phrase, int at) {
        int end = phrase.indexOf(Set.of("cascade", "restrict"), at);
        List<String> names =
                phrase
                        .slice(phrase.hasWords(at, "if", "exists") ? at + 2 : at, end)
                        .split(",")
                        .stream()
                        .map(name -> unit.names().table(NamePath.at(name, 0).names()))
                        .toList();
        return lateViews.around(phrase, names, named(phrase));
    }

    private String drop(Phrase phrase) {
        return switch (phrase.word(1)) {
            case "user", "group", "role" -> "";
            case "schema" -> {
                int external = phrase.indexOf(Set.of("drop"), 2);
                yield named(phrase.slice(0, external));
            }
            case "table", "view" -> dropRelations(phrase, 2);
            case "materialized", "procedure", "function" -> named(phrase);
            default ->
                    throw unit.file()
                            .refusal(
                                    phrase.token(0),
                                    "DROP " + phrase.token(Math.min(1, phrase.size() - 1)).text(),
                                    "Take it out.");
        };
    }

    /// A permission, given where its role exists and skipped with a notice where it does not.
    private String permission(Phrase phrase) {
        Optional<Phrase> known = Permissions.find(phrase);
        if (known.isEmpty()) {
            return nothing();
        }
        String granted = named(known.get());
        String before = phrase.token(0).before();
        String body =
                "BEGIN EXECUTE "
                        + Strings.quote(granted.substring(before.length()))
                        + "; EXCEPTION WHEN undefined_object OR syntax_error OR invalid_grant_operation THEN "
                        + "RAISE NOTICE 'skipped a permission: %', SQLERRM; END";
        return before + (procedure ? body : "DO $dap_permission$ " + body + " $dap_permission$");
    }
}
