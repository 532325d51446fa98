package dap.redshift.postgres;

import dap.redshift.tree.Expression;
import dap.redshift.tree.Expression.Call;
import dap.redshift.tree.SortItem;
import dap.redshift.tree.Window;
import java.util.List;
import java.util.stream.Collectors;

/// Writes over windows the aggregates that sort their input, which PostgreSQL has for groups alone.
final class AggregateWindows {

    private final Renderer renderer;
    private final Writer out;

    AggregateWindows(Renderer renderer) {
        this.renderer = renderer;
        this.out = renderer.out();
    }

    void write(Call call, Window window, QueryScope scope) {
        if (call.distinct()) {
            throw renderer.unit()
                    .file()
                    .refusal(
                            call.first(),
                            call.word() + "(DISTINCT …) … OVER (…)",
                            "Aggregate in a subquery with GROUP BY, and join it.");
        }
        if (call.word().equals("listagg")) {
            list(call, window, scope);
        } else {
            percentile(call, window, scope);
        }
    }

    /// The order is the window's, whose frame is all of its partition.
    private void list(Call call, Window window, QueryScope scope) {
        List<Expression> all = call.parameters();
        String separator = all.size() > 1 ? renderer.flat(all.get(1), scope) : "''";
        String order = call.within().isEmpty() ? "" : " ORDER BY " + sorted(call.within(), scope);
        out.token(
                call.first(),
                "string_agg(dap_redshift.as_text(%s), %s) OVER (%s%s ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"
                        .formatted(
                                renderer.flat(all.getFirst(), scope),
                                separator,
                                partition(window, scope),
                                order));
    }

    private void percentile(Call call, Window window, QueryScope scope) {
        boolean median = call.word().equals("median");
        Expression value = median ? call.parameters().getFirst() : call.within().getFirst().value();
        String share = median ? "0.5" : renderer.flat(call.parameters().getFirst(), scope);
        boolean descends =
                !median
                        && call.within().getFirst().span().tokens().stream()
                                .anyMatch(token -> token.lower().equals("desc"));
        String function = median ? "percentile_cont" : call.word();
        String plain = renderer.flat(value, scope);
        String over = "OVER (" + partition(window, scope) + ")";
        // Descending is ascending of the negative numbers.
        out.token(
                call.first(),
                descends
                        ? "(-dap_redshift.%s(-(%s), %s) %s)".formatted(function, plain, share, over)
                        : "dap_redshift.%s(%s, %s) %s".formatted(function, plain, share, over));
    }

    private String partition(Window window, QueryScope scope) {
        return window.partition().isEmpty()
                ? ""
                : window.partition().stream()
                        .map(expression -> renderer.flat(expression, scope))
                        .collect(Collectors.joining(", ", "PARTITION BY ", ""));
    }

    private String sorted(List<SortItem> items, QueryScope scope) {
        return items.stream()
                .map(item -> renderer.flat(item, scope))
                .collect(Collectors.joining(", "));
    }
}
