package dap.engine.duckdb;

import dap.sql.tree.Expr;
import java.util.List;
import java.util.Set;

/// Writes Trino's scalar functions in DuckDB's dialect; one entry for each name that the function
/// table knows.
final class ScalarFunctions {

    private static final dap.sql.tree.Query NOTHING =
            new dap.sql.tree.Query(
                    List.of(),
                    new dap.sql.tree.Query.Values(List.of()),
                    List.of(),
                    java.util.OptionalLong.empty(),
                    java.util.OptionalLong.empty(),
                    List.of());

    private final FunctionRenderers writings = new FunctionRenderers();
    private final Refusal refusal;
    private final ExpressionRenderer expressions;

    ScalarFunctions(Refusal refusal, ExpressionRenderer expressions, CastRenderer casts) {
        this.refusal = refusal;
        this.expressions = expressions;
        new TextFunctions(refusal, casts).addTo(writings);
        new ContainerFunctions(refusal, expressions, casts).addTo(writings);
        new NumberFunctions(expressions).addTo(writings);
        new TimeFunctions(refusal, expressions, casts).addTo(writings);
    }

    /// The names that are written; every other is refused.
    static Set<String> all() {
        return none().writings.names();
    }

    /// Those of them that DuckDB has alike, under the same name.
    static Set<String> same() {
        return none().writings.sameNames();
    }

    private static ScalarFunctions none() {
        Refusal refusal = new Refusal("");
        ExpressionRenderer none =
                new ExpressionRenderer(refusal, new QueryRenderer("", NOTHING, LakeScans.shown()));
        return new ScalarFunctions(refusal, none, new CastRenderer(refusal, none));
    }

    String render(Expr.Call call) {
        return writings.find(call.function())
                .orElseThrow(() ->
                        refusal.of(
                                call.position(),
                                "the function " + call.function(),
                                "Write it another way, or leave the column to the warehouse."))
                .write(call, expressions.all(call.arguments()));
    }
}
