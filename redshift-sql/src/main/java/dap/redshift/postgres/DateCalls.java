package dap.redshift.postgres;

import dap.redshift.tree.Expression;
import dap.redshift.tree.Expression.Call;
import dap.redshift.tree.Expression.Name;
import dap.redshift.tree.Expression.TextLiteral;
import dap.redshift.tree.Token;
import java.util.List;

/// Writes functions that take a part of a date.
final class DateCalls {

    private final Renderer renderer;
    private final TranslationUnit unit;
    private final Writer out;

    DateCalls(Renderer renderer) {
        this.renderer = renderer;
        this.unit = renderer.unit();
        this.out = renderer.out();
    }

    void write(Call call, QueryScope scope) {
        List<Expression> all = call.parameters();
        switch (call.word()) {
            case "dateadd", "date_add" -> {
                unit.expect(call, 3);
                out.open(call.first(), "dap_redshift.dateadd('" + part(call) + "', ");
                renderer.write(all.get(1), scope);
                out.raw(", ");
                moment(all.get(2), scope);
                out.raw(")");
            }
            case "datediff", "date_diff" -> {
                unit.expect(call, 3);
                out.open(call.first(), "dap_redshift.datediff('" + part(call) + "', ");
                moment(all.get(1), scope);
                out.raw(", ");
                moment(all.get(2), scope);
                out.raw(")");
            }
            case "date_part_year" -> {
                unit.expect(call, 1);
                out.open(call.first(), "date_part('year', ");
                moment(all.getFirst(), scope);
                out.raw(")::int");
            }
            default -> {
                unit.expect(call, 2);
                String name = call.word().equals("date_trunc") ? "date_trunc" : "date_part";
                out.open(call.first(), name + "('" + part(call) + "', ");
                moment(all.get(1), scope);
                out.raw(")");
            }
        }
    }

    void extract(Expression.Extract extract, QueryScope scope) {
        String part = part(extract.part(), name(extract.part()), "extract");
        // Milliseconds come without the seconds, microseconds without both.
        boolean fraction = part.equals("milliseconds") || part.equals("microseconds");
        out.open(extract.first(), (fraction ? "(" : "") + "floor(date_part('" + part + "', ");
        moment(extract.source(), scope);
        out.raw(fraction ? "))::bigint % 1000)" : "))::bigint");
    }

    /// A point in time; a literal is one without a zone.
    private void moment(Expression value, QueryScope scope) {
        renderer.write(value, scope);
        out.raw(value instanceof TextLiteral ? "::timestamp" : "");
    }

    private String part(Call call) {
        Expression part = call.parameters().getFirst();
        boolean named =
                part instanceof TextLiteral
                        || (part instanceof Name name
                                && name.names().size() == 1
                                && name.steps().isEmpty());
        return part(call.first(), named ? name(part.first()) : "", call.word());
    }

    private static String name(Token token) {
        return token.kind() == Token.Kind.STRING ? Strings.value(token) : token.name();
    }

    private String part(Token token, String name, String function) {
        return DateParts.find(name)
                .orElseThrow(() ->
                        unit.file()
                                .refusal(
                                        token,
                                        "This part of a date in " + function + "()",
                                        "Use year, month, day, hour…"));
    }
}
