package dap.warehouse.postgres.redshift;

import dap.warehouse.postgres.redshift.Node.Group;
import dap.warehouse.postgres.redshift.Scope.Alias;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Translates the tables of a query, and says which names they bring.
///
/// `t.items AS e AT i` after a table `t` goes through the elements of a SUPER column.
final class FromClause {

    private static final Set<String> JOIN_WORDS =
            Set.of("join", "inner", "left", "right", "full", "cross", "natural", "outer");
    private static final Set<String> NOT_ALIASES =
            Set.of(
                    "on", "using", "join", "inner", "left", "right", "full", "cross", "natural",
                    "outer", "where", "set", "when", "at", "pivot", "unpivot", "as", "and", "or",
                    "then");

    private final Unit unit;
    private final Expressions expressions;

    FromClause(Unit unit, Expressions expressions) {
        this.unit = unit;
        this.expressions = expressions;
    }

    /// Puts the names that `source` brings into `scope`.
    void register(Phrase source, Scope scope) {
        new Walk(source, scope, true).run();
    }

    /// The clause, without the word FROM.
    String translate(Phrase source, Scope scope) {
        return new Walk(source, scope, false).run();
    }

    /// The name of a table in PostgreSQL's words: its database left out.
    String table(List<Token> names) {
        return path(names.subList(Math.max(0, names.size() - 2), names.size()));
    }

    /// The names as they are, with dots.
    String path(List<Token> names) {
        return names.stream().map(unit.names()::spell).collect(Collectors.joining("."));
    }

    /// One way through the clause.
    private final class Walk {
        private final Phrase source;
        private final Scope scope;
        private final boolean registering;
        private final StringBuilder text = new StringBuilder();
        private int at;

        Walk(Phrase source, Scope scope, boolean registering) {
            this.source = source;
            this.scope = scope;
            this.registering = registering;
        }

        String run() {
            boolean item = true;
            while (at < source.size()) {
                String word = source.word(at);
                if (item && (word.equals("lateral") || word.equals("only"))) {
                    pass();
                } else if (item && word.equals("unpivot")) {
                    pairs();
                    item = false;
                } else if (item) {
                    item();
                    item = false;
                } else if (source.isSymbol(at, ",")) {
                    pass();
                    item = true;
                } else if ((JOIN_WORDS.contains(word) && !source.isRound(at + 1))
                        || word.equals("join")) {
                    pass();
                    item = word.equals("join");
                } else {
                    condition();
                }
            }
            return text.toString();
        }

        private void pass() {
            add(source.token(at).before(), source.token(at).text());
            at++;
        }

        private void add(String before, String piece) {
            text.append(before).append(piece);
        }

        /// What stands between the tables: ON … and USING (…).
        private void condition() {
            int start = at;
            do {
                at++;
            } while (at < source.size()
                    && !source.isSymbol(at, ",")
                    && !(JOIN_WORDS.contains(source.word(at)) && !source.isRound(at + 1))
                    && !source.word(at).equals("join"));
            if (!registering) {
                text.append(expressions.translate(source.slice(start, at), scope));
            }
        }

        private void item() {
            if (source.at(at) instanceof Group group) {
                brackets(group);
                return;
            }
            if (!source.isName(at)) {
                condition();
                return;
            }
            Chain chain = Chain.at(source, at);
            Token first = chain.names().getFirst();
            boolean known = scope.find(unit.names().fold(first)) != null;
            boolean goesIn =
                    !chain.path().isEmpty()
                            || (known && chain.names().size() > 1 && !source.isRound(chain.end()));
            if (goesIn) {
                elements(chain);
            } else if (source.isRound(chain.end())) {
                function(chain);
            } else {
                table(chain);
            }
        }

        private void brackets(Group group) {
            Phrase items = group.items();
            boolean query = items.isQuery();
            if (query && !registering) {
                add(group.open().before(), expressions.group(group, scope));
            } else if (!query) {
                Walk inside = new Walk(items, scope, registering);
                String joined = inside.run();
                add(group.open().before(), "(" + joined + group.close().before() + ")");
            }
            at++;
            alias(Alias.TABLE);
        }

        private void table(Chain chain) {
            Token first = chain.names().getFirst();
            add(first.before(), FromClause.this.table(chain.names()));
            at = chain.end();
            boolean aliased = alias(Alias.TABLE);
            if (registering && !aliased) {
                Queries.addTable(unit, scope, chain.names(), false);
            }
        }

        private void function(Chain chain) {
            Group group = source.group(chain.end());
            boolean unnest =
                    chain.names().size() == 1 && chain.names().getFirst().lower().equals("unnest");
            Token first = chain.names().getFirst();
            if (unnest) {
                String inside = registering ? "" : expressions.inner(group.items(), scope);
                at = chain.end() + 1;
                element(first.before(), "LATERAL dap_redshift.elements(" + inside + ")");
                return;
            }
            if (!registering) {
                text.append(expressions.translate(source.slice(at, chain.end() + 1), scope));
            }
            at = chain.end() + 1;
            alias(Alias.TABLE);
        }

        private void elements(Chain chain) {
            Token first = chain.names().getFirst();
            String value =
                    registering ? "" : expressions.inner(source.slice(at, chain.end()), scope);
            at = chain.end();
            element(first.before(), "LATERAL dap_redshift.elements(" + value + ")");
        }

        private void pairs() {
            Token word = source.token(at);
            at++;
            Chain chain = Chain.at(source, at);
            String value =
                    registering ? "" : expressions.inner(source.slice(at, chain.end()), scope);
            at = chain.end();
            element(word.before(), "LATERAL dap_redshift.attributes(" + value + ")");
        }

        private void element(String before, String call) {
            if (source.word(at).equals("as")) {
                at++;
            }
            if (!source.isName(at) || NOT_ALIASES.contains(source.word(at))) {
                Token token = source.token(Math.min(at, source.size() - 1));
                throw unit.place()
                        .refusal(
                                token,
                                "Going through a SUPER value without an alias",
                                "Name it with AS.");
            }
            String lines = source.slice(at, at + 1).lineBreaks();
            Token name = source.token(at);
            String spelled = unit.names().spell(name);
            at++;
            String columns = spelled;
            if (source.isRound(at)) {
                name = source.group(at).items().token(0);
                spelled = unit.names().spell(name);
                columns = spelled;
                at++;
            }
            if (source.word(at).equals("at") && source.isName(at + 1)) {
                columns += ", " + unit.names().spell(source.token(at + 1));
                at += 2;
            }
            if (registering) {
                scope.addAlias(unit.names().fold(name), Alias.ELEMENT);
            }
            add(before, call + " AS " + spelled + "(" + columns + ")" + lines);
        }

        /// Writes the alias that stands here, if one does.
        private boolean alias(Alias kind) {
            if (source.word(at).equals("pivot") || source.word(at).equals("unpivot")) {
                throw unit.place()
                        .refusal(
                                source.token(at),
                                source.token(at).text(),
                                "Write it with CASE and GROUP BY.");
            }
            if (source.word(at).equals("as")) {
                pass();
            }
            if (!source.isName(at) || NOT_ALIASES.contains(source.word(at))) {
                return false;
            }
            Token name = source.token(at);
            if (registering) {
                scope.addAlias(unit.names().fold(name), kind);
            }
            add(name.before(), unit.names().spell(name));
            at++;
            if (source.isRound(at)) {
                add(source.token(at).before(), expressions.group(source.group(at), scope));
                at++;
            }
            return true;
        }
    }
}
