package dap.warehouse.postgres.redshift;

import dap.warehouse.postgres.redshift.Token.Kind;
import dap.warehouse.postgres.redshift.Types.SqlType;
import java.util.HashSet;
import java.util.Set;

/// Translates the bodies of procedures and functions.
final class Bodies {

    private final Unit unit;

    Bodies(Unit unit) {
        this.unit = unit;
    }

    /// The body between its dollars.
    ///
    /// @param throwsOn whether an error is thrown on once a handler has dealt with it, as in every
    ///   procedure that is not NONATOMIC
    String quoted(Token body, boolean sql, boolean throwsOn) {
        String text = body.text();
        int open = text.indexOf('$', 1) + 1;
        String inside = text.substring(open, text.length() - open);
        Token last = unit.parseAll(inside, body.line(), body.column() + open).getLast();
        Phrase phrase = unit.parse(inside, body.line(), body.column() + open);
        String tag = text.substring(0, open);
        if (sql) {
            return tag + new Statements(unit, false).script(phrase) + last.before() + tag;
        }
        Unit inner = unit.withVariables(declared(phrase, false), declared(phrase, true));
        // In Redshift a variable wins over a column of the same name.
        return tag
                + "#variable_conflict use_variable "
                + new Body(inner, phrase, new Handlers(inner.place(), throwsOn)).run()
                + last.before()
                + tag;
    }

    /// The names that DECLARE sections and loops bring.
    ///
    /// @param documents whether only those of type SUPER are asked for
    private Set<String> declared(Phrase phrase, boolean documents) {
        Set<String> names = new HashSet<>();
        boolean declaring = false;
        for (int i = 0; i < phrase.size(); i++) {
            String word = phrase.word(i);
            if (word.equals("declare")) {
                declaring = true;
            } else if (word.equals("begin")) {
                declaring = false;
            }
            boolean starts = phrase.word(i - 1).equals("declare") || phrase.isSymbol(i - 1, ";");
            boolean loop = phrase.word(i - 1).equals("for") && phrase.word(i + 1).equals("in");
            boolean asked = !documents || phrase.word(i + 1).equals("super");
            if (asked
                    && phrase.isName(i)
                    && ((declaring && starts && !word.equals("begin")) || loop)) {
                names.add(unit.names().fold(phrase.token(i)));
            }
        }
        return names;
    }

    /// One way through a body.
    private static final class Body {
        private final Unit unit;
        private final Phrase phrase;
        private final Statements statements;
        private final Scope none = new Scope(null);
        private final StringBuilder text = new StringBuilder();
        private final Handlers handlers;
        private boolean declaring;
        private int at;

        Body(Unit unit, Phrase phrase, Handlers handlers) {
            this.unit = unit;
            this.phrase = phrase;
            this.handlers = handlers;
            this.statements = new Statements(unit, true);
        }

        String run() {
            while (at < phrase.size()) {
                step();
            }
            return text.toString();
        }

        private void step() {
            String word = phrase.word(at);
            switch (word) {
                case "declare" -> {
                    declaring = true;
                    pass();
                }
                case "begin" -> {
                    declaring = false;
                    handlers.begin();
                    pass();
                }
                case "loop" -> {
                    handlers.loop();
                    pass();
                }
                case "exception" -> {
                    at = handlers.exception(phrase, at, text);
                }
                case "else", "<<" -> pass();
                case "if" -> {
                    handlers.branch();
                    condition("then");
                }
                case "elsif", "elseif" -> condition("then");
                case "when" -> {
                    handlers.when(phrase.token(at));
                    condition("then");
                }
                case "while" -> {
                    handlers.loop();
                    condition("loop");
                }
                case "case" -> {
                    handlers.branch();
                    pass();
                    expression(until("when"));
                }
                case "for" -> loop();
                case "end" -> {
                    text.append(handlers.end());
                    raw(end());
                }
                case "execute" -> execute();
                case "return" -> returned();
                case "open" -> open();
                case "perform" -> perform();
                default -> other();
            }
        }

        private void other() {
            int end = end();
            if (phrase.isSymbol(at, "<<") || phrase.isSymbol(at, ";")) {
                raw(phrase.isSymbol(at, ";") ? at + 1 : at + 3);
            } else if (declaring) {
                declaration(end);
            } else if (isAssignment()) {
                expression(end);
            } else if (Set.of("exit", "continue").contains(phrase.word(at))) {
                handlers.jump(phrase.slice(at, end));
                expression(end);
            } else if (Set.of("raise", "fetch", "close", "move", "get", "null")
                    .contains(phrase.word(at))) {
                expression(end);
            } else {
                String translated = statements.statement(phrase.slice(at, end));
                String lines = phrase.slice(at, end).lineBreaks();
                text.append(translated.isEmpty() ? lines + " NULL" : translated);
                at = end;
            }
            if (phrase.isSymbol(at, ";")) {
                pass();
            }
        }

        private boolean isAssignment() {
            if (!phrase.isName(at)) {
                return false;
            }
            Chain chain = Chain.at(phrase, at);
            return phrase.isSymbol(chain.end(), ":=") || phrase.isSymbol(chain.end(), "=");
        }

        private void pass() {
            raw(at + 1);
        }

        private void raw(int end) {
            for (; at < end; at++) {
                Node node = phrase.at(at);
                text.append(node.first().before())
                        .append(
                                node instanceof Node.Group group
                                        ? statements.expressions().group(group, none)
                                        : node.first().text());
            }
        }

        private void expression(int end) {
            text.append(statements.expressions().translate(phrase.slice(at, end), none));
            at = end;
        }

        private void query(int end) {
            text.append(statements.queries().query(phrase.slice(at, end), none));
            at = end;
        }

        /// The end of the statement: its semicolon.
        private int end() {
            int end = at;
            while (end < phrase.size() && !phrase.isSymbol(end, ";")) {
                end++;
            }
            return end;
        }

        /// Where `word` stands, outside of CASE … END.
        private int until(String word) {
            int cases = 0;
            for (int i = at; i < phrase.size(); i++) {
                String found = phrase.word(i);
                if (found.equals("case")) {
                    cases++;
                } else if (found.equals("end")) {
                    cases--;
                } else if (cases == 0 && found.equals(word)) {
                    return i;
                }
            }
            Token token = phrase.token(at);
            throw unit.place()
                    .syntax(
                            token.line(),
                            token.column(),
                            word.toUpperCase(java.util.Locale.ROOT) + " is missing",
                            "Add it.");
        }

        private void condition(String word) {
            pass();
            int end = until(word);
            // PL/pgSQL ends a condition at the first THEN outside brackets, that of a CASE too.
            boolean bracket = phrase.indexOf(Set.of("case"), at) < end;
            text.append(bracket ? " (" : "");
            expression(end);
            text.append(bracket ? ")" : "");
            pass();
        }

        private void loop() {
            handlers.loop();
            raw(at + 1);
            int in = until("in");
            expression(in);
            pass();
            int end = until("loop");
            if (phrase.slice(at, end).isQuery()) {
                query(end);
            } else {
                expression(end);
            }
            pass();
        }

        private void returned() {
            int end = end();
            if (handlers.isThrownOn()) {
                text.append(phrase.token(at).before()).append("RAISE");
                text.append(phrase.slice(at + 1, end).lineBreaks());
                at = end;
                return;
            }
            pass();
            if (phrase.word(at).equals("query")) {
                pass();
                query(end);
            } else {
                expression(end);
            }
        }

        private void open() {
            int end = end();
            int query = phrase.indexOf(Set.of("for"), at);
            if (query < end && !phrase.word(query + 1).equals("execute")) {
                raw(query + 1);
                query(end);
            } else {
                expression(end);
            }
        }

        private void perform() {
            int end = end();
            Phrase statement = phrase.slice(at, end);
            Token word = phrase.token(at);
            // The word before a query of its own: PostgreSQL puts SELECT in the place of PERFORM.
            Token select = new Token(Kind.WORD, "SELECT", "", word.line(), word.column());
            var nodes = new java.util.ArrayList<>(statement.nodes());
            nodes.set(0, new Node.Leaf(select));
            String query = statements.queries().query(new Phrase(nodes), none);
            text.append(word.before())
                    .append(word.text())
                    .append(query, select.text().length(), query.length());
            at = end;
        }

        /// SQL in a literal is translated; what is put together while running cannot be.
        private void execute() {
            int end = end();
            pass();
            boolean whole = at + 1 == end && phrase.isKind(at, Kind.STRING);
            if (whole) {
                Token literal = phrase.token(at);
                Phrase script =
                        unit.parse(Strings.value(literal), literal.line(), literal.column() + 1);
                String translated = statements.script(script);
                text.append(literal.before())
                        .append(Strings.quote(translated.isBlank() ? "SELECT 1" : translated));
                at = end;
            } else {
                expression(end);
            }
        }

        private void declaration(int end) {
            Token name = phrase.token(at);
            text.append(name.before()).append(unit.names().spell(name));
            at++;
            int query = phrase.indexOf(Set.of("for", "is"), at);
            if (phrase.indexOf(Set.of("cursor"), at) < end && query < end) {
                raw(query + 1);
                query(end);
                return;
            }
            if (phrase.word(at).equals("constant")) {
                pass();
            }
            if (phrase.word(at).equals("alias")) {
                raw(end);
                return;
            }
            type(end);
            expression(end);
        }

        private void type(int end) {
            Chain chain = Chain.at(phrase, at);
            if (phrase.isSymbol(chain.end(), "%")) {
                int keep = phrase.word(chain.end() + 1).equals("type") ? 3 : 2;
                var names = chain.names();
                text.append(phrase.token(at).before())
                        .append(
                                statements
                                        .queries()
                                        .froms()
                                        .path(
                                                names.subList(
                                                        Math.max(0, names.size() - keep),
                                                        names.size())));
                at = chain.end();
                raw(at + 2);
                return;
            }
            SqlType type = unit.types().find(phrase, at).orElseThrow(Unfinished::new);
            String lines = phrase.slice(at + 1, Math.min(type.end(), end)).lineBreaks();
            text.append(phrase.token(at).before()).append(type.text()).append(lines);
            at = type.end();
        }
    }
}
