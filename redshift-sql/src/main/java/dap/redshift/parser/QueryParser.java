package dap.redshift.parser;

import dap.redshift.tree.Expression;
import dap.redshift.tree.FromItem;
import dap.redshift.tree.Query;
import dap.redshift.tree.Query.Cte;
import dap.redshift.tree.QueryBody;
import dap.redshift.tree.SelectItem;
import dap.redshift.tree.SortItem;
import dap.redshift.tree.Span;
import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads queries.
final class QueryParser {

    private static final Set<String> UNIONS = Set.of("union", "except", "minus");
    private static final Set<String> AFTER_INTO =
            Set.of("from", "where", "group", "having", "qualify", "order", "limit");

    private final Cursor cursor;
    private final ExpressionParser expressions;
    private final FromParser froms;

    QueryParser(Cursor cursor) {
        this.cursor = cursor;
        this.expressions = new ExpressionParser(cursor, this);
        this.froms = new FromParser(cursor, expressions, this);
    }

    ExpressionParser expressions() {
        return expressions;
    }

    FromParser froms() {
        return froms;
    }

    /// Whether a query begins here, in brackets of its own perhaps.
    boolean isQuery() {
        int distance = 0;
        while (cursor.isSymbol(distance, "(")) {
            distance++;
        }
        String word = cursor.word(distance);
        boolean first = word.equals("select") || word.equals("with");
        return first
                ? !cursor.isSymbol(distance + 1, "(") || word.equals("select")
                : distance == 0 && word.equals("values") && cursor.isSymbol(1, "(");
    }

    Query query() {
        int start = cursor.at();
        List<Cte> with = with();
        return query(start, with);
    }

    /// The query behind a WITH clause that was read already.
    Query query(int start, List<Cte> with) {
        QueryBody body = union();
        List<SortItem> order =
                cursor.takeWords("order", "by") ? expressions.sortItems() : List.of();
        List<Expression> limits = new ArrayList<>();
        while (Set.of("limit", "offset", "fetch").contains(cursor.word())) {
            limit(limits);
        }
        if (cursor.takeWords("for", "update") || cursor.takeWords("for", "share")) {
            cursor.takeWords("nowait");
        }
        return new Query(cursor.since(start), with, body, order, limits);
    }

    private void limit(List<Expression> limits) {
        String word = cursor.take().lower();
        if (word.equals("limit") && cursor.takeWords("all")) {
            return;
        }
        if (word.equals("fetch")) {
            throw cursor.refused(cursor.peek(-1), "FETCH behind a query", "Write LIMIT.");
        }
        limits.add(expressions.expression());
        cursor.takeOneOf(Set.of("row", "rows"));
    }

    /// The query that fills the brackets whose opening one was taken, with the closing one. Absent,
    /// and nothing taken, where they hold something else: `((SELECT 1) + 2)`.
    Optional<Query> closedQuery() {
        if (!isQuery()) {
            return Optional.empty();
        }
        int start = cursor.at();
        boolean nested = cursor.isSymbol("(");
        Query query = query();
        if (cursor.takeSymbol(")")) {
            return Optional.of(query);
        }
        if (!nested) {
            throw cursor.expected(")");
        }
        cursor.back(start);
        return Optional.empty();
    }

    List<Cte> with() {
        if (!cursor.takeWords("with")) {
            return List.of();
        }
        cursor.takeWords("recursive");
        List<Cte> all = new ArrayList<>();
        do {
            int start = cursor.at();
            Token name = cursor.expectName("a name");
            List<Token> columns = cursor.isSymbol("(") ? names() : List.of();
            cursor.expectWord("as");
            cursor.expectSymbol("(");
            Query query = query();
            cursor.expectSymbol(")");
            all.add(new Cte(cursor.since(start), name, columns, query));
        } while (cursor.takeSymbol(","));
        return all;
    }

    /// Names in brackets.
    List<Token> names() {
        List<Token> names = new ArrayList<>();
        cursor.expectSymbol("(");
        do {
            names.add(expressions.operands().names().getLast());
        } while (cursor.takeSymbol(","));
        cursor.expectSymbol(")");
        return names;
    }

    private QueryBody union() {
        int start = cursor.at();
        QueryBody left = intersection();
        while (UNIONS.contains(cursor.word())) {
            Token operator = operator();
            QueryBody right = intersection();
            left = new QueryBody.SetOperation(cursor.since(start), left, operator, right);
        }
        return left;
    }

    private QueryBody intersection() {
        int start = cursor.at();
        QueryBody left = body();
        while (cursor.word().equals("intersect")) {
            Token operator = operator();
            QueryBody right = body();
            left = new QueryBody.SetOperation(cursor.since(start), left, operator, right);
        }
        return left;
    }

    private Token operator() {
        Token operator = cursor.take();
        cursor.takeOneOf(Set.of("all", "distinct"));
        return operator;
    }

    private QueryBody body() {
        int start = cursor.at();
        if (cursor.takeSymbol("(")) {
            Query query = query();
            cursor.expectSymbol(")");
            return new QueryBody.Nested(cursor.since(start), query);
        }
        if (cursor.takeWords("values")) {
            List<Expression> rows = expressions.expressions();
            return new QueryBody.Values(cursor.since(start), rows);
        }
        if (!cursor.word().equals("select")) {
            throw cursor.expected("SELECT");
        }
        return select(start);
    }

    private QueryBody select(int start) {
        cursor.expectWord("select");
        Optional<Span> top = head();
        int head = cursor.at();
        Optional<Span> into = into();
        List<SelectItem> items = hasNoItems() ? List.of() : items();
        into = into.isEmpty() ? into() : into;
        List<FromItem> from = cursor.takeWords("from") ? froms.items() : List.of();
        Optional<Expression> where = condition("where");
        if (cursor.hasWords("connect", "by") || cursor.hasWords("start", "with")) {
            throw cursor.refused(cursor.peek(), "CONNECT BY", "Use WITH RECURSIVE.");
        }
        List<Expression> grouping = cursor.takeWords("group", "by") ? grouping() : List.of();
        Optional<Expression> having = condition("having");
        Optional<Expression> qualify = condition("qualify");
        return new QueryBody.Select(
                cursor.since(start),
                top,
                head,
                items,
                into,
                from,
                where,
                grouping,
                having,
                qualify);
    }

    private boolean hasNoItems() {
        return AFTER_INTO.contains(cursor.word()) && !cursor.isSymbol(1, ".");
    }

    /// DISTINCT, ALL and TOP behind SELECT.
    private Optional<Span> head() {
        Optional<Span> top = Optional.empty();
        while (true) {
            int start = cursor.at();
            boolean count = cursor.isKind(1, Kind.NUMBER) || cursor.isSymbol(1, "(");
            if (cursor.word().equals("top") && count) {
                cursor.take();
                expressions.operands().operand();
                top = Optional.of(cursor.since(start));
            } else if (!cursor.takeOneOf(Set.of("distinct", "all"))) {
                return top;
            }
        }
    }

    private Optional<Span> into() {
        int start = cursor.at();
        if (!cursor.takeWords("into")) {
            return Optional.empty();
        }
        if (cursor.takeOneOf(Set.of("temp", "temporary", "table"))) {
            cursor.takeWords("table");
        }
        do {
            expressions.operands().names();
        } while (cursor.takeSymbol(","));
        return Optional.of(cursor.since(start));
    }

    private Optional<Expression> condition(String word) {
        return cursor.takeWords(word) ? Optional.of(expressions.expression()) : Optional.empty();
    }

    private List<Expression> grouping() {
        List<Expression> all = new ArrayList<>();
        do {
            boolean sets = cursor.takeWords("grouping", "sets");
            if (sets || Set.of("rollup", "cube").contains(cursor.word())) {
                all.add(sets ? expressions.brackets() : expressions.expression());
            } else {
                all.add(expressions.expression());
            }
        } while (cursor.takeSymbol(","));
        return all;
    }

    private List<SelectItem> items() {
        List<SelectItem> items = new ArrayList<>();
        do {
            items.add(item());
        } while (cursor.takeSymbol(","));
        return items;
    }

    private SelectItem item() {
        int start = cursor.at();
        Expression value = expressions.expression();
        Optional<Token> alias = Optional.empty();
        if (cursor.takeWords("as")) {
            alias = Optional.of(cursor.expectName("a name"));
        } else if (cursor.peek().isName()
                && !cursor.isAtEnd()
                && !Reserved.isNoLabel(cursor.word())) {
            alias = Optional.of(cursor.take());
        }
        return new SelectItem(cursor.since(start), value, alias);
    }
}
