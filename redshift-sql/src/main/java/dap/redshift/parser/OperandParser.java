package dap.redshift.parser;

import dap.redshift.tree.Expression;
import dap.redshift.tree.Expression.BooleanLiteral;
import dap.redshift.tree.Expression.Case;
import dap.redshift.tree.Expression.Name;
import dap.redshift.tree.Expression.NullLiteral;
import dap.redshift.tree.Expression.NumberLiteral;
import dap.redshift.tree.Expression.Parameter;
import dap.redshift.tree.Expression.Star;
import dap.redshift.tree.Expression.TextLiteral;
import dap.redshift.tree.Expression.TypedLiteral;
import dap.redshift.tree.Span;
import dap.redshift.tree.Step;
import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import dap.redshift.tree.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what operators stand between: literals, names, calls, brackets, CASE.
final class OperandParser {

    private static final Set<String> TYPED =
            Set.of("date", "timestamp", "timestamptz", "time", "timetz", "interval", "datetime");
    private static final Set<String> UNITS =
            Set.of(
                    "year", "years", "month", "months", "day", "days", "hour", "hours", "minute",
                    "minutes", "second", "seconds");
    private static final Set<String> VALUES =
            Set.of(
                    "current_date",
                    "current_time",
                    "current_timestamp",
                    "current_user",
                    "current_user_id",
                    "session_user",
                    "user",
                    "localtime",
                    "localtimestamp",
                    "sysdate",
                    "default");

    private final Cursor cursor;
    private final ExpressionParser expressions;
    private final CallParser calls;

    OperandParser(Cursor cursor, ExpressionParser expressions, QueryParser queries) {
        this.cursor = cursor;
        this.expressions = expressions;
        this.calls = new CallParser(cursor, expressions, queries);
    }

    Expression operand() {
        int start = cursor.at();
        if (cursor.isAtEnd()) {
            throw cursor.expected("a value");
        }
        return switch (cursor.peek().kind()) {
            case STRING -> text(start);
            case NUMBER -> {
                cursor.take();
                yield new NumberLiteral(cursor.since(start));
            }
            case DOLLAR -> {
                cursor.take();
                yield new TextLiteral(cursor.since(start));
            }
            case PARAMETER -> {
                cursor.take();
                yield new Parameter(cursor.since(start));
            }
            case QUOTED -> name(start);
            case SYMBOL -> symbol();
            case WORD -> word(start);
        };
    }

    private Expression text(int start) {
        while (cursor.isKind(0, Kind.STRING)) {
            cursor.take();
        }
        return new TextLiteral(cursor.since(start));
    }

    private Expression symbol() {
        if (cursor.isSymbol("(")) {
            return expressions.brackets();
        }
        if (cursor.isSymbol("*")) {
            return star(cursor.at(), List.of());
        }
        if (cursor.isSymbol("[")) {
            throw cursor.refused(cursor.peek(), "A list in square brackets", "Use array(…).");
        }
        throw cursor.expected("a value");
    }

    private Expression word(int start) {
        String word = cursor.word();
        boolean call = cursor.isSymbol(1, "(");
        if (cursor.isSymbol(1, ".")) {
            return name(start);
        }
        switch (word) {
            case "null" -> {
                cursor.take();
                return new NullLiteral(cursor.since(start));
            }
            case "true", "false" -> {
                cursor.take();
                return new BooleanLiteral(cursor.since(start));
            }
            case "case" -> {
                return cases(start);
            }
            case "exists" -> {
                return call ? expressions.exists() : name(start);
            }
            case "approximate" -> {
                if (cursor.peek(1).isName()) {
                    cursor.take();
                    return calls.call(cursor.at());
                }
                return name(start);
            }
            default -> {}
        }
        if (TYPED.contains(word) && cursor.isKind(1, Kind.STRING)) {
            return typed(start, word);
        }
        if (call && calls.isSpecial(word)) {
            return calls.special(word);
        }
        if (VALUES.contains(word) && !call) {
            return expressions.keyword();
        }
        boolean function = call && Set.of("left", "right", "isnull", "collate").contains(word);
        if (Reserved.beginsNoOperand(word) && !function) {
            throw cursor.expected("a value");
        }
        return name(start);
    }

    private Expression typed(int start, String type) {
        cursor.take();
        cursor.take();
        if (type.equals("interval") && cursor.takeOneOf(UNITS) && cursor.takeWords("to")) {
            cursor.take();
        }
        return new TypedLiteral(cursor.since(start), type);
    }

    private Expression cases(int start) {
        cursor.expectWord("case");
        Optional<Expression> subject =
                cursor.word().equals("when")
                        ? Optional.empty()
                        : Optional.of(expressions.expression());
        List<When> branches = new ArrayList<>();
        do {
            int branch = cursor.at();
            cursor.expectWord("when");
            Expression condition = expressions.expression();
            cursor.expectWord("then");
            Expression result = expressions.expression();
            branches.add(new When(cursor.since(branch), condition, result));
        } while (cursor.word().equals("when"));
        Optional<Expression> otherwise =
                cursor.takeWords("else") ? Optional.of(expressions.expression()) : Optional.empty();
        cursor.expectWord("end");
        return new Case(cursor.since(start), subject, branches, otherwise);
    }

    /// A name with its path, a call, or a star behind a table's name.
    private Expression name(int start) {
        List<Token> names = names();
        if (cursor.isSymbol(".") && cursor.isSymbol(1, "*")) {
            cursor.take();
            return star(start, names);
        }
        if (cursor.isSymbol("(") && !isOuterJoin()) {
            return calls.call(start, names);
        }
        if (cursor.isSymbol("(")) {
            throw cursor.refused(cursor.peek(), "(+)", "Write LEFT JOIN.");
        }
        List<Step> steps = cursor.isSymbol("[") ? steps() : List.of();
        return new Name(cursor.since(start), names, steps);
    }

    private boolean isOuterJoin() {
        return cursor.isSymbol(1, "+") && cursor.isSymbol(2, ")");
    }

    List<Token> names() {
        List<Token> names = new ArrayList<>();
        names.add(cursor.expectName("a name"));
        while (cursor.isSymbol(".") && cursor.peek(1).isName()) {
            cursor.take();
            names.add(cursor.take());
        }
        return names;
    }

    private Expression star(int start, List<Token> qualifiers) {
        cursor.expectSymbol("*");
        List<Token> excluded = new ArrayList<>();
        if (cursor.word().equals("exclude")
                && (cursor.isSymbol(1, "(") || cursor.peek(1).isName())) {
            cursor.take();
            boolean several = cursor.takeSymbol("(");
            do {
                excluded.add(cursor.expectName("a column"));
            } while (several && cursor.takeSymbol(","));
            if (several) {
                cursor.expectSymbol(")");
            }
        }
        return new Star(cursor.since(start), qualifiers, excluded);
    }

    /// Indices and attributes.
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        while (true) {
            int start = cursor.at();
            if (cursor.takeSymbol("[")) {
                Expression value = expressions.expression();
                cursor.expectSymbol("]");
                steps.add(new Step.Index(cursor.since(start), value));
            } else if (cursor.isSymbol(".") && cursor.peek(1).isName()) {
                cursor.take();
                Token name = cursor.take();
                Span span = cursor.since(start);
                steps.add(new Step.Attribute(span, name));
            } else {
                return steps;
            }
        }
    }
}
