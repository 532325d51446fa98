package dap.warehouse.postgres.redshift;

import dap.warehouse.postgres.redshift.Scope.Alias;
import dap.warehouse.postgres.redshift.Token.Kind;
import java.util.List;
import java.util.Set;

/// Translates queries: WITH, SELECT with all its clauses, and what joins several of them.
final class Queries {

    private static final Set<String> SET_OPERATORS =
            Set.of("union", "intersect", "except", "minus");
    private static final Set<String> AFTER_FROM =
            Set.of(
                    "where", "group", "having", "qualify", "order", "limit", "offset", "for",
                    "connect", "start");
    private static final Set<String> AFTER_QUALIFY = Set.of("order", "limit", "offset", "for");

    private final Unit unit;
    private final Expressions expressions;
    private final FromClause froms;

    Queries(Unit unit) {
        this.unit = unit;
        this.expressions = new Expressions(unit, this);
        this.froms = new FromClause(unit, expressions);
    }

    Expressions expressions() {
        return expressions;
    }

    FromClause froms() {
        return froms;
    }

    /// A whole query: what stands in brackets, or makes a statement.
    String query(Phrase phrase, Scope outer) {
        int start = 0;
        String with = "";
        if (phrase.word(0).equals("with")) {
            start = afterWith(phrase);
            with = expressions.translate(phrase.slice(0, start), outer);
        }
        StringBuilder text = new StringBuilder(with);
        int at = start;
        boolean several = phrase.indexOf(SET_OPERATORS, start) < phrase.size();
        while (at < phrase.size()) {
            int end = phrase.indexOf(SET_OPERATORS, at);
            text.append(core(phrase.slice(at, end), outer, several));
            if (end < phrase.size()) {
                Token operator = phrase.token(end);
                String word = operator.lower().equals("minus") ? "EXCEPT" : operator.text();
                text.append(operator.before()).append(word);
                end++;
                if (phrase.word(end).equals("all") || phrase.word(end).equals("distinct")) {
                    text.append(phrase.token(end).before()).append(phrase.token(end).text());
                    end++;
                }
            }
            at = end;
        }
        return text.toString();
    }

    /// Where the statement begins that WITH stands before.
    static int afterWith(Phrase phrase) {
        int at = phrase.indexOf(Set.of("select", "insert", "update", "delete", "merge"), 0);
        // WITH … (SELECT …) has its query in brackets.
        if (at == phrase.size()
                && at > 0
                && phrase.isRound(at - 1)
                && !phrase.word(at - 2).equals("as")) {
            return at - 1;
        }
        return at;
    }

    private String core(Phrase phrase, Scope outer, boolean several) {
        if (!phrase.word(0).equals("select")) {
            return expressions.translate(phrase, outer);
        }
        int from = fromIndex(phrase, 1);
        int tail = phrase.indexOf(AFTER_FROM, Math.min(from + 1, phrase.size()));
        for (int i = from; i < phrase.size(); i++) {
            if (phrase.hasWords(i, "connect", "by") || phrase.hasWords(i, "start", "with")) {
                throw unit.place().refusal(phrase.token(i), "CONNECT BY", "Use WITH RECURSIVE.");
            }
        }
        Scope scope = new Scope(outer);
        Phrase source = phrase.slice(from + 1, tail);
        froms.register(source, scope);

        Top top = Top.of(phrase, unit, several);
        Phrase list = new LateralAliases(unit, phrase).expand(phrase.slice(top.end(), from));
        int qualify = phrase.indexOf(Set.of("qualify"), tail);
        int rest = phrase.indexOf(AFTER_QUALIFY, qualify);
        String select = phrase.token(0).before() + phrase.token(0).text() + top.head();
        String fromText =
                from < phrase.size()
                        ? phrase.token(from).before()
                                + phrase.token(from).text()
                                + froms.translate(source, scope)
                        : "";
        String where =
                expressions.translate(phrase.slice(tail, Math.min(qualify, phrase.size())), scope);
        String items = expressions.translate(list, scope);
        String last = expressions.translate(phrase.slice(rest, phrase.size()), scope) + top.limit();
        if (qualify == phrase.size()) {
            return select + items + fromText + where + last;
        }
        Phrase condition = phrase.slice(qualify + 1, rest);
        Qualify.Wrapped wrapped =
                new Qualify(unit)
                        .wrap(
                                phrase.token(qualify),
                                list,
                                source,
                                condition,
                                items,
                                expressions.translate(condition, scope));
        return phrase.token(0).before()
                + wrapped.head()
                + "SELECT"
                + top.head()
                + wrapped.items()
                + fromText
                + where
                + wrapped.tail()
                + last;
    }

    /// Where FROM begins: not that of `IS DISTINCT FROM`.
    static int fromIndex(Phrase phrase, int start) {
        int at = phrase.indexOf(Set.of("from"), start);
        while (at < phrase.size()
                && phrase.word(at - 1).equals("distinct")
                && (phrase.word(at - 2).equals("is") || phrase.word(at - 2).equals("not"))) {
            at = phrase.indexOf(Set.of("from"), at + 1);
        }
        return at;
    }

    /// DISTINCT and TOP at the head of a select list.
    ///
    /// @param limit what stands at the end of the query for TOP
    /// @param end where the list begins
    private record Top(String head, String limit, int end) {
        static Top of(Phrase phrase, Unit unit, boolean several) {
            StringBuilder head = new StringBuilder();
            String limit = "";
            int at = 1;
            while (true) {
                String word = phrase.word(at);
                boolean top =
                        word.equals("top")
                                && (phrase.isKind(at + 1, Kind.NUMBER) || phrase.isRound(at + 1));
                if (top && several) {
                    throw unit.place()
                            .refusal(
                                    phrase.token(at),
                                    "TOP beside UNION",
                                    "Put that SELECT into brackets, with LIMIT.");
                } else if (top) {
                    Node count = phrase.at(at + 1);
                    limit =
                            " LIMIT "
                                    + (count instanceof Node.Group group
                                            ? group.items().token(0).text()
                                            : count.first().text());
                    at += 2;
                } else if (word.equals("distinct") || word.equals("all")) {
                    head.append(phrase.token(at).before()).append(phrase.token(at).text());
                    at++;
                } else {
                    return new Top(head.toString(), limit, at);
                }
            }
        }
    }

    /// A scope that knows `name` (or its alias) as a table.
    static void addTable(Unit unit, Scope scope, List<Token> name, boolean aliased) {
        scope.addAlias(unit.names().fold(name.getLast()), Alias.TABLE);
        if (!aliased) {
            scope.addTable(
                    name.stream()
                            .map(unit.names()::fold)
                            .reduce((a, b) -> a + "." + b)
                            .orElseThrow());
            if (name.size() == 3) {
                scope.addTable(
                        unit.names().fold(name.get(1)) + "." + unit.names().fold(name.get(2)));
            }
        }
    }
}
