package dap.redshift.postgres;

import dap.redshift.postgres.Types.Found;
import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/// Translates CREATE of everything but tables: schemas, views, procedures, functions.
final class Definitions {

    private static final Set<String> MODES = Set.of("in", "out", "inout");

    private final TranslationUnit unit;
    private final Parts parts;
    private final Tables tables;
    private final LateViews lateViews;

    Definitions(TranslationUnit unit, Parts parts, Tables tables) {
        this.unit = unit;
        this.parts = parts;
        this.tables = tables;
        this.lateViews = new LateViews(unit);
    }

    String create(Phrase phrase) {
        int at = 1;
        while (Set.of("or", "replace", "temp", "temporary", "local").contains(phrase.word(at))) {
            at++;
        }
        Token kind = phrase.token(Math.min(at, phrase.size() - 1));
        return switch (phrase.word(at)) {
            case "table" -> table(phrase, named(phrase, at + 1));
            case "view" -> view(phrase, at + 1);
            case "materialized" -> view(phrase, at + 2);
            case "schema" -> schema(phrase, at + 1);
            case "external" -> {
                if (phrase.word(at + 1).equals("schema")) {
                    yield schema(phrase, at + 2);
                }
                throw unit.file()
                        .refusal(
                                kind,
                                "CREATE EXTERNAL "
                                        + phrase.token(at + 1).text().toUpperCase(Locale.ROOT),
                                "DAP lands STAGE rows in dap_txma_stage.<family>; take the statement out.");
            }
            case "procedure", "function" -> procedure(phrase, at + 1);
            case "user", "group", "role" -> "";
            default ->
                    throw unit.file()
                            .refusal(
                                    kind,
                                    "CREATE " + kind.text().toUpperCase(Locale.ROOT),
                                    "Take it out.");
        };
    }

    private static int named(Phrase phrase, int at) {
        return phrase.hasWords(at, "if", "not", "exists") ? at + 3 : at;
    }

    private String schema(Phrase phrase, int at) {
        int name = named(phrase, at);
        Token token =
                phrase.token(name).lower().equals("authorization")
                        ? phrase.token(name + 1)
                        : phrase.token(name);
        return phrase.token(0).before()
                + "CREATE SCHEMA IF NOT EXISTS "
                + unit.names().spell(token)
                + phrase.from(1).lineBreaks();
    }

    private String table(Phrase phrase, int name) {
        String created = tables.create(phrase, name);
        boolean temporary =
                phrase.indexOf(Set.of("temp", "temporary"), 0) < name
                        || phrase.token(name).text().startsWith("#");
        return temporary ? created : lateViews.afterNewRelation(created);
    }

    private String view(Phrase phrase, int at) {
        int start = named(phrase, at);
        NamePath chain = NamePath.at(phrase, start);
        String name = unit.names().table(chain.names());
        boolean replaces = phrase.hasWords(1, "or", "replace");
        int as = phrase.indexOf(Set.of("as"), chain.end());
        boolean late = phrase.hasWords(phrase.size() - 4, "with", "no", "schema", "binding");
        int end = late ? phrase.size() - 4 : phrase.size();
        String columns = phrase.isRound(chain.end()) ? parts.names(phrase.group(chain.end())) : "";
        String query = parts.query(phrase.slice(as + 1, end));
        String rest = phrase.slice(end, phrase.size()).lineBreaks();
        if (late) {
            String lines = phrase.slice(1, as + 1).lineBreaks();
            return phrase.token(0).before()
                    + lateViews.create(name, columns, lines + query, replaces)
                    + rest;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < start; i++) {
            text.append(phrase.token(i).before()).append(phrase.token(i).text());
        }
        text.append(phrase.token(start).before()).append(name);
        text.append(columns.isEmpty() ? "" : " " + columns);
        text.append(phrase.slice(chain.end(), as).lineBreaks());
        Token word = phrase.token(as);
        text.append(word.before().isEmpty() ? " " : word.before()).append(word.text());
        String created = text.append(query).append(rest).toString();
        return lateViews.afterNewRelation(
                replaces ? lateViews.replacedByOrdinary(phrase, name, created) : created);
    }

    private String procedure(Phrase phrase, int at) {
        NamePath chain = NamePath.at(phrase, at);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < at; i++) {
            text.append(phrase.token(i).before()).append(phrase.token(i).text());
        }
        text.append(phrase.token(at).before()).append(unit.names().table(chain.names()));
        Set<String> variables = new HashSet<>();
        int next = chain.end();
        if (phrase.isRound(next)) {
            text.append(parameters(phrase.group(next), variables));
            next++;
        }
        int language = phrase.indexOf(Set.of("language"), next);
        Token dialect = phrase.token(Math.min(language + 1, phrase.size() - 1));
        boolean sql = dialect.name().equalsIgnoreCase("sql");
        if (language < phrase.size() && !sql && !dialect.name().equalsIgnoreCase("plpgsql")) {
            throw unit.file()
                    .refusal(
                            dialect,
                            "A procedure in " + dialect.text(),
                            "Write it in PL/pgSQL or SQL.");
        }
        // Behind its body too, NONATOMIC is an option.
        boolean nonatomic = phrase.indexOf(Set.of("nonatomic"), next) < phrase.size();
        BodyTranslator bodies = new BodyTranslator(unit.withVariables(variables, Set.of()));
        for (; next < phrase.size(); next++) {
            Token token = phrase.token(next);
            boolean body = phrase.word(next - 1).equals("as");
            if (phrase.word(next).equals("nonatomic")) {
                text.append(phrase.slice(next, next + 1).lineBreaks());
            } else if (body && token.kind() == Kind.DOLLAR) {
                text.append(token.before()).append(bodies.quoted(token, sql, !nonatomic));
            } else if (body && token.kind() == Kind.STRING) {
                throw unit.file()
                        .refusal(token, "A body in single quotes", "Put it between $$ and $$.");
            } else if (phrase.word(next - 1).equals("returns")) {
                Found type = unit.types().find(phrase, next).orElseThrow(Unfinished::new);
                text.append(token.before()).append(type.text());
                next = type.end() - 1;
            } else {
                text.append(token.before()).append(token.text());
            }
        }
        return text.toString();
    }

    private String parameters(Node.Group group, Set<String> variables) {
        StringJoiner joined =
                new StringJoiner(",", group.open().before() + "(", group.close().before() + ")");
        for (Phrase parameter : group.items().split(",")) {
            StringBuilder text = new StringBuilder();
            int at = 0;
            boolean named = false;
            while (MODES.contains(parameter.word(at))
                    || (!named
                            && unit.types()
                                    .find(parameter, at)
                                    .map(type -> type.end() < parameter.size())
                                    .orElse(false))) {
                boolean mode = MODES.contains(parameter.word(at));
                Token token = parameter.token(at);
                text.append(token.before()).append(mode ? token.text() : unit.names().spell(token));
                if (!mode) {
                    variables.add(unit.names().fold(token));
                    named = true;
                }
                at++;
            }
            Found type = unit.types().find(parameter, at).orElseThrow(Unfinished::new);
            joined.add(text + parameter.token(at).before() + type.text());
        }
        return joined.toString();
    }
}
