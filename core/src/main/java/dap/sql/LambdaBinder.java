package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.Exprs;
import dap.sql.tree.SqlType;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.LambdaExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Binds the lambdas among a call's arguments, once the other ones have said what they are given.
final class LambdaBinder {

    private final SqlText text;
    private final ExpressionBinder expressions;

    LambdaBinder(SqlText text, ExpressionBinder expressions) {
        this.text = text;
        this.expressions = expressions;
    }

    /// Binds the lambdas, again until no type changes by what one of them returns: the sum that
    /// `reduce` starts with 0 may become a bigint.
    List<Expr> bind(
            FunctionTable.Match match,
            List<@Nullable Expr> bound,
            List<Expression> arguments,
            Scope scope) {
        while (true) {
            Map<String, SqlType> before = match.types().types();
            List<Expr> lambdas = new ArrayList<>();
            for (int i = 0; i < bound.size(); i++) {
                if (bound.get(i) == null) {
                    lambdas.add(
                            lambda(match, match.signature().parameter(i), arguments.get(i), scope));
                }
            }
            Map<String, SqlType> after = match.types().types();
            boolean isResolved =
                    before.entrySet().stream()
                            .allMatch(known -> known.getValue().equals(after.get(known.getKey())));
            if (isResolved) {
                return lambdas;
            }
        }
    }

    private Expr lambda(
            FunctionTable.Match match, Signature.Pattern pattern, Expression node, Scope scope) {
        LambdaExpression lambda = (LambdaExpression) node;
        if (!(pattern
                        instanceof
                        Signature.Pattern.Function(
                                List<Signature.Pattern> parameterTypes,
                                Signature.Pattern result))
                || parameterTypes.size() != lambda.getArguments().size()) {
            throw text.invalid(
                    node,
                    "the lambda has another number of parameters than %s gives it."
                            .formatted(match.signature().name()),
                    "Name as many parameters as it is given.");
        }
        List<Expr.Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < parameterTypes.size(); i++) {
            parameters.add(
                    new Expr.Parameter(
                            lambda.getArguments()
                                    .get(i)
                                    .getName()
                                    .getValue()
                                    .toLowerCase(Locale.ROOT),
                            match.types().apply(parameterTypes.get(i))));
        }
        Expr body = expressions.bindOutput(lambda.getBody(), scope.with(parameters));
        if (Exprs.contains(body, it -> !Exprs.queries(it).isEmpty())) {
            throw text.invalid(
                    lambda.getBody(),
                    "a lambda cannot hold a subquery.",
                    "Join what it asks for, and name the column.");
        }
        if (!match.types().accept(result, body.type())) {
            throw text.invalid(
                    lambda.getBody(),
                    "the lambda returns %s, which %s does not take."
                            .formatted(body.type().text(), match.signature().name()),
                    "CAST what it returns.");
        }
        return new Expr.Lambda(
                parameters,
                Coercion.to(
                        match.types().apply(result), body, SqlText.positionOf(lambda.getBody())));
    }
}
