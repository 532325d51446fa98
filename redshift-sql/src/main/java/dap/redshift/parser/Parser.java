package dap.redshift.parser;

import dap.redshift.tree.Expression;
import dap.redshift.tree.Query;
import dap.redshift.tree.Query.Cte;
import dap.redshift.tree.Statement;
import dap.redshift.tree.SyntaxNode;
import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import dap.redshift.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Reads a run of tokens as one whole: a query, an expression, a statement.
public final class Parser {

    private final SourceFile file;

    public Parser(SourceFile file) {
        this.file = file;
    }

    /// @throws dap.errors.DapException `SQL_SYNTAX`, with line and column, for what is no query
    public Query query(List<Token> tokens) {
        return whole(tokens, cursor -> new QueryParser(cursor).query());
    }

    public Expression expression(List<Token> tokens) {
        return whole(tokens, cursor -> new QueryParser(cursor).expressions().expression());
    }

    /// INSERT, UPDATE, DELETE or MERGE.
    public Statement statement(List<Token> tokens) {
        return whole(
                tokens,
                cursor -> {
                    QueryParser queries = new QueryParser(cursor);
                    List<Cte> with = queries.with();
                    return new DmlParser(cursor, queries).statement(0, with);
                });
    }

    /// The type that `tokens` begin with; more may follow.
    public TypeName type(List<Token> tokens) {
        return new TypeParser(new Cursor(file, ended(tokens))).type();
    }

    private <T extends SyntaxNode> T whole(List<Token> tokens, Function<Cursor, T> read) {
        Cursor cursor = new Cursor(file, ended(tokens));
        T tree = read.apply(cursor);
        if (!cursor.isAtEnd()) {
            throw cursor.expected("the end of the statement");
        }
        return tree;
    }

    /// With an empty token at the end, where messages say that something is missing.
    private static List<Token> ended(List<Token> tokens) {
        List<Token> ended = new ArrayList<>(tokens);
        int line = tokens.isEmpty() ? 1 : tokens.getLast().line();
        int column =
                tokens.isEmpty() ? 1 : tokens.getLast().column() + tokens.getLast().text().length();
        ended.add(new Token(Kind.SYMBOL, "", "", line, column));
        return ended;
    }
}
