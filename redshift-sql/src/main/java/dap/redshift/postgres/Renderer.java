package dap.redshift.postgres;

import dap.redshift.tree.Alias;
import dap.redshift.tree.Assignment;
import dap.redshift.tree.Expression;
import dap.redshift.tree.FromItem;
import dap.redshift.tree.MergeBranch;
import dap.redshift.tree.Query;
import dap.redshift.tree.QueryBody;
import dap.redshift.tree.SelectItem;
import dap.redshift.tree.SortItem;
import dap.redshift.tree.Span;
import dap.redshift.tree.Statement;
import dap.redshift.tree.Step;
import dap.redshift.tree.SyntaxNode;
import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import dap.redshift.tree.TypeName;
import dap.redshift.tree.When;
import dap.redshift.tree.Window;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes trees as PostgreSQL's SQL.
///
/// What PostgreSQL says as Redshift does is written token by token as it stood; each kind of node
/// that it says differently has a renderer of its own.
final class Renderer {

    private final TranslationUnit unit;
    private final Writer out;
    private final Inference types;
    private final ExpressionRenderer expressions;
    private final CallRenderer calls;
    private final FromRenderer froms;
    private final QueryRenderer queries;
    private final DmlRenderer dml;

    private Renderer(TranslationUnit unit, Writer out) {
        this.unit = unit;
        this.out = out;
        this.types = new Inference(unit);
        this.expressions = new ExpressionRenderer(this);
        this.calls = new CallRenderer(this);
        this.froms = new FromRenderer(this);
        this.queries = new QueryRenderer(this);
        this.dml = new DmlRenderer(this);
    }

    /// The tree with the white space before it, on its lines.
    static String render(TranslationUnit unit, SyntaxNode tree) {
        return render(unit, tree, new QueryScope(null));
    }

    static String render(TranslationUnit unit, SyntaxNode tree, QueryScope scope) {
        Renderer renderer = new Renderer(unit, Writer.from(tree.first()));
        renderer.write(tree, scope);
        return renderer.out.upTo(tree.span().last());
    }

    /// The tree on one line.
    String flat(SyntaxNode tree, QueryScope scope) {
        Renderer renderer = new Renderer(unit, Writer.onOneLine());
        renderer.write(tree, scope);
        return renderer.out.text();
    }

    TranslationUnit unit() {
        return unit;
    }

    Writer out() {
        return out;
    }

    FromRenderer froms() {
        return froms;
    }

    Type type(Expression expression, QueryScope scope) {
        return types.of(expression, scope);
    }

    Inference types() {
        return types;
    }

    void write(SyntaxNode tree, QueryScope scope) {
        switch (tree) {
            case Expression.Call call -> calls.write(call, scope);
            case Expression.WordedCall call -> calls.worded(call, scope);
            case Expression.Extract extract -> calls.extract(extract, scope);
            case Expression expression -> expressions.write(expression, scope);
            case Query query -> queries.write(query, scope);
            case QueryBody body -> queries.body(body, scope);
            case FromItem item -> froms.write(item, scope);
            case Statement statement -> dml.write(statement);
            case MergeBranch branch -> dml.branch(branch, scope);
            case Assignment assignment -> dml.assignment(assignment, scope);
            case SelectItem item -> queries.item(item, scope);
            case Query.Cte cte -> queries.cte(cte, scope);
            case Alias alias -> names(alias.span(), Set.of("as", "at"));
            case TypeName type -> type(type);
            case SortItem _, When _, Window _, Step _ -> verbatim(tree, scope);
        }
    }

    /// The tokens of the tree as they stand, with its children rendered.
    void verbatim(SyntaxNode tree, QueryScope scope) {
        verbatim(tree.span(), tree.children(), scope);
    }

    void verbatim(Span span, Collection<? extends SyntaxNode> children, QueryScope scope) {
        int at = span.from();
        for (SyntaxNode child : children) {
            tokens(span, at, child.span().from());
            write(child, scope);
            at = child.span().to();
        }
        tokens(span, at, span.to());
    }

    /// The tokens from `from` to `to` as they stand.
    void tokens(Span span, int from, int to) {
        for (int i = from; i < to; i++) {
            token(span.all().get(i));
        }
    }

    void token(Token token) {
        boolean name = token.kind() == Kind.QUOTED || token.text().startsWith("#");
        boolean text = token.kind() == Kind.STRING;
        out.token(
                token,
                name ? unit.names().spell(token) : text ? Strings.spell(token) : token.text());
    }

    /// Tokens of which all words but `keywords` are names.
    void names(Span span, Set<String> keywords) {
        for (Token token : span.tokens()) {
            boolean name = token.isName() && !keywords.contains(token.lower());
            out.token(token, name ? unit.names().spell(token) : token.text());
        }
    }

    /// The names as they are compared, with dots.
    String fold(List<Token> names) {
        return names.stream().map(unit.names()::fold).collect(Collectors.joining("."));
    }

    /// Writes the value that becomes the column at `index`.
    void assigned(Expression value, int index, Columns columns, QueryScope scope) {
        Optional<String> sample =
                columns.names().isEmpty()
                        ? Optional.empty()
                        : columns.sample(index, value, type(value, scope));
        if (sample.isPresent()) {
            within("dap_redshift.fit(", value, ", " + sample.get() + ")", scope);
        } else {
            write(value, scope);
        }
    }

    /// Writes values that become columns, with what stands around them.
    void assigned(Span span, List<Expression> values, Columns columns, QueryScope scope) {
        int at = span.from();
        for (int i = 0; i < values.size(); i++) {
            tokens(span, at, values.get(i).span().from());
            assigned(values.get(i), i, columns, scope);
            at = values.get(i).span().to();
        }
        tokens(span, at, span.to());
    }

    QueryRenderer queries() {
        return queries;
    }

    /// Writes `before`, the tree without the white space before it, and `after`.
    void wrapped(String before, SyntaxNode tree, String after, QueryScope scope) {
        out.raw(before);
        write(tree, scope);
        out.raw(after);
    }

    /// Puts the tree into brackets of ours, behind its white space.
    void within(String before, SyntaxNode tree, String after, QueryScope scope) {
        out.prefix(before);
        write(tree, scope);
        out.raw(after);
    }

    private void type(TypeName name) {
        out.token(name.first(), unit.types().of(name).text());
    }
}
