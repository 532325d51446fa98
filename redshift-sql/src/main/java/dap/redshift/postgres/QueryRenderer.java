package dap.redshift.postgres;

import dap.redshift.tree.Expression;
import dap.redshift.tree.Query;
import dap.redshift.tree.QueryBody;
import dap.redshift.tree.QueryBody.Select;
import dap.redshift.tree.SelectItem;
import dap.redshift.tree.Span;
import dap.redshift.tree.SyntaxNode;
import dap.redshift.tree.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes queries: WITH, SELECT with all its clauses, and what joins several of them.
final class QueryRenderer {

    private final Renderer renderer;
    private final TranslationUnit unit;
    private final Writer out;

    QueryRenderer(Renderer renderer) {
        this.renderer = renderer;
        this.unit = renderer.unit();
        this.out = renderer.out();
    }

    void write(Query query, QueryScope outer) {
        write(query, outer, Columns.NONE);
    }

    /// @param columns where the rows go
    void write(Query query, QueryScope outer, Columns columns) {
        QueryScope scope = query.with().isEmpty() ? outer : new QueryScope(outer);
        Span span = query.span();
        int at = span.from();
        for (Query.Cte cte : query.with()) {
            renderer.tokens(span, at, cte.span().from());
            cte(cte, scope);
            at = cte.span().to();
        }
        renderer.tokens(span, at, query.body().span().from());
        QueryScope inner = scope;
        if (query.body() instanceof Select select) {
            inner = new QueryScope(scope);
            boolean sorted = select.isDistinct() && !query.order().isEmpty();
            select(select, inner, sorted ? Columns.NONE : columns);
        } else {
            body(query.body(), scope, columns);
        }
        List<SyntaxNode> tail = SyntaxNode.list(query.order(), query.limits());
        Span rest = new Span(span.all(), query.body().span().to(), span.to());
        renderer.verbatim(rest, tail, inner);
        query.select().flatMap(Select::top).ifPresent(this::limit);
    }

    /// A query of a WITH clause; its columns are known to those behind it.
    void cte(Query.Cte cte, QueryScope scope) {
        Span head = new Span(cte.span().all(), cte.span().from(), cte.query().span().from());
        renderer.names(head, Set.of("as"));
        write(cte.query(), scope);
        renderer.tokens(cte.span(), cte.query().span().to(), cte.span().to());
        scope.addQuery(
                unit.names().fold(cte.name()),
                cte.columns().isEmpty()
                        ? renderer.types().columns(cte.query(), scope)
                        : Optional.empty());
    }

    void body(QueryBody body, QueryScope outer) {
        body(body, outer, Columns.NONE);
    }

    private void body(QueryBody body, QueryScope outer, Columns columns) {
        switch (body) {
            case Select select -> {
                select.top()
                        .ifPresent(top -> {
                            throw unit.file()
                                    .refusal(
                                            top.first(),
                                            "TOP beside UNION",
                                            "Put that SELECT into brackets, with LIMIT.");
                        });
                select(select, new QueryScope(outer), columns);
            }
            case QueryBody.SetOperation union -> union(union, outer, columns);
            case QueryBody.Values values -> values(values, outer, columns);
            case QueryBody.Nested _ -> renderer.verbatim(body, outer);
        }
    }

    private void values(QueryBody.Values values, QueryScope outer, Columns columns) {
        Span span = values.span();
        int at = span.from();
        for (Expression row : values.rows()) {
            renderer.tokens(span, at, row.span().from());
            if (row instanceof Expression.Brackets brackets && columns.fit(brackets.items())) {
                renderer.assigned(brackets.span(), brackets.items(), columns, outer);
            } else {
                renderer.write(row, outer);
            }
            at = row.span().to();
        }
    }

    private void union(QueryBody.SetOperation union, QueryScope outer, Columns columns) {
        body(union.left(), outer, columns);
        Span span = union.span();
        for (int i = union.left().span().to(); i < union.right().span().from(); i++) {
            Token token = span.all().get(i);
            out.token(token, token.lower().equals("minus") ? "EXCEPT" : token.text());
        }
        body(union.right(), outer, columns);
    }

    private void limit(Span top) {
        Token last = top.last();
        String count = last.text().equals(")") ? top.all().get(top.to() - 2).text() : last.text();
        out.raw(" LIMIT " + count);
    }

    /// @param scope gets the names that the tables bring
    private void select(Select select, QueryScope scope, Columns target) {
        new FromScope(unit, renderer.types()).register(select.from(), scope);
        Optional<Qualify> qualify =
                select.qualify().map(condition -> Qualify.of(renderer, select, condition, scope));
        Span span = select.span();
        out.token(span.first(), qualify.map(Qualify::head).orElse("") + span.first().text());
        int at = span.from() + 1;
        int items = 0;
        boolean fits =
                target.fit(select.items())
                        && qualify.isEmpty()
                        && select.items().stream()
                                .noneMatch(item -> item.value() instanceof Expression.Star);
        Columns columns = fits ? target : Columns.NONE;
        Laterals laterals = new Laterals(renderer, select, scope);
        for (SyntaxNode part : parts(select)) {
            gap(select, at, part.span().from());
            if (!(part instanceof SelectItem item)) {
                renderer.write(part, scope);
            } else if (qualify.isPresent() && !qualify.get().items().isEmpty()) {
                out.token(item.first(), qualify.get().items());
                items++;
            } else {
                item(item, items, columns, scope);
                laterals.define(item);
                items++;
            }
            if (part instanceof SelectItem && items == select.items().size()) {
                qualify.ifPresent(it -> out.raw(it.keep()));
                scope.forgetLaterals();
            }
            at = part.span().to();
        }
        gap(select, at, select.qualify().map(it -> it.span().from() - 1).orElse(span.to()));
        qualify.ifPresent(it -> out.raw(it.tail()));
    }

    /// What is rendered by itself, in the order of the text.
    private static List<SyntaxNode> parts(Select select) {
        List<SyntaxNode> parts = new ArrayList<>();
        parts.addAll(select.items());
        parts.addAll(select.from());
        select.where().ifPresent(parts::add);
        parts.addAll(select.grouping());
        select.having().ifPresent(parts::add);
        parts.sort(Comparator.comparingInt(part -> part.span().from()));
        return parts;
    }

    /// What stands between the parts: without TOP, and with the names behind INTO spelt.
    private void gap(Select select, int from, int to) {
        Span span = select.span();
        for (int i = from; i < to; i++) {
            int index = i;
            boolean top =
                    select.top().filter(it -> it.from() <= index && index < it.to()).isPresent();
            boolean into =
                    select.into().filter(it -> it.from() < index && index < it.to()).isPresent();
            Token token = span.all().get(i);
            if (into && token.isName()) {
                out.token(token, unit.names().spell(token));
            } else if (!top) {
                renderer.token(token);
            }
        }
    }

    void item(SelectItem item, QueryScope scope) {
        item(item, 0, Columns.NONE, scope);
    }

    private void item(SelectItem item, int index, Columns columns, QueryScope scope) {
        if (item.value() instanceof Expression.Star star && !star.excluded().isEmpty()) {
            star(star, scope);
            return;
        }
        renderer.assigned(item.value(), index, columns, scope);
        if (item.alias().isEmpty()) {
            return;
        }
        Token alias = item.alias().get();
        int value = item.value().span().to();
        boolean as = item.span().to() - value == 2;
        if (as) {
            renderer.token(item.span().all().get(value));
        } else if (OutputLabels.needsAs(alias)) {
            out.prefix("AS ");
        }
        out.token(alias, unit.names().spell(alias));
    }

    /// `* EXCLUDE (a)` over tables whose columns the query itself names.
    private void star(Expression.Star star, QueryScope scope) {
        Set<String> excluded =
                star.excluded().stream()
                        .map(unit.names()::fold)
                        .collect(java.util.stream.Collectors.toSet());
        var tables =
                scope.allColumns()
                        .orElseThrow(() ->
                                unit.file()
                                        .refusal(
                                                star.excluded().getFirst(),
                                                "EXCLUDE over a table whose columns are not known",
                                                "Name the columns in the select list."));
        String all =
                tables.entrySet().stream()
                        .flatMap(table ->
                                table.getValue().stream()
                                        .filter(column -> !excluded.contains(column.name()))
                                        .map(column ->
                                                "%s.\"%s\""
                                                        .formatted(table.getKey(), column.name())))
                        .collect(java.util.stream.Collectors.joining(", "));
        out.token(star.first(), all);
    }
}
