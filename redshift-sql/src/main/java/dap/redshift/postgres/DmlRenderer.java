package dap.redshift.postgres;

import dap.redshift.tree.Assignment;
import dap.redshift.tree.MergeBranch;
import dap.redshift.tree.Query;
import dap.redshift.tree.Span;
import dap.redshift.tree.Statement;
import dap.redshift.tree.Statement.Delete;
import dap.redshift.tree.Statement.Insert;
import dap.redshift.tree.Statement.Merge;
import dap.redshift.tree.Statement.Target;
import dap.redshift.tree.Statement.Update;
import dap.redshift.tree.SyntaxNode;
import dap.redshift.tree.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes INSERT, UPDATE, DELETE and MERGE.
final class DmlRenderer {

    private static final Set<String> WORDS =
            Set.of("insert", "into", "values", "default", "as", "when", "not", "matched", "then");

    private final Renderer renderer;
    private final TranslationUnit unit;
    private final Writer out;

    /// The table that the statement changes.
    private String table = "";

    DmlRenderer(Renderer renderer) {
        this.renderer = renderer;
        this.unit = renderer.unit();
        this.out = renderer.out();
    }

    void write(Statement statement) {
        QueryScope scope = new QueryScope(null);
        switch (statement) {
            case Insert insert -> insert(insert, scope);
            case Update update -> {
                int at = head(update.span(), update.with(), update.target(), scope);
                from().register(update.from(), scope);
                rest(
                        update.span(),
                        at,
                        SyntaxNode.list(update.assignments(), update.from(), update.where()),
                        scope);
            }
            case Delete delete -> {
                int at = head(delete.span(), delete.with(), delete.target(), scope);
                from().register(delete.using(), scope);
                rest(delete.span(), at, SyntaxNode.list(delete.using(), delete.where()), scope);
            }
            case Merge merge -> {
                int at = head(merge.span(), List.of(), merge.target(), scope);
                from().register(merge.source(), scope);
                rest(
                        merge.span(),
                        at,
                        SyntaxNode.list(merge.source(), merge.condition(), merge.branches()),
                        scope);
            }
        }
    }

    private FromScope from() {
        return new FromScope(unit, renderer.types());
    }

    /// Everything up to the table that is changed, and that.
    ///
    /// @return the index behind it
    private int head(Span span, List<Query.Cte> with, Target target, QueryScope scope) {
        int at = span.from();
        for (Query.Cte cte : with) {
            renderer.tokens(span, at, cte.span().from());
            renderer.write(cte, scope);
            at = cte.span().to();
        }
        renderer.tokens(span, at, target.span().from());
        table = unit.names().table(target.name());
        target(target);
        from().register(target, scope);
        return target.span().to();
    }

    private void target(Target target) {
        Span span = target.span();
        // Redshift's DELETE may leave FROM out.
        boolean bare = span.all().get(span.from() - 1).lower().equals("delete");
        out.token(span.first(), (bare ? "FROM " : "") + unit.names().table(target.name()));
        int at = span.from() + target.name().size() * 2 - 1;
        renderer.names(new Span(span.all(), at, span.to()), Set.of("as"));
    }

    private void rest(Span span, int from, List<SyntaxNode> parts, QueryScope scope) {
        renderer.verbatim(new Span(span.all(), from, span.to()), parts, scope);
    }

    private void insert(Insert insert, QueryScope scope) {
        int at = head(insert.span(), insert.with(), insert.target(), scope);
        Span span = insert.span();
        int query = insert.source().map(source -> source.span().from()).orElse(span.to());
        columns(span, at, query);
        Columns target = Columns.of(renderer, insert.target().name(), insert.columns());
        insert.source()
                .ifPresent(
                        source -> renderer.queries().write(source, new QueryScope(scope), target));
    }

    /// The names in brackets without their tables.
    private void columns(Span span, int from, int to) {
        for (int i = from; i < to; i++) {
            Token token = span.all().get(i);
            boolean qualifier = i + 1 < to && span.all().get(i + 1).isSymbol(".");
            boolean name = token.isName() && !WORDS.contains(token.lower());
            if (qualifier || token.isSymbol(".")) {
                continue;
            }
            out.token(token, name ? unit.names().spell(token) : token.text());
        }
    }

    void branch(MergeBranch branch, QueryScope scope) {
        List<SyntaxNode> values = new ArrayList<>(branch.values());
        if (values.isEmpty()) {
            renderer.verbatim(branch, scope);
            return;
        }
        Span span = branch.span();
        int at = span.from();
        if (branch.condition().isPresent()) {
            SyntaxNode condition = branch.condition().get();
            renderer.tokens(span, at, condition.span().from());
            renderer.write(condition, scope);
            at = condition.span().to();
        }
        columns(span, at, values.getFirst().span().from());
        List<String> names = branch.columns().stream().map(unit.names()::spell).toList();
        renderer.assigned(
                new Span(span.all(), values.getFirst().span().from(), span.to()),
                branch.values(),
                names.size() == values.size() ? new Columns(table, names) : Columns.NONE,
                scope);
    }

    /// `t.b = 2`: PostgreSQL wants the columns without their table.
    void assignment(Assignment assignment, QueryScope scope) {
        Span span = assignment.span();
        Token column = assignment.column().getLast();
        out.token(span.first(), unit.names().spell(column));
        int at = span.from() + assignment.column().size() * 2 - 1;
        renderer.assigned(
                new Span(span.all(), at, span.to()),
                List.of(assignment.value()),
                new Columns(table, List.of(unit.names().spell(column))),
                scope);
    }
}
