package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.Position;
import dap.sql.tree.SqlType;
import java.time.ZoneId;
import java.util.Optional;

/// The zone that a timestamp is shown in. DuckDB keeps the instant alone, so the zone is found in
/// the expression, or the expression is refused.
final class Zones {

    private static final String UTC = "UTC";

    private final Refusal refusal;
    private final ExpressionRenderer expressions;

    Zones(Refusal refusal, ExpressionRenderer expressions) {
        this.refusal = refusal;
        this.expressions = expressions;
    }

    /// `expr` as a date or a timestamp without zone: what a clock in its zone shows.
    String local(Expr expr, Position position) {
        String value = expressions.render(expr);
        if (!(expr.type() instanceof SqlType.ZonedTimestamp)) {
            return value;
        }
        if (expr instanceof Expr.Call call && call.function().equals("from_iso8601_timestamp")) {
            return Sql.call("trino_iso_local", expressions.render(call.arguments().getFirst()));
        }
        return Sql.call("timezone", Sql.text(of(expr, position)), value);
    }

    /// The zone of a timestamp with time zone.
    String of(Expr expr, Position position) {
        return find(expr)
                .orElseThrow(() ->
                        refusal.of(
                                position,
                                "a zone that differs from row to row",
                                "Write AT TIME ZONE 'UTC' after the timestamp."));
    }

    private Optional<String> find(Expr expr) {
        return switch (expr) {
            case Expr.Literal _ -> Optional.of(UTC);
            case Expr.Cast cast when !(cast.value().type() instanceof SqlType.ZonedTimestamp) ->
                    TypePredicates.isText(cast.value().type())
                            ? Optional.empty()
                            : Optional.of(UTC);
            case Expr.Cast cast -> find(cast.value());
            case Expr.Arithmetic it -> find(it.left());
            case Expr.Call call -> ofCall(call);
            default -> Optional.empty();
        };
    }

    private Optional<String> ofCall(Expr.Call call) {
        return switch (call.function()) {
            case "from_unixtime" ->
                    call.arguments().size() == 1
                            ? Optional.of(UTC)
                            : constant(call.arguments().get(1));
            case "at_timezone", "with_timezone" -> constant(call.arguments().get(1));
            case "date_trunc" -> find(call.arguments().get(1));
            case "date_add" -> find(call.arguments().get(2));
            default -> Optional.empty();
        };
    }

    private static Optional<String> constant(Expr zone) {
        return zone instanceof Expr.Literal literal && literal.value() instanceof String name
                ? Optional.of(name)
                : Optional.empty();
    }

    /// `instant`, if the zone of the call is one by name: `Europe/London`.
    String checked(Expr.Call call, String instant) {
        String zone = of(call, call.position());
        boolean isKnown = zone.equals(UTC) || ZoneId.getAvailableZoneIds().contains(zone);
        if (!isKnown) {
            throw refusal.of(
                    call.position(), "this zone", "Name a zone by region, as 'Europe/London'.");
        }
        return instant;
    }
}
