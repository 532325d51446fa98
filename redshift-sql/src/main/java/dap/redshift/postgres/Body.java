package dap.redshift.postgres;

import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One way through a body.
final class Body {
    private final TranslationUnit unit;
    private final Phrase phrase;
    private final Statements statements;
    private final Parts parts;
    private final StringBuilder text = new StringBuilder();
    private final Handlers handlers;
    private boolean declaring;
    private int at;

    Body(TranslationUnit unit, Phrase phrase, Handlers handlers) {
        this.unit = unit;
        this.phrase = phrase;
        this.handlers = handlers;
        this.statements = new Statements(unit, true);
        this.parts = statements.parts();
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
                int when = until("when");
                if (when > at) {
                    expression(when);
                }
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
            text.append(new Declarations(unit, parts).translate(phrase.slice(at, end)));
            at = end;
        } else if (isAssignment()) {
            words(NamePath.at(phrase, at).end() + 1);
            expression(end);
        } else if (Set.of("exit", "continue").contains(phrase.word(at))) {
            handlers.jump(phrase.slice(at, end));
            jump(end);
        } else if (phrase.word(at).equals("raise")) {
            raise(end);
        } else if (Set.of("fetch", "close", "move", "get", "null").contains(phrase.word(at))) {
            words(end);
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
        NamePath chain = NamePath.at(phrase, at);
        return phrase.isSymbol(chain.end(), ":=") || phrase.isSymbol(chain.end(), "=");
    }

    private void pass() {
        raw(at + 1);
    }

    private void raw(int end) {
        for (; at < end; at++) {
            Node node = phrase.at(at);
            text.append(
                    node instanceof Node.Group
                            ? parts.words(phrase.slice(at, at + 1))
                            : node.first().before() + node.first().text());
        }
    }

    private void words(int end) {
        text.append(parts.words(phrase.slice(at, end)));
        at = end;
    }

    /// EXIT and CONTINUE, with a label and a condition perhaps.
    private void jump(int end) {
        int when = phrase.indexOf(Set.of("when"), at);
        words(Math.min(end, when + 1));
        if (at < end) {
            expression(end);
        }
    }

    /// RAISE: its level and format as they stand, its values translated.
    private void raise(int end) {
        int comma = at;
        while (comma < end && !phrase.isSymbol(comma, ",")) {
            comma++;
        }
        words(Math.min(comma + 1, end));
        if (at < end) {
            expressions(end);
        }
    }

    private void expressions(int end) {
        text.append(parts.expressions(phrase.slice(at, end)));
        at = end;
    }

    private void expression(int end) {
        text.append(parts.expression(phrase.slice(at, end)));
        at = end;
    }

    private void query(int end) {
        text.append(parts.query(phrase.slice(at, end)));
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
        throw unit.file()
                .syntax(
                        token.line(),
                        token.column(),
                        word.toUpperCase(Locale.ROOT) + " is missing",
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
        words(until("in") + 1);
        int end = until("loop");
        if (phrase.slice(at, end).isQuery()) {
            query(end);
        } else {
            range(end);
        }
        pass();
    }

    /// What FOR goes through, where that is no query: numbers, a cursor, or SQL in text.
    private void range(int end) {
        if (phrase.word(at).equals("execute") || phrase.word(at).equals("reverse")) {
            words(at + 1);
        }
        int dots = at;
        while (dots < end && !phrase.isSymbol(dots, "..")) {
            dots++;
        }
        expression(dots);
        if (at < end) {
            words(at + 1);
            int by = phrase.indexOf(Set.of("by"), at);
            expression(Math.min(by, end));
        }
        if (at < end) {
            words(at + 1);
            expression(end);
        }
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
            return;
        }
        if (phrase.word(at).equals("next")) {
            pass();
        }
        if (at < end) {
            expression(end);
        }
    }

    private void open() {
        int end = end();
        int query = phrase.indexOf(Set.of("for"), at);
        if (query < end && !phrase.word(query + 1).equals("execute")) {
            raw(query + 1);
            query(end);
        } else if (query < end) {
            raw(query + 2);
            expression(end);
        } else {
            raw(at + 2);
            if (at < end) {
                text.append(parts.arguments(phrase.group(at)));
                at++;
            }
        }
    }

    private void perform() {
        int end = end();
        Phrase statement = phrase.slice(at, end);
        Token word = phrase.token(at);
        // The word before a query of its own: PostgreSQL puts SELECT in the place of PERFORM.
        Token select = new Token(Kind.WORD, "SELECT", "", word.line(), word.column());
        List<Node> nodes = new ArrayList<>(statement.nodes());
        nodes.set(0, new Node.Leaf(select));
        String query = parts.query(new Phrase(nodes));
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
            return;
        }
        int into = Math.min(end, phrase.indexOf(Set.of("into"), at));
        int using = Math.min(end, phrase.indexOf(Set.of("using"), at));
        expression(Math.min(into, using));
        words(Math.max(at, using < end ? using + 1 : end));
        if (at < end) {
            expressions(end);
        }
    }
}
