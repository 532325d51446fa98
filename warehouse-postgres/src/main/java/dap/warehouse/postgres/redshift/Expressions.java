package dap.warehouse.postgres.redshift;

import dap.warehouse.postgres.redshift.Node.Group;
import dap.warehouse.postgres.redshift.Node.Leaf;
import dap.warehouse.postgres.redshift.Scope.Alias;
import dap.warehouse.postgres.redshift.Token.Kind;
import dap.warehouse.postgres.redshift.Types.SqlType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Translates expressions: names, paths into SUPER, calls, casts, literals.
///
/// What stands between them (operators, keywords) passes as it is.
final class Expressions {

    /// Words that are never names in an expression.
    private static final Set<String> KEYWORDS =
            Set.of(
                    ("select distinct all from where and or not in is null true false between like ilike "
                                    + "similar exists then as asc desc order by group having limit union intersect "
                                    + "except over partition rows range unbounded preceding following any some "
                                    + "escape collate nulls within using on into values default set with recursive "
                                    + "when matched else unknown isnull notnull to offset")
                            .split(" "));

    private static final Set<String> TYPED_LITERALS =
            Set.of("date", "timestamp", "timestamptz", "time", "timetz", "interval", "datetime");

    private static final Set<String> COMPARISONS =
            Set.of("=", "<>", "!=", "<", "<=", ">", ">=", "~", "!~", "||");

    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%");

    private static final Set<String> INTERVAL_UNITS =
            Set.of("year", "month", "day", "hour", "minute", "second", "to");

    private final Unit unit;
    private final Queries queries;
    private final Functions functions;

    Expressions(Unit unit, Queries queries) {
        this.unit = unit;
        this.queries = queries;
        this.functions = new Functions(unit, this);
    }

    String translate(Phrase phrase, Scope scope) {
        return new Pass(phrase, scope).run();
    }

    /// The text without the white space before it, for use within a call of ours.
    String inner(Phrase phrase, Scope scope) {
        return translate(phrase, scope).strip();
    }

    String group(Group group, Scope scope) {
        Phrase items = group.items();
        String inside = items.isQuery() ? queries.query(items, scope) : translate(items, scope);
        return group.open().text() + inside + group.close().before() + group.close().text();
    }

    /// `operand` (PostgreSQL's SQL) converted to `type` as Redshift would.
    String cast(String operand, boolean literal, SqlType type) {
        if (literal || type.converter().isEmpty() || !unit.usesSuper()) {
            return operand + "::" + type.text();
        }
        return "dap_redshift." + type.converter() + "(" + operand + ")::" + type.text();
    }

    /// A call that goes from `operand` into SUPER.
    String navigate(String operand, List<Node> path, Scope scope) {
        if (path.isEmpty()) {
            return operand;
        }
        String steps =
                path.stream().map(step -> step(step, scope)).collect(Collectors.joining(", "));
        return "dap_redshift.navigate(" + operand + ", " + steps + ")";
    }

    private String step(Node step, Scope scope) {
        return switch (step) {
            case Leaf(Token token) -> "'" + unit.names().fold(token).replace("'", "''") + "'";
            case Group group -> {
                Phrase index = group.items();
                String text = inner(index, scope);
                boolean constant = index.size() == 1 && index.isKind(0, Kind.NUMBER);
                boolean name = index.isText();
                yield constant ? "'" + text + "'" : name ? text : "(" + text + ")::text";
            }
        };
    }

    /// One run over one phrase.
    private final class Pass {
        private final Phrase phrase;
        private final Scope scope;
        private final Output out = new Output();
        private final Deque<Integer> cases = new ArrayDeque<>();

        /// Where the operand begins that a cast or a path would apply to; -1 for none.
        private int operand = -1;

        /// Where the operand before NOT begins.
        private int negated = -1;

        private boolean literal;

        /// Whether the operand is surely not SUPER.
        private boolean typed;

        /// Whether the operand is what a path into SUPER leads to.
        private boolean navigated;

        private int at;

        Pass(Phrase phrase, Scope scope) {
            this.phrase = phrase;
            this.scope = scope;
        }

        String run() {
            while (at < phrase.size()) {
                Node node = phrase.at(at);
                switch (node) {
                    case Group group -> bracket(group);
                    case Leaf(Token token) -> {
                        switch (token.kind()) {
                            case WORD -> word(token);
                            case QUOTED -> chain();
                            case STRING -> literal(token, Strings.spell(token));
                            case NUMBER, DOLLAR, PARAMETER -> literal(token, token.text());
                            case SYMBOL -> symbol(token);
                        }
                    }
                }
            }
            return out.text();
        }

        private void bracket(Group group) {
            if (group.isRound()) {
                begin(phrase.slice(at, at + 1).isLiteral());
                out.add(group.open().before(), Expressions.this.group(group, scope));
                at++;
                return;
            }
            if (operand < 0) {
                throw unit.place()
                        .refusal(group.open(), "A list in square brackets", "Use array(…).");
            }
            path();
        }

        private void path() {
            List<Node> path = new ArrayList<>();
            int end = Chain.pathEnd(phrase, at, path);
            String call = navigate(out.cut(operand), path, scope);
            out.add(" ", call);
            literal = false;
            navigated = true;
            at = end;
        }

        private void begin(boolean isLiteral) {
            operand = out.mark();
            literal = isLiteral;
            typed = false;
            navigated = false;
        }

        private void pass(Token token) {
            out.add(token);
            operand = -1;
            at++;
        }

        private void literal(Token token, String text) {
            boolean joined = operand >= 0 && literal && token.kind() == Kind.STRING;
            if (!joined) {
                begin(token.kind() != Kind.PARAMETER);
            }
            out.add(token.before(), text);
            at++;
        }

        private void symbol(Token token) {
            if (token.text().equals("::") && operand >= 0) {
                castPostfix(token);
            } else if (token.text().equals("||")
                    && unit.usesSuper()
                    && operand >= 0
                    && literal
                    && phrase.isKind(at - 1, Kind.STRING)) {
                out.wrap(operand, "", "::text");
                pass(token);
            } else if (ARITHMETIC.contains(token.text()) && operand >= 0 && navigated) {
                out.wrap(operand, "dap_redshift.as_numeric(", ")");
                pass(token);
            } else if (comparesText(token)) {
                out.wrap(operand, "dap_redshift.scalar(", ")");
                pass(token);
            } else if (token.text().equals(".") && operand >= 0 && phrase.isName(at + 1)) {
                path();
            } else {
                pass(token);
            }
        }

        /// Whether a value that may be SUPER is compared with a text literal, which PostgreSQL
        /// would read as JSON.
        private boolean comparesText(Token token) {
            return unit.usesSuper()
                    && operand >= 0
                    && !literal
                    && !typed
                    && COMPARISONS.contains(token.text())
                    && phrase.isKind(at + 1, Kind.STRING)
                    && !phrase.isSymbol(at + 2, "::");
        }

        private void castPostfix(Token token) {
            SqlType type =
                    unit.types()
                            .find(phrase, at + 1)
                            .orElseThrow(() ->
                                    unit.place()
                                            .syntax(
                                                    token.line(),
                                                    token.column(),
                                                    "a type is missing after ::",
                                                    "Name the type."));
            String lines = phrase.slice(at, type.end()).lineBreaks();
            String text = cast("\u0000", literal, type);
            int hole = text.indexOf('\u0000');
            out.wrap(operand, text.substring(0, hole), text.substring(hole + 1) + lines);
            literal = false;
            typed = true;
            navigated = false;
            at = type.end();
        }

        private void word(Token token) {
            String word = token.lower();
            boolean call = phrase.isRound(at + 1);
            boolean qualified = phrase.isSymbol(at + 1, ".");
            if (qualified) {
                chain();
            } else if (word.equals("case") && !call) {
                cases.push(out.mark());
                pass(token);
            } else if (word.equals("case")) {
                cases.push(out.mark());
                pass(token);
            } else if (word.equals("end") && !cases.isEmpty()) {
                pass(token);
                operand = cases.pop();
                literal = false;
                navigated = false;
            } else if (word.equals("sysdate") && !call) {
                begin(false);
                out.add(token.before(), "dap_redshift.sysdate()");
                at++;
            } else if (word.equals("approximate") && phrase.isName(at + 1)) {
                out.add(token.before(), "");
                at++;
            } else if (TYPED_LITERALS.contains(word) && phrase.isKind(at + 1, Kind.STRING)) {
                begin(false);
                out.add(token.before(), word.equals("datetime") ? "timestamp" : token.text());
                Token value = phrase.token(at + 1);
                out.add(value.before(), Strings.spell(value));
                at += 2;
                while (word.equals("interval") && INTERVAL_UNITS.contains(phrase.word(at))) {
                    out.add(phrase.token(at));
                    at++;
                }
            } else if (word.equals("null") || word.equals("true") || word.equals("false")) {
                begin(word.equals("null"));
                out.add(token);
                at++;
            } else if ((KEYWORDS.contains(word) && !(call && word.equals("isnull")))
                    || ((word.equals("left") || word.equals("right")) && !call)
                    || word.equals("current_date")
                    || word.equals("current_user")) {
                keyword(token, word);
            } else {
                chain();
            }
        }

        private void keyword(Token token, String word) {
            boolean value = word.startsWith("current_");
            boolean alias = word.equals("as") && phrase.isName(at + 1);
            negated = word.equals("not") && !literal ? operand : negated;
            boolean list =
                    word.equals("in")
                            && phrase.isRound(at + 1)
                            && phrase.group(at + 1).items().split(",").stream()
                                    .anyMatch(Phrase::isText);
            if (unit.usesSuper() && (list || word.equals("like") || word.equals("ilike"))) {
                scalarOperand();
            }
            pass(token);
            if (value) {
                operand = out.mark() - 1;
                literal = false;
                navigated = false;
            }
            if (alias) {
                Token name = phrase.token(at);
                out.add(name.before(), Words.label(unit.names(), name));
                at++;
            }
        }

        /// Takes the operand before IN or LIKE for its scalar; NOT may stand between.
        private void scalarOperand() {
            if (operand >= 0 && !literal) {
                out.wrap(operand, "dap_redshift.scalar(", ")");
            } else if (negated >= 0 && phrase.word(at - 1).equals("not")) {
                String not = out.cut(out.mark() - 1);
                out.wrap(negated, "dap_redshift.scalar(", ")");
                out.add(" ", not);
            }
        }

        private void chain() {
            Chain chain = Chain.at(phrase, at);
            Token first = chain.names().getFirst();
            boolean call = chain.path().isEmpty() && !chain.star() && phrase.isRound(chain.end());
            begin(false);
            if (call) {
                Functions.Call made = functions.call(phrase, at, chain, scope);
                out.add(first.before(), made.text());
                typed = made.isText();
                at = made.end();
                return;
            }
            if (Words.isBareLabel(phrase, at)) {
                out.add(first.before(), "AS " + Words.label(unit.names(), first));
            } else {
                out.add(first.before(), resolve(chain));
            }
            at = chain.end();
        }

        private String resolve(Chain chain) {
            List<Token> names = chain.names();
            String first = unit.names().fold(names.getFirst());
            Alias alias = scope.find(first);
            if (chain.star()) {
                return spell(names.subList(Math.max(0, names.size() - 2), names.size())) + ".*";
            }
            if (alias == Alias.ELEMENT && !unit.variables().contains(first)) {
                String column = unit.names().spell(names.getFirst());
                return into(column + "." + column, steps(names, 1, chain));
            }
            int columns = columnNames(names, first, alias);
            int from = Math.max(0, columns - 3);
            if (columns == 3 && !scope.hasTable(path(names, 2))) {
                from = 0;
            }
            return into(spell(names.subList(from, columns)), steps(names, columns, chain));
        }

        private String into(String column, List<Node> steps) {
            navigated = !steps.isEmpty();
            return navigate(column, steps, scope);
        }

        /// How many of the names say which column is meant; what follows goes into SUPER.
        private int columnNames(List<Token> names, String first, @Nullable Alias alias) {
            int size = names.size();
            if (alias == null && unit.documents().contains(first)) {
                return 1;
            }
            if (alias == Alias.TABLE || unit.variables().contains(first)) {
                return Math.min(size, 2);
            }
            if (size >= 4 && scope.hasTable(path(names, 3))) {
                return 4;
            }
            if (size >= 3 && scope.hasTable(path(names, 2))) {
                return 3;
            }
            // No table is called so: a column without its table, and a path into it.
            boolean bare = scope.isQuery() && size == 2 && !first.equals("excluded");
            return bare ? 1 : size;
        }

        private String path(List<Token> names, int count) {
            return names.subList(0, count).stream()
                    .map(unit.names()::fold)
                    .collect(Collectors.joining("."));
        }

        private List<Node> steps(List<Token> names, int from, Chain chain) {
            List<Node> steps = new ArrayList<>();
            names.subList(from, names.size()).forEach(name -> steps.add(new Leaf(name)));
            steps.addAll(chain.path());
            return steps;
        }

        private String spell(List<Token> names) {
            return names.stream().map(unit.names()::spell).collect(Collectors.joining("."));
        }
    }
}
