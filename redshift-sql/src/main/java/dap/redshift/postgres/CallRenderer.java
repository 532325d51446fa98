package dap.redshift.postgres;

import dap.redshift.tree.Expression;
import dap.redshift.tree.Expression.Call;
import dap.redshift.tree.Expression.TextLiteral;
import dap.redshift.tree.Span;
import dap.redshift.tree.SyntaxNode;
import dap.redshift.tree.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes calls of functions.
///
/// Most of Redshift's own functions lie in `dap_redshift`; here are those whose syntax differs, or
/// whose name means something else in PostgreSQL.
final class CallRenderer {

    private final Renderer renderer;
    private final TranslationUnit unit;
    private final Writer out;
    private final DateCalls dates;
    private final Aggregates aggregates;

    CallRenderer(Renderer renderer) {
        this.renderer = renderer;
        this.unit = renderer.unit();
        this.out = renderer.out();
        this.dates = new DateCalls(renderer);
        this.aggregates = new Aggregates(renderer);
    }

    void write(Call call, QueryScope scope) {
        refuse(call);
        int count = call.parameters().size();
        switch (call.word()) {
            case "nvl", "coalesce", "ifnull" -> alternatives(call, "coalesce", scope);
            case "isnull" -> {
                if (count == 2) {
                    alternatives(call, "coalesce", scope);
                } else {
                    plain(call, scope);
                }
            }
            case "nullif" -> alternatives(call, "nullif", scope);
            case "nvl2" -> {
                unit.expect(call, 3);
                fill(call, "CASE WHEN (%) IS NOT NULL THEN % ELSE % END", List.of(0, 1, 2), scope);
            }
            case "decode" -> {
                if (count > 2) {
                    decode(call, scope);
                } else {
                    plain(call, scope);
                }
            }
            case "concat" -> {
                unit.expect(call, 2);
                out.open(call.first(), "(");
                text(call, 0, scope);
                out.raw(" || ");
                text(call, 1, scope);
                out.raw(")");
            }
            case "charindex" -> {
                unit.expect(call, 2);
                out.open(call.first(), "strpos(");
                text(call, 1, scope);
                out.raw(", ");
                text(call, 0, scope);
                out.raw(")");
            }
            case "json_extract_path_text" -> jsonPath(call, scope);
            case "listagg", "median" -> aggregates.write(call, scope);
            case "percentile_cont", "percentile_disc" -> {
                if (call.over().isPresent()) {
                    aggregates.write(call, scope);
                } else {
                    plain(call, scope);
                }
            }
            case "dateadd",
                    "date_add",
                    "datediff",
                    "date_diff",
                    "date_part",
                    "pgdate_part",
                    "date_part_year",
                    "date_trunc" ->
                    dates.write(call, scope);
            default -> named(call, scope);
        }
    }

    private void refuse(Call call) {
        String word = call.word();
        Optional<String> hint = RefusedFunctions.hint(word);
        if (hint.isPresent()) {
            throw unit.file().refusal(call.first(), word + "()", hint.get());
        }
        if (call.ignoresNulls()) {
            throw unit.file()
                    .refusal(
                            call.first(),
                            "IGNORE NULLS",
                            "Filter the NULLs in a subquery, or use max(…) OVER (…).");
        }
    }

    private void named(Call call, QueryScope scope) {
        String ofText = FunctionNames.OF_TEXT.get(call.word());
        if (ofText != null && !call.parameters().isEmpty()) {
            renamed(call, ofText, scope, Wrap.FIRST_AS_TEXT);
        } else {
            plain(call, scope);
        }
    }

    /// The call as it stands, by another name where PostgreSQL has another.
    private void plain(Call call, QueryScope scope) {
        List<Token> name = call.name();
        // The last two parts say which function; a database before them is Redshift's.
        String spelled = unit.names().table(name);
        renamed(
                call,
                FunctionNames.RENAMED.getOrDefault(call.word(), spelled),
                scope,
                Wrap.NOTHING);
    }

    private enum Wrap {
        NOTHING,
        FIRST_AS_TEXT,
        ALL_BY_SCALAR
    }

    private void renamed(Call call, String name, QueryScope scope, Wrap wrap) {
        out.token(call.first(), name);
        Span span = call.span();
        int at = call.arguments().from();
        for (int i = 0; i < call.parameters().size(); i++) {
            Expression parameter = call.parameters().get(i);
            renderer.tokens(span, at, parameter.span().from());
            if (wrap == Wrap.FIRST_AS_TEXT && i == 0) {
                asText(parameter, scope);
            } else if (wrap == Wrap.ALL_BY_SCALAR && renderer.type(parameter, scope).mayBeSuper()) {
                renderer.within("dap_redshift.scalar(", parameter, ")", scope);
            } else {
                renderer.write(parameter, scope);
            }
            at = parameter.span().to();
        }
        behind(call, at, scope);
    }

    /// What follows the last argument; RESPECT NULLS is left out, as it is PostgreSQL's way.
    private void behind(Call call, int from, QueryScope scope) {
        Span span = call.span();
        int at = from;
        List<SyntaxNode> rest = new ArrayList<>();
        rest.addAll(call.within());
        call.filter().ifPresent(rest::add);
        call.over().ifPresent(rest::add);
        for (SyntaxNode part : rest) {
            gap(span, at, part.span().from());
            renderer.write(part, scope);
            at = part.span().to();
        }
        gap(span, at, span.to());
    }

    private void gap(Span span, int from, int to) {
        for (int i = from; i < to; i++) {
            Token token = span.all().get(i);
            boolean left = token.lower().equals("respect") || token.lower().equals("nulls");
            if (!left) {
                renderer.token(token);
            }
        }
    }

    void worded(Expression.WordedCall call, QueryScope scope) {
        Span span = call.span();
        int at = span.from();
        for (Expression operand : call.operands()) {
            renderer.tokens(span, at, operand.span().from());
            if (renderer.type(operand, scope) == Type.SUPER) {
                asText(operand, scope);
            } else {
                renderer.write(operand, scope);
            }
            at = operand.span().to();
        }
        renderer.tokens(span, at, span.to());
    }

    void extract(Expression.Extract extract, QueryScope scope) {
        dates.extract(extract, scope);
    }

    private void text(Call call, int index, QueryScope scope) {
        asText(call.parameters().get(index), scope);
    }

    /// The value as text, whatever its type.
    private void asText(Expression value, QueryScope scope) {
        if (Inference.isUntyped(value) || renderer.type(value, scope) == Type.TEXT) {
            renderer.write(value, scope);
        } else {
            renderer.within("dap_redshift.as_text(", value, ")", scope);
        }
    }

    /// Writes `words` with the parameters in the places of the signs %.
    private void fill(Call call, String words, List<Integer> parameters, QueryScope scope) {
        String[] pieces = words.split("%", -1);
        out.open(call.first(), pieces[0]);
        for (int i = 0; i < parameters.size(); i++) {
            renderer.write(call.parameters().get(parameters.get(i)), scope);
            out.raw(pieces[i + 1]);
        }
    }

    /// A text literal would be read as JSON beside a SUPER value.
    private void alternatives(Call call, String name, QueryScope scope) {
        boolean text =
                unit.usesSuper()
                        && call.parameters().stream().anyMatch(TextLiteral.class::isInstance);
        renamed(call, name, scope, text ? Wrap.ALL_BY_SCALAR : Wrap.NOTHING);
    }

    private void decode(Call call, QueryScope scope) {
        List<Expression> all = call.parameters();
        Expression subject = all.getFirst();
        boolean mayBeSuper = renderer.type(subject, scope).mayBeSuper();
        String plain = renderer.flat(subject, scope);
        out.token(call.first(), "CASE");
        int at = 1;
        for (; at + 1 < all.size(); at += 2) {
            boolean text = all.get(at) instanceof TextLiteral && mayBeSuper;
            out.raw(" WHEN " + (text ? "dap_redshift.scalar(" + plain + ")" : plain));
            renderer.wrapped(" IS NOT DISTINCT FROM ", all.get(at), "", scope);
            renderer.wrapped(" THEN ", all.get(at + 1), "", scope);
        }
        if (at < all.size()) {
            renderer.wrapped(" ELSE ", all.get(at), "", scope);
        }
        out.raw(" END");
    }

    private void jsonPath(Call call, QueryScope scope) {
        List<Expression> all = call.parameters();
        int count = all.size();
        boolean flag = count > 2 && all.getLast() instanceof Expression.BooleanLiteral;
        String ignores = flag ? all.getLast().first().text() : "false";
        out.token(call.first(), "");
        out.raw("dap_redshift.json_extract_path_text(");
        text(call, 0, scope);
        out.raw(", ARRAY[");
        for (int i = 1; i < (flag ? count - 1 : count); i++) {
            out.raw(i == 1 ? "" : ", ");
            renderer.write(all.get(i), scope);
        }
        out.raw("]::text[], " + ignores + ")");
    }
}
