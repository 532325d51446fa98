package dap.redshift.postgres;

import dap.redshift.tree.Expression;
import dap.redshift.tree.Expression.Call;
import dap.redshift.tree.SortItem;
import dap.redshift.tree.Span;
import dap.redshift.tree.Token;
import java.util.List;
import java.util.StringJoiner;

/// Writes aggregates that PostgreSQL calls otherwise.
final class Aggregates {

    private final Renderer renderer;
    private final TranslationUnit unit;
    private final Writer out;
    private final AggregateWindows windows;

    Aggregates(Renderer renderer) {
        this.renderer = renderer;
        this.unit = renderer.unit();
        this.out = renderer.out();
        this.windows = new AggregateWindows(renderer);
    }

    void write(Call call, QueryScope scope) {
        if (call.parameters().isEmpty()) {
            throw unit.file()
                    .syntax(
                            call.first().line(),
                            call.first().column(),
                            call.word() + "() without an argument",
                            "Name what it is of.");
        }
        if (call.over().isPresent()) {
            windows.write(call, call.over().get(), scope);
        } else if (call.word().equals("median")) {
            out.open(call.first(), "percentile_cont(0.5) WITHIN GROUP (ORDER BY ");
            renderer.write(call.parameters().getFirst(), scope);
            out.raw(")");
        } else if (call.distinct()) {
            distinctList(call, scope);
        } else {
            list(call, scope);
        }
    }

    private void list(Call call, QueryScope scope) {
        out.open(call.first(), "string_agg(dap_redshift.as_text(");
        renderer.wrapped("", call.parameters().getFirst(), "), ", scope);
        out.raw(separator(call, scope));
        if (!call.within().isEmpty()) {
            out.raw(" ORDER BY ");
            Span span = call.span();
            int from = call.within().getFirst().span().from();
            int to = call.within().getLast().span().to();
            renderer.verbatim(new Span(span.all(), from, to), call.within(), scope);
        }
        out.raw(")");
    }

    private String separator(Call call, QueryScope scope) {
        List<Expression> all = call.parameters();
        return all.size() > 1 ? renderer.flat(all.get(1), scope) : "''";
    }

    /// PostgreSQL sorts distinct values by themselves alone: as numbers, they are put together as
    /// numbers and become text afterwards.
    private void distinctList(Call call, QueryScope scope) {
        Expression value = call.parameters().getFirst();
        String scalar = "dap_redshift.scalar(" + renderer.flat(value, scope) + ")";
        StringJoiner order = new StringJoiner(", ");
        for (SortItem item : call.within()) {
            String direction = direction(item);
            order.add(
                    same(item.value(), value)
                            ? scalar + direction
                            : renderer.flat(item.value(), scope) + direction);
        }
        out.token(
                call.first(),
                "array_to_string(array_agg(DISTINCT %s%s) FILTER (WHERE %s IS NOT NULL), %s)"
                        .formatted(
                                scalar,
                                call.within().isEmpty() ? "" : " ORDER BY " + order,
                                scalar,
                                separator(call, scope)));
    }

    private static String direction(SortItem item) {
        StringBuilder words = new StringBuilder();
        Span span = item.span();
        for (Token token : span.all().subList(item.value().span().to(), span.to())) {
            words.append(' ').append(token.text());
        }
        return words.toString();
    }

    /// Whether both say the same, whatever the case of names and the white space.
    private boolean same(Expression one, Expression other) {
        List<Token> left = one.span().tokens();
        List<Token> right = other.span().tokens();
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!says(left.get(i)).equals(says(right.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private String says(Token token) {
        return token.isName() ? unit.names().fold(token) : token.text();
    }
}
