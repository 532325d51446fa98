package dap.redshift.postgres;

import dap.redshift.postgres.Types.SqlType;
import dap.redshift.tree.Expression;
import dap.redshift.tree.Expression.Binary;
import dap.redshift.tree.Expression.Case;
import dap.redshift.tree.Expression.Cast;
import dap.redshift.tree.Expression.In;
import dap.redshift.tree.Expression.Keyword;
import dap.redshift.tree.Expression.Like;
import dap.redshift.tree.Expression.Name;
import dap.redshift.tree.Expression.Navigation;
import dap.redshift.tree.Expression.NumberLiteral;
import dap.redshift.tree.Expression.Star;
import dap.redshift.tree.Expression.TextLiteral;
import dap.redshift.tree.Expression.TypedLiteral;
import dap.redshift.tree.Span;
import dap.redshift.tree.Step;
import dap.redshift.tree.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes expressions but calls.
final class ExpressionRenderer {

    /// Beside these, PostgreSQL would read a text literal as JSON where the other side is SUPER.
    private static final Set<String> OF_TEXT =
            Set.of("=", "<>", "!=", "<", "<=", ">", ">=", "~", "!~", "~*", "!~*", "||");

    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%");

    private final Renderer renderer;
    private final TranslationUnit unit;
    private final Writer out;

    ExpressionRenderer(Renderer renderer) {
        this.renderer = renderer;
        this.unit = renderer.unit();
        this.out = renderer.out();
    }

    void write(Expression expression, QueryScope scope) {
        switch (expression) {
            case Name name -> name(name, scope);
            case Star star -> star(star);
            case Navigation navigation -> navigation(navigation, scope);
            case Cast cast -> cast(cast, scope);
            case Binary binary -> binary(binary, scope);
            case Like like when like.operator().equals("ilike") -> ofAscii(like, scope);
            case Like like -> compared(like, like.operand(), unit.usesSuper(), scope);
            case In in ->
                    compared(
                            in,
                            in.operand(),
                            unit.usesSuper()
                                    && in.items().stream().anyMatch(TextLiteral.class::isInstance),
                            scope);
            case Case cases -> cases(cases, scope);
            case Keyword keyword -> keyword(keyword);
            case TypedLiteral literal -> typed(literal);
            default -> renderer.verbatim(expression, scope);
        }
    }

    private void keyword(Keyword keyword) {
        out.token(
                keyword.first(),
                keyword.word().equals("sysdate")
                        ? "dap_redshift.sysdate()"
                        : keyword.first().text());
    }

    private void typed(TypedLiteral literal) {
        Span span = literal.span();
        out.token(
                span.first(),
                literal.type().equals("datetime") ? "timestamp" : span.first().text());
        renderer.tokens(span, span.from() + 1, span.to());
    }

    private void star(Star star) {
        if (!star.excluded().isEmpty()) {
            throw unit.file()
                    .refusal(
                            star.excluded().getFirst(),
                            "EXCLUDE over a table whose columns are not known",
                            "Name the columns in the select list.");
        }
        List<Token> names = star.qualifiers();
        String table = names.isEmpty() ? "" : unit.names().table(names) + ".";
        out.token(star.first(), table + "*");
    }

    private void name(Name name, QueryScope scope) {
        boolean alone = name.names().size() == 1 && name.steps().isEmpty();
        Optional<QueryScope.Lateral> lateral =
                alone
                        ? scope.lateral(unit.names().fold(name.names().getFirst()))
                        : Optional.empty();
        if (lateral.isPresent()) {
            out.token(name.first(), "(" + lateral.get().text() + ")");
            return;
        }
        Resolved resolved = Resolved.of(name, unit, scope);
        String column = unit.names().spell(resolved.column());
        List<String> steps =
                resolved.attributes().stream()
                        .map(step -> Strings.quote(unit.names().fold(step)))
                        .collect(Collectors.toList());
        name.steps().forEach(step -> steps.add(step(step, scope)));
        out.token(
                name.first(),
                steps.isEmpty()
                        ? column
                        : "dap_redshift.navigate("
                                + column
                                + ", "
                                + String.join(", ", steps)
                                + ")");
    }

    private void navigation(Navigation navigation, QueryScope scope) {
        String steps =
                navigation.steps().stream()
                        .map(step -> step(step, scope))
                        .collect(Collectors.joining(", "));
        renderer.within("dap_redshift.navigate(", navigation.base(), ", " + steps + ")", scope);
    }

    private String step(Step step, QueryScope scope) {
        return switch (step) {
            case Step.Attribute attribute -> Strings.quote(unit.names().fold(attribute.name()));
            case Step.Index index -> {
                String text = renderer.flat(index.value(), scope);
                yield switch (index.value()) {
                    case NumberLiteral _ -> "'" + text + "'";
                    case TextLiteral _ -> text;
                    default -> "dap_redshift.step(" + text + ")";
                };
            }
        };
    }

    private void cast(Cast cast, QueryScope scope) {
        SqlType type = unit.types().of(cast.type());
        boolean converts =
                unit.usesSuper()
                        && !type.converter().isEmpty()
                        && renderer.type(cast.operand(), scope).mayBeSuper();
        switch (cast.style()) {
            case POSTFIX -> {
                converted(cast.operand(), converts, type, scope);
                out.raw("::" + type.text());
            }
            case TRIED -> {
                out.token(cast.first(), "dap_redshift.readable(");
                asText(cast.operand(), scope);
                out.raw(", '" + type.text() + "')::" + type.text());
            }
            case CALL, CONVERTED -> {
                if (converts) {
                    out.token(cast.first(), "");
                    out.raw("dap_redshift." + type.converter() + "(");
                    renderer.write(cast.operand(), scope);
                    out.raw(")::" + type.text());
                } else {
                    out.open(cast.first(), "CAST(");
                    renderer.write(cast.operand(), scope);
                    out.raw(" AS " + type.text() + ")");
                }
            }
        }
    }

    private void converted(Expression operand, boolean converts, SqlType type, QueryScope scope) {
        if (converts) {
            renderer.within("dap_redshift." + type.converter() + "(", operand, ")", scope);
        } else {
            renderer.write(operand, scope);
        }
    }

    /// The value as text, whatever its type.
    void asText(Expression value, QueryScope scope) {
        boolean is = Inference.isUntyped(value);
        if (is) {
            renderer.write(value, scope);
        } else {
            renderer.within("dap_redshift.as_text(", value, ")", scope);
        }
    }

    private void binary(Binary binary, QueryScope scope) {
        Expression left = binary.left();
        Expression right = binary.right();
        if (unit.usesSuper() && OF_TEXT.contains(binary.operator())) {
            side(left, right, binary.operator(), scope);
            between(binary);
            side(right, left, "", scope);
        } else if (ARITHMETIC.contains(binary.operator())) {
            number(left, scope);
            between(binary);
            number(right, scope);
        } else {
            renderer.verbatim(binary, scope);
        }
    }

    /// The symbol between the operands.
    private void between(Binary binary) {
        renderer.tokens(binary.span(), binary.left().span().to(), binary.right().span().from());
    }

    private void side(Expression side, Expression other, String operator, QueryScope scope) {
        if (other instanceof TextLiteral && renderer.type(side, scope).mayBeSuper()) {
            renderer.within("dap_redshift.scalar(", side, ")", scope);
        } else if (side instanceof TextLiteral && operator.equals("||")) {
            renderer.within("", side, "::text", scope);
        } else {
            renderer.write(side, scope);
        }
    }

    private void number(Expression side, QueryScope scope) {
        if (renderer.type(side, scope) == Type.SUPER) {
            renderer.within("dap_redshift.as_numeric(", side, ")", scope);
        } else {
            renderer.write(side, scope);
        }
    }

    /// LIKE and IN: `operand` by its scalar, if it is compared with text and may be SUPER.
    private void compared(Expression whole, Expression operand, boolean text, QueryScope scope) {
        boolean wrap = text && renderer.type(operand, scope).mayBeSuper();
        if (!wrap) {
            renderer.verbatim(whole, scope);
            return;
        }
        renderer.within("dap_redshift.scalar(", operand, ")", scope);
        Span span = whole.span();
        Span rest = new Span(span.all(), operand.span().to(), span.to());
        renderer.verbatim(rest, whole.children().subList(1, whole.children().size()), scope);
    }

    /// ILIKE, which takes only ASCII letters for the same in both cases.
    private void ofAscii(Like like, QueryScope scope) {
        asciiLower(like.operand(), scope);
        Span span = like.span();
        for (int i = like.operand().span().to(); i < like.pattern().span().from(); i++) {
            Token token = span.all().get(i);
            out.token(token, token.lower().equals("ilike") ? "LIKE" : token.text());
        }
        asciiLower(like.pattern(), scope);
        Span rest = new Span(span.all(), like.pattern().span().to(), span.to());
        renderer.verbatim(rest, like.escape().map(List::of).orElse(List.of()), scope);
    }

    private void asciiLower(Expression value, QueryScope scope) {
        Type type = renderer.type(value, scope);
        boolean text = type == Type.TEXT || type == Type.LITERAL;
        renderer.within(
                text
                        ? "dap_redshift.ascii_lower("
                        : "dap_redshift.ascii_lower(dap_redshift.as_text(",
                value,
                text ? ")" : "))",
                scope);
    }

    private void cases(Case cases, QueryScope scope) {
        boolean text =
                unit.usesSuper()
                        && cases.branches().stream()
                                .anyMatch(when -> when.condition() instanceof TextLiteral);
        Expression subject = cases.subject().orElse(null);
        if (subject == null || !text || !renderer.type(subject, scope).mayBeSuper()) {
            renderer.verbatim(cases, scope);
            return;
        }
        renderer.tokens(cases.span(), cases.span().from(), subject.span().from());
        renderer.within("dap_redshift.scalar(", subject, ")", scope);
        Span rest = new Span(cases.span().all(), subject.span().to(), cases.span().to());
        renderer.verbatim(rest, cases.children().subList(1, cases.children().size()), scope);
    }
}
