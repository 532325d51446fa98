package dap.warehouse.postgres.redshift;

import dap.warehouse.postgres.redshift.Scope.Alias;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/// Translates INSERT, UPDATE, DELETE and MERGE.
final class Dml {

    private final Unit unit;
    private final Queries queries;
    private final Expressions expressions;

    Dml(Unit unit, Queries queries) {
        this.unit = unit;
        this.queries = queries;
        this.expressions = queries.expressions();
    }

    String insert(Phrase phrase) {
        Chain target = Chain.at(phrase, 2);
        StringBuilder text = new StringBuilder(head(phrase, 2)).append(table(target));
        int at = target.end();
        if (phrase.isRound(at) && !phrase.group(at).items().isQuery()) {
            text.append(columns(phrase.group(at)));
            at++;
        }
        Phrase rest = phrase.from(at);
        Scope none = new Scope(null);
        boolean query = rest.isQuery() && !rest.word(0).equals("values");
        return text.append(query ? queries.query(rest, none) : expressions.translate(rest, none))
                .toString();
    }

    String update(Phrase phrase) {
        int set = phrase.indexOf(Set.of("set"), 1);
        int from = Queries.fromIndex(phrase, set);
        int where = phrase.indexOf(Set.of("where"), set);
        Scope scope = new Scope(null);
        String target = target(phrase.slice(1, set), scope);
        Phrase source = phrase.slice(from + 1, Math.max(where, from + 1));
        queries.froms().register(source, scope);
        String text =
                head(phrase, 1)
                        + target
                        + head(phrase.from(set), 1)
                        + assignments(phrase.slice(set + 1, Math.min(from, where)), scope);
        if (from < phrase.size()) {
            text += head(phrase.from(from), 1) + queries.froms().translate(source, scope);
        }
        return text + expressions.translate(phrase.from(where), scope);
    }

    String delete(Phrase phrase) {
        boolean hasFrom = phrase.word(1).equals("from");
        int start = hasFrom ? 2 : 1;
        int using = phrase.indexOf(Set.of("using"), start);
        int where = phrase.indexOf(Set.of("where"), start);
        Scope scope = new Scope(null);
        String target = target(phrase.slice(start, Math.min(using, where)), scope);
        Phrase source = phrase.slice(using + 1, where);
        queries.froms().register(source, scope);
        String text = head(phrase, start) + (hasFrom ? "" : " FROM") + target;
        if (using < phrase.size()) {
            text += head(phrase.from(using), 1) + queries.froms().translate(source, scope);
        }
        return text + expressions.translate(phrase.from(where), scope);
    }

    String merge(Phrase phrase) {
        int using = phrase.indexOf(Set.of("using"), 2);
        int on = phrase.indexOf(Set.of("on"), using);
        int when = phrase.indexOf(Set.of("when"), on);
        int remove = phrase.indexOf(Set.of("remove"), on);
        if (remove < phrase.size()) {
            throw unit.place()
                    .refusal(
                            phrase.token(remove),
                            "REMOVE DUPLICATES",
                            "Write WHEN MATCHED and WHEN NOT MATCHED.");
        }
        Scope scope = new Scope(null);
        String target = target(phrase.slice(2, using), scope);
        Phrase source = phrase.slice(using + 1, on);
        queries.froms().register(source, scope);
        StringBuilder text =
                new StringBuilder(head(phrase, 2))
                        .append(target)
                        .append(head(phrase.from(using), 1))
                        .append(queries.froms().translate(source, scope))
                        .append(expressions.translate(phrase.slice(on, when), scope));
        int at = when;
        while (at < phrase.size()) {
            int next = phrase.indexOf(Set.of("when"), at + 1);
            text.append(branch(phrase.slice(at, next), scope));
            at = next;
        }
        return text.toString();
    }

    private String branch(Phrase phrase, Scope scope) {
        int then = phrase.indexOf(Set.of("then"), 0);
        String condition = expressions.translate(phrase.slice(0, then + 1), scope);
        Phrase action = phrase.from(then + 1);
        if (action.hasWords(0, "update", "set")) {
            return condition + head(action, 2) + assignments(action.from(2), scope);
        }
        if (action.word(0).equals("insert") && action.isRound(1)) {
            return condition
                    + head(action, 1)
                    + columns(action.group(1))
                    + expressions.translate(action.from(2), scope);
        }
        return condition + expressions.translate(action, scope);
    }

    /// `a = 1, t.b = 2`: PostgreSQL wants the columns without their table.
    private String assignments(Phrase phrase, Scope scope) {
        List<String> all = new ArrayList<>();
        for (Phrase assignment : phrase.split(",")) {
            if (!assignment.isName(0)) {
                all.add(expressions.translate(assignment, scope));
                continue;
            }
            Chain column = Chain.at(assignment, 0);
            all.add(
                    assignment.token(0).before()
                            + unit.names().spell(column.names().getLast())
                            + expressions.translate(assignment.from(column.end()), scope));
        }
        return String.join(",", all);
    }

    private String columns(Node.Group group) {
        StringJoiner joined =
                new StringJoiner(",", group.open().before() + "(", group.close().before() + ")");
        for (Phrase column : group.items().split(",")) {
            Token name = Chain.at(column, 0).names().getLast();
            joined.add(column.token(0).before() + unit.names().spell(name));
        }
        return joined.toString();
    }

    private String target(Phrase phrase, Scope scope) {
        Chain chain = Chain.at(phrase, 0);
        int at = chain.end();
        boolean as = phrase.word(at).equals("as");
        boolean aliased = phrase.isName(as ? at + 1 : at);
        Queries.addTable(unit, scope, chain.names(), aliased);
        String text = table(chain);
        if (aliased) {
            Token alias = phrase.token(as ? at + 1 : at);
            scope.addAlias(unit.names().fold(alias), Alias.TABLE);
            text +=
                    (as ? head(phrase.from(at), 1) : "")
                            + alias.before()
                            + unit.names().spell(alias);
        }
        return text;
    }

    private String table(Chain chain) {
        return chain.names().getFirst().before() + queries.froms().table(chain.names());
    }

    /// The first words as they stand.
    private static String head(Phrase phrase, int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(phrase.token(i).before()).append(phrase.token(i).text());
        }
        return text.toString();
    }
}
