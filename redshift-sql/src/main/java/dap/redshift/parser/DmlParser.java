package dap.redshift.parser;

import dap.redshift.tree.Assignment;
import dap.redshift.tree.Expression;
import dap.redshift.tree.FromItem;
import dap.redshift.tree.MergeBranch;
import dap.redshift.tree.Query;
import dap.redshift.tree.Query.Cte;
import dap.redshift.tree.Statement;
import dap.redshift.tree.Statement.Target;
import dap.redshift.tree.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads INSERT, UPDATE, DELETE and MERGE.
final class DmlParser {

    private final Cursor cursor;
    private final QueryParser queries;
    private final ExpressionParser expressions;

    DmlParser(Cursor cursor, QueryParser queries) {
        this.cursor = cursor;
        this.queries = queries;
        this.expressions = queries.expressions();
    }

    /// @param with what stands before it
    Statement statement(int start, List<Cte> with) {
        return switch (cursor.word()) {
            case "insert" -> insert(start, with);
            case "update" -> update(start, with);
            case "delete" -> delete(start, with);
            case "merge" -> merge(start);
            default -> throw cursor.expected("INSERT, UPDATE, DELETE or MERGE");
        };
    }

    private Statement insert(int start, List<Cte> with) {
        cursor.expectWord("insert");
        cursor.expectWord("into");
        Target target = target(false);
        boolean named = cursor.isSymbol("(") && !queries.isQuery();
        List<Token> columns = named ? queries.names() : List.of();
        if (cursor.takeWords("default", "values")) {
            return new Statement.Insert(
                    cursor.since(start), with, target, columns, Optional.empty());
        }
        Query query = queries.query();
        return new Statement.Insert(cursor.since(start), with, target, columns, Optional.of(query));
    }

    private Statement update(int start, List<Cte> with) {
        cursor.expectWord("update");
        Target target = target(true);
        cursor.expectWord("set");
        List<Assignment> assignments = assignments();
        List<FromItem> from = cursor.takeWords("from") ? queries.froms().items() : List.of();
        Optional<Expression> where = where();
        return new Statement.Update(cursor.since(start), with, target, assignments, from, where);
    }

    private Statement delete(int start, List<Cte> with) {
        cursor.expectWord("delete");
        boolean hasFrom = cursor.takeWords("from");
        Target target = target(true);
        List<FromItem> using = cursor.takeWords("using") ? queries.froms().items() : List.of();
        Optional<Expression> where = where();
        return new Statement.Delete(cursor.since(start), with, hasFrom, target, using, where);
    }

    private Statement merge(int start) {
        cursor.expectWord("merge");
        cursor.expectWord("into");
        Target target = target(true);
        cursor.expectWord("using");
        FromItem source = queries.froms().joined();
        cursor.expectWord("on");
        Expression condition = expressions.expression();
        if (cursor.hasWords("remove", "duplicates")) {
            throw cursor.refused(
                    cursor.peek(), "REMOVE DUPLICATES", "Write WHEN MATCHED and WHEN NOT MATCHED.");
        }
        List<MergeBranch> branches = new ArrayList<>();
        while (cursor.word().equals("when")) {
            branches.add(branch());
        }
        return new Statement.Merge(cursor.since(start), target, source, condition, branches);
    }

    private MergeBranch branch() {
        int start = cursor.at();
        cursor.expectWord("when");
        cursor.takeWords("not");
        cursor.expectWord("matched");
        Optional<Expression> condition =
                cursor.takeWords("and") ? Optional.of(expressions.expression()) : Optional.empty();
        cursor.expectWord("then");
        List<Assignment> assignments = List.of();
        List<Token> columns = List.of();
        List<Expression> values = List.of();
        if (cursor.takeWords("update")) {
            cursor.expectWord("set");
            assignments = assignments();
        } else if (cursor.takeWords("insert")) {
            columns = cursor.isSymbol("(") ? queries.names() : List.of();
            cursor.expectWord("values");
            cursor.expectSymbol("(");
            values = expressions.expressions();
            cursor.expectSymbol(")");
        } else {
            cursor.expectWord("delete");
        }
        return new MergeBranch(cursor.since(start), condition, assignments, columns, values);
    }

    private List<Assignment> assignments() {
        List<Assignment> all = new ArrayList<>();
        do {
            int start = cursor.at();
            List<Token> column = expressions.operands().names();
            cursor.expectSymbol("=");
            Expression value = expressions.expression();
            all.add(new Assignment(cursor.since(start), column, value));
        } while (cursor.takeSymbol(","));
        return all;
    }

    private Target target(boolean aliased) {
        int start = cursor.at();
        List<Token> name = expressions.operands().names();
        Optional<Token> alias = Optional.empty();
        boolean as = aliased && cursor.takeWords("as");
        if (aliased && cursor.peek().isName() && (as || !Reserved.isNoAlias(cursor.word()))) {
            alias = Optional.of(cursor.take());
        }
        return new Target(cursor.since(start), name, alias);
    }

    private Optional<Expression> where() {
        return cursor.takeWords("where") ? Optional.of(expressions.expression()) : Optional.empty();
    }
}
