package dap.redshift.parser;

import dap.redshift.tree.Alias;
import dap.redshift.tree.Expression;
import dap.redshift.tree.FromItem;
import dap.redshift.tree.Query;
import dap.redshift.tree.SelectItem;
import dap.redshift.tree.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the tables of a query.
final class FromParser {

    private static final Set<String> JOINS =
            Set.of("inner", "left", "right", "full", "cross", "natural");

    private static final Set<String> PIVOTED = Set.of("count", "sum", "min", "max", "avg");

    private final Cursor cursor;
    private final ExpressionParser expressions;
    private final QueryParser queries;

    FromParser(Cursor cursor, ExpressionParser expressions, QueryParser queries) {
        this.cursor = cursor;
        this.expressions = expressions;
        this.queries = queries;
    }

    List<FromItem> items() {
        List<FromItem> items = new ArrayList<>();
        do {
            items.add(joined());
        } while (cursor.takeSymbol(","));
        return items;
    }

    FromItem joined() {
        int start = cursor.at();
        FromItem left = item();
        while (isJoin()) {
            cursor.takeOneOf(JOINS);
            cursor.takeOneOf(JOINS);
            cursor.takeWords("outer");
            cursor.expectWord("join");
            FromItem right = item();
            Optional<Expression> condition = Optional.empty();
            if (cursor.takeWords("on")) {
                condition = Optional.of(expressions.expression());
            } else if (cursor.takeWords("using")) {
                queries.names();
            }
            left = new FromItem.Join(cursor.since(start), left, right, condition);
        }
        return left;
    }

    private boolean isJoin() {
        return cursor.word().equals("join")
                || (JOINS.contains(cursor.word()) && !cursor.isSymbol(1, "("));
    }

    private FromItem item() {
        int start = cursor.at();
        FromItem item = source(start);
        while (Set.of("pivot", "unpivot").contains(cursor.word())) {
            item = pivoted(start, item);
        }
        return item;
    }

    private FromItem source(int start) {
        boolean word = !cursor.isSymbol(1, ".") && !cursor.isSymbol(1, "(");
        if ((cursor.word().equals("lateral") && (word || cursor.isSymbol(1, "(")))
                || (cursor.word().equals("only") && word)) {
            cursor.take();
        }
        if (cursor.isSymbol("(")) {
            return brackets(start);
        }
        if (cursor.word().equals("unpivot") && cursor.peek(1).isName()) {
            cursor.take();
            Expression value = expressions.operands().operand();
            Alias alias =
                    alias().orElseThrow(() ->
                            cursor.refused(
                                    cursor.peek(-1),
                                    "Going through a SUPER value without an alias",
                                    "Name it with AS."));
            return new FromItem.Attributes(cursor.since(start), value, alias);
        }
        if (!cursor.peek().isName() || cursor.isAtEnd()) {
            throw cursor.expected("a table");
        }
        Expression table = expressions.operands().operand();
        if (table instanceof Expression.Name name) {
            Optional<Alias> alias = alias();
            return new FromItem.Table(cursor.since(start), name, alias);
        }
        if (table instanceof Expression.Call call) {
            Optional<Alias> alias = alias();
            return new FromItem.Function(cursor.since(start), call, alias);
        }
        throw cursor.expected("a table");
    }

    private FromItem brackets(int start) {
        cursor.expectSymbol("(");
        Optional<Query> query = queries.closedQuery();
        if (query.isPresent()) {
            Optional<Alias> alias = alias();
            return new FromItem.Derived(cursor.since(start), query.get(), alias);
        }
        FromItem item = joined();
        cursor.expectSymbol(")");
        Optional<Alias> alias = alias();
        return new FromItem.Nested(cursor.since(start), item, alias);
    }

    Optional<Alias> alias() {
        int start = cursor.at();
        boolean as = cursor.takeWords("as");
        if (!cursor.peek().isName()
                || cursor.isAtEnd()
                || (!as && Reserved.isNoAlias(cursor.word()))) {
            cursor.back(start);
            return Optional.empty();
        }
        Token name = cursor.take();
        List<Token> columns = cursor.isSymbol("(") ? queries.names() : List.of();
        Optional<Token> at = Optional.empty();
        if (cursor.word().equals("at") && cursor.peek(1).isName()) {
            cursor.take();
            at = Optional.of(cursor.take());
        }
        return Optional.of(new Alias(cursor.since(start), name, columns, at));
    }

    private FromItem pivoted(int start, FromItem source) {
        return cursor.take().lower().equals("pivot")
                ? pivot(start, source)
                : unpivot(start, source);
    }

    private FromItem pivot(int start, FromItem source) {
        cursor.expectSymbol("(");
        Token word = cursor.peek();
        if (!(expressions.operands().operand() instanceof Expression.Call aggregate)
                || !PIVOTED.contains(aggregate.word())) {
            throw cursor.refused(
                    word,
                    "PIVOT of anything but COUNT, SUM, MIN, MAX or AVG",
                    "Write it with CASE and GROUP BY.");
        }
        Optional<Token> label = Optional.empty();
        if (cursor.takeWords("as") || !cursor.word().equals("for")) {
            label = Optional.of(cursor.expectName("FOR, or a name for the aggregate"));
        }
        cursor.expectWord("for");
        Token name = cursor.expectName("the column whose values become columns");
        List<SelectItem> values = pivotList();
        Optional<Alias> alias = alias();
        return new FromItem.Pivot(
                cursor.since(start), source, aggregate, label, name, values, alias);
    }

    private FromItem unpivot(int start, FromItem source) {
        boolean includes = cursor.takeWords("include", "nulls");
        cursor.takeWords("exclude", "nulls");
        cursor.expectSymbol("(");
        Token value = cursor.expectName("a name for the values");
        cursor.expectWord("for");
        Token name = cursor.expectName("a name for the columns' names");
        List<SelectItem> columns = pivotList();
        Optional<Alias> alias = alias();
        return new FromItem.Unpivot(
                cursor.since(start), source, includes, value, name, columns, alias);
    }

    /// `IN (a, b AS 'B'))`.
    private List<SelectItem> pivotList() {
        cursor.expectWord("in");
        cursor.expectSymbol("(");
        List<SelectItem> items = new ArrayList<>();
        do {
            items.add(column());
        } while (cursor.takeSymbol(","));
        cursor.expectSymbol(")");
        cursor.expectSymbol(")");
        return items;
    }

    private SelectItem column() {
        int start = cursor.at();
        Expression column = expressions.operands().operand();
        Optional<Token> label = Optional.empty();
        if (cursor.takeWords("as")) {
            label = Optional.of(cursor.take());
        }
        return new SelectItem(cursor.since(start), column, label);
    }
}
