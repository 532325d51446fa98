package dap.redshift.parser;

import dap.redshift.tree.Expression;
import dap.redshift.tree.Expression.Between;
import dap.redshift.tree.Expression.Binary;
import dap.redshift.tree.Expression.Brackets;
import dap.redshift.tree.Expression.Cast;
import dap.redshift.tree.Expression.Exists;
import dap.redshift.tree.Expression.In;
import dap.redshift.tree.Expression.Is;
import dap.redshift.tree.Expression.Keyword;
import dap.redshift.tree.Expression.Like;
import dap.redshift.tree.Expression.Navigation;
import dap.redshift.tree.Expression.Quantified;
import dap.redshift.tree.Expression.Subquery;
import dap.redshift.tree.Expression.Unary;
import dap.redshift.tree.Query;
import dap.redshift.tree.SortItem;
import dap.redshift.tree.Step;
import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads expressions, the operators by their strength.
///
/// The strengths are PostgreSQL's, from which Redshift has its own. Source: PostgreSQL's manual,
/// "Operator Precedence".
final class ExpressionParser {

    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int IS = 4;
    private static final int COMPARISON = 5;
    private static final int RANGE = 6;
    private static final int OTHER = 7;
    private static final int SUM = 8;
    private static final int PRODUCT = 9;
    private static final int POWER = 10;
    private static final int ZONE = 11;
    private static final int COLLATE = 12;
    private static final int SIGN = 13;

    private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=");
    private static final Set<String> ENDS =
            Set.of("(", ")", "[", "]", ",", ";", ":=", "..", ".", ":");
    private static final Set<String> PREFIXES = Set.of("-", "+", "~", "|/", "||/", "@");

    private final Cursor cursor;
    private final OperandParser operands;
    private final QueryParser queries;

    ExpressionParser(Cursor cursor, QueryParser queries) {
        this.cursor = cursor;
        this.queries = queries;
        this.operands = new OperandParser(cursor, this, queries);
    }

    OperandParser operands() {
        return operands;
    }

    Expression expression() {
        return expression(0);
    }

    /// An argument that a word follows, which else would be an operator: `POSITION(a IN b)`.
    Expression operandOfWords() {
        return expression(RANGE + 1);
    }

    List<Expression> expressions() {
        List<Expression> all = new ArrayList<>();
        do {
            all.add(expression());
        } while (cursor.takeSymbol(","));
        return all;
    }

    List<SortItem> sortItems() {
        List<SortItem> items = new ArrayList<>();
        do {
            int start = cursor.at();
            Expression value = expression();
            cursor.takeOneOf(Set.of("asc", "desc"));
            if (cursor.takeWords("nulls")) {
                cursor.take();
            }
            items.add(new SortItem(cursor.since(start), value));
        } while (cursor.takeSymbol(","));
        return items;
    }

    private Expression expression(int least) {
        int start = cursor.at();
        Expression left = prefix(start);
        while (true) {
            int before = cursor.at();
            left = infix(start, left, least);
            if (cursor.at() == before) {
                return left;
            }
        }
    }

    private Expression prefix(int start) {
        if (cursor.word().equals("not")) {
            cursor.take();
            Expression operand = expression(NOT);
            return new Unary(cursor.since(start), "not", operand);
        }
        if (cursor.peek().kind() == Kind.SYMBOL && PREFIXES.contains(cursor.peek().text())) {
            String operator = cursor.take().text();
            Expression operand = expression(SIGN);
            return new Unary(cursor.since(start), operator, operand);
        }
        return postfix(start, operands.operand());
    }

    /// Casts and paths behind an operand.
    private Expression postfix(int start, Expression operand) {
        Expression result = operand;
        while (true) {
            if (cursor.takeSymbol("::")) {
                var type = new TypeParser(cursor).type();
                result = new Cast(cursor.since(start), Cast.Style.POSTFIX, result, type);
            } else if (cursor.isSymbol("[") || (cursor.isSymbol(".") && cursor.peek(1).isName())) {
                List<Step> steps = operands.steps();
                result = new Navigation(cursor.since(start), result, steps);
            } else {
                return result;
            }
        }
    }

    /// `left` with what follows it, or `left` itself where nothing strong enough does.
    private Expression infix(int start, Expression left, int least) {
        if (cursor.peek().kind() == Kind.SYMBOL) {
            return symbol(start, left, least);
        }
        boolean negated = cursor.word().equals("not");
        return switch (negated ? cursor.word(1) : cursor.word()) {
            case "or" -> word(start, left, least, OR, 1);
            case "and" -> word(start, left, least, AND, 1);
            case "is" -> least > IS ? left : is(start, left, least);
            case "isnull", "notnull" -> {
                if (least > IS) {
                    yield left;
                }
                cursor.take();
                yield new Is(cursor.since(start), left);
            }
            case "between" -> least > RANGE ? left : between(start, left);
            case "in" -> least > RANGE ? left : in(start, left);
            case "like", "ilike" -> least > RANGE ? left : like(start, left, 1);
            case "similar" -> least > RANGE ? left : like(start, left, 2);
            case "at" ->
                    cursor.hasWords("at", "time", "zone")
                            ? word(start, left, least, ZONE, 3)
                            : left;
            case "collate" -> word(start, left, least, COLLATE, 1);
            case "overlaps" -> word(start, left, least, OTHER, 1);
            default -> left;
        };
    }

    private Expression word(int start, Expression left, int least, int strength, int words) {
        if (least > strength) {
            return left;
        }
        StringBuilder operator = new StringBuilder(cursor.take().lower());
        for (int i = 1; i < words; i++) {
            operator.append(' ').append(cursor.take().lower());
        }
        Expression right = expression(strength + 1);
        return new Binary(cursor.since(start), operator.toString(), left, right);
    }

    private Expression symbol(int start, Expression left, int least) {
        String text = cursor.peek().text();
        if (cursor.isAtEnd() || ENDS.contains(text)) {
            return left;
        }
        int strength = strength(text);
        if (least > strength) {
            return left;
        }
        cursor.take();
        Expression right =
                Set.of("any", "some", "all").contains(cursor.word()) && cursor.isSymbol(1, "(")
                        ? quantified()
                        : expression(strength + 1);
        return new Binary(cursor.since(start), text, left, right);
    }

    private static int strength(String operator) {
        if (COMPARISONS.contains(operator)) {
            return COMPARISON;
        }
        return switch (operator) {
            case "+", "-" -> SUM;
            case "*", "/", "%" -> PRODUCT;
            case "^" -> POWER;
            default -> OTHER;
        };
    }

    private Expression quantified() {
        int start = cursor.at();
        cursor.take();
        cursor.expectSymbol("(");
        Optional<Query> query = queries.closedQuery();
        if (query.isPresent()) {
            return new Quantified(cursor.since(start), query, Optional.empty());
        }
        Expression array = expression();
        cursor.expectSymbol(")");
        return new Quantified(cursor.since(start), Optional.empty(), Optional.of(array));
    }

    private Expression is(int start, Expression left, int least) {
        cursor.take();
        cursor.takeWords("not");
        if (cursor.takeWords("distinct", "from")) {
            Expression right = expression(IS + 1);
            return new Binary(cursor.since(start), "is distinct from", left, right);
        }
        if (!cursor.takeOneOf(Set.of("null", "true", "false", "unknown"))) {
            throw cursor.expected("NULL, TRUE, FALSE or UNKNOWN");
        }
        return infix(start, new Is(cursor.since(start), left), least);
    }

    private Expression between(int start, Expression left) {
        cursor.takeWords("not");
        cursor.take();
        cursor.takeWords("symmetric");
        Expression low = expression(RANGE + 1);
        cursor.expectWord("and");
        Expression high = expression(RANGE + 1);
        return new Between(cursor.since(start), left, low, high);
    }

    private Expression in(int start, Expression left) {
        cursor.takeWords("not");
        cursor.take();
        cursor.expectSymbol("(");
        Optional<Query> query = queries.closedQuery();
        if (query.isPresent()) {
            return new In(cursor.since(start), left, List.of(), query);
        }
        List<Expression> items = expressions();
        cursor.expectSymbol(")");
        return new In(cursor.since(start), left, items, Optional.empty());
    }

    private Expression like(int start, Expression left, int words) {
        cursor.takeWords("not");
        String operator = cursor.take().lower();
        if (words == 2) {
            cursor.expectWord("to");
            operator = "similar to";
        }
        Expression pattern = expression(RANGE + 1);
        Optional<Expression> escape =
                cursor.takeWords("escape") ? Optional.of(expression(RANGE + 1)) : Optional.empty();
        return new Like(cursor.since(start), operator, left, pattern, escape);
    }

    /// What stands in round brackets, the opening one not yet taken.
    Expression brackets() {
        int start = cursor.at();
        cursor.expectSymbol("(");
        if (cursor.isSymbol("+") && cursor.isSymbol(1, ")")) {
            throw cursor.refused(cursor.peek(), "(+)", "Write LEFT JOIN.");
        }
        Optional<Query> query = queries.closedQuery();
        if (query.isPresent()) {
            return new Subquery(cursor.since(start), query.get());
        }
        List<Expression> items = cursor.isSymbol(")") ? List.of() : expressions();
        cursor.expectSymbol(")");
        return new Brackets(cursor.since(start), items);
    }

    Expression exists() {
        int start = cursor.at();
        cursor.take();
        cursor.expectSymbol("(");
        Query query = queries.query();
        cursor.expectSymbol(")");
        return new Exists(cursor.since(start), query);
    }

    Expression keyword() {
        int start = cursor.at();
        Token word = cursor.take();
        return new Keyword(cursor.since(start), word.lower());
    }
}
