package dap.redshift.parser;

import dap.redshift.tree.Expression;
import dap.redshift.tree.Expression.Call;
import dap.redshift.tree.Expression.Cast;
import dap.redshift.tree.Expression.Extract;
import dap.redshift.tree.Expression.WordedCall;
import dap.redshift.tree.Query;
import dap.redshift.tree.SortItem;
import dap.redshift.tree.Span;
import dap.redshift.tree.Token;
import dap.redshift.tree.TypeName;
import dap.redshift.tree.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads calls of functions, those with words between their arguments too.
final class CallParser {

    private static final Set<String> CASTS = Set.of("cast", "try_cast", "convert", "extract");

    /// Functions whose arguments words may hold together.
    private static final Set<String> WORDED = Set.of("trim", "substring", "position", "overlay");

    private final Cursor cursor;
    private final ExpressionParser expressions;
    private final QueryParser queries;

    CallParser(Cursor cursor, ExpressionParser expressions, QueryParser queries) {
        this.cursor = cursor;
        this.expressions = expressions;
        this.queries = queries;
    }

    boolean isSpecial(String word) {
        return CASTS.contains(word) || WORDED.contains(word);
    }

    Expression special(String word) {
        int start = cursor.at();
        return switch (word) {
            case "cast" -> cast(start, Cast.Style.CALL);
            case "try_cast" -> cast(start, Cast.Style.TRIED);
            case "convert" -> convert(start);
            case "extract" -> extract(start);
            default -> worded(start);
        };
    }

    private Expression cast(int start, Cast.Style style) {
        cursor.take();
        cursor.expectSymbol("(");
        Expression operand = expressions.expression();
        cursor.expectWord("as");
        TypeName type = new TypeParser(cursor).type();
        cursor.expectSymbol(")");
        return new Cast(cursor.since(start), style, operand, type);
    }

    private Expression convert(int start) {
        cursor.take();
        cursor.expectSymbol("(");
        TypeName type = new TypeParser(cursor).type();
        cursor.expectSymbol(",");
        Expression operand = expressions.expression();
        cursor.expectSymbol(")");
        return new Cast(cursor.since(start), Cast.Style.CONVERTED, operand, type);
    }

    private Expression extract(int start) {
        cursor.take();
        cursor.expectSymbol("(");
        Token part = cursor.take();
        cursor.expectWord("from");
        Expression source = expressions.expression();
        cursor.expectSymbol(")");
        return new Extract(cursor.since(start), part, source);
    }

    /// `TRIM(BOTH 'x' FROM y)` and the like; the call with commas where no word stands between.
    private Expression worded(int start) {
        Token name = cursor.take();
        int open = cursor.at();
        cursor.expectSymbol("(");
        boolean words = cursor.takeOneOf(Set.of("both", "leading", "trailing"));
        List<Expression> operands = new ArrayList<>();
        while (!cursor.isSymbol(")")) {
            boolean word = cursor.takeOneOf(Set.of("from", "for", "in", "placing"));
            words = words || word;
            if (!word && !operands.isEmpty()) {
                cursor.expectSymbol(",");
            }
            operands.add(expressions.operandOfWords());
        }
        cursor.expectSymbol(")");
        if (words) {
            return new WordedCall(cursor.since(start), operands);
        }
        return call(start, List.of(name), false, operands, cursor.since(open));
    }

    /// The call that begins at the cursor.
    Expression call(int start) {
        return call(start, expressions.operands().names());
    }

    /// The call of `name`, whose opening bracket follows.
    Call call(int start, List<Token> name) {
        int open = cursor.at();
        cursor.expectSymbol("(");
        boolean distinct = cursor.takeWords("distinct");
        cursor.takeWords("all");
        List<Expression> parameters = new ArrayList<>();
        boolean ignores = false;
        while (!cursor.isSymbol(")")) {
            if (!parameters.isEmpty()) {
                cursor.expectSymbol(",");
            }
            parameters.add(queries.isQuery() ? bare() : expressions.expression());
            ignores = ignores || ignoresNulls();
        }
        cursor.expectSymbol(")");
        Call call = call(start, name, distinct, parameters, cursor.since(open));
        return ignores ? ignoring(call) : call;
    }

    /// A query as the only argument, as in `array(SELECT …)`.
    private Expression bare() {
        int start = cursor.at();
        Query query = queries.query();
        return new Expression.Subquery(cursor.since(start), query);
    }

    private static Call ignoring(Call call) {
        return new Call(
                call.span(),
                call.name(),
                call.distinct(),
                call.parameters(),
                call.arguments(),
                call.within(),
                true,
                call.filter(),
                call.over());
    }

    private boolean ignoresNulls() {
        if (cursor.takeWords("ignore", "nulls")) {
            return true;
        }
        cursor.takeWords("respect", "nulls");
        return false;
    }

    private Call call(
            int start,
            List<Token> name,
            boolean distinct,
            List<Expression> parameters,
            Span arguments) {
        List<SortItem> within = List.of();
        if (cursor.takeWords("within", "group")) {
            cursor.expectSymbol("(");
            cursor.expectWord("order");
            cursor.expectWord("by");
            within = expressions.sortItems();
            cursor.expectSymbol(")");
        }
        Optional<Expression> filter = Optional.empty();
        if (cursor.word().equals("filter") && cursor.isSymbol(1, "(")) {
            cursor.take();
            cursor.take();
            cursor.expectWord("where");
            filter = Optional.of(expressions.expression());
            cursor.expectSymbol(")");
        }
        boolean ignores = ignoresNulls();
        Optional<Window> over = Optional.empty();
        if (cursor.word().equals("over") && (cursor.isSymbol(1, "(") || cursor.peek(1).isName())) {
            over = Optional.of(window());
        }
        return new Call(
                cursor.since(start),
                name,
                distinct,
                parameters,
                arguments,
                within,
                ignores,
                filter,
                over);
    }

    private Window window() {
        int start = cursor.at();
        cursor.expectWord("over");
        if (!cursor.takeSymbol("(")) {
            cursor.take();
            return new Window(cursor.since(start), List.of(), List.of());
        }
        List<Expression> partition = List.of();
        List<SortItem> order = List.of();
        if (cursor.takeWords("partition", "by")) {
            partition = expressions.expressions();
        }
        if (cursor.takeWords("order", "by")) {
            order = expressions.sortItems();
        }
        if (Set.of("rows", "range").contains(cursor.word())) {
            while (!cursor.isSymbol(")")) {
                cursor.take();
            }
        }
        cursor.expectSymbol(")");
        return new Window(cursor.since(start), partition, order);
    }
}
