package dap.sql;

import dap.sql.SqlType.Simple;
import dap.sql.tree.Expr;
import dap.sql.tree.Place;
import io.trino.sql.tree.CallArgument;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Format;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.StringLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Binds calls of functions, and casts.
final class CallBinder {

    /// Names that Trino reads as another function, or that are the run's instant.
    private static final Set<String> NOW = Set.of("now", "current_timestamp");

    private final Names names;
    private final SqlText text;
    private final ExpressionBinder expressions;

    /// Window functions that look at the frame.
    private static final Set<String> FRAMED = Set.of("first_value", "last_value", "nth_value");

    private final WindowBinder windows;
    private final TypeReader types;

    CallBinder(Names names, ExpressionBinder expressions) {
        this.names = names;
        this.text = names.text();
        this.expressions = expressions;
        this.windows = new WindowBinder(names.text(), expressions);
        this.types = new TypeReader(names.text());
    }

    Expr function(FunctionCall node, Scope scope) {
        if (node.getName().getParts().size() > 1) {
            throw text.notTranslatable(
                    node,
                    "the function %s is not one of Athena's own.".formatted(node.getName()),
                    "Use a built-in function.");
        }
        String name = node.getName().getSuffix().toLowerCase(Locale.ROOT);
        List<Expression> arguments =
                node.getArguments().stream().map(argument -> positional(argument)).toList();
        if (NOW.contains(name) && arguments.isEmpty()) {
            return Clock.now(names.asOf());
        }
        if (name.equals("format_datetime") && arguments.size() == 2) {
            Optional<Expression> format = formatInMySql(arguments.get(1));
            if (format.isPresent()) {
                return call(
                        node, "date_format", List.of(arguments.getFirst(), format.get()), scope);
            }
        }
        FunctionTable.Kind kind = FunctionTable.table().kind(name).orElse(null);
        boolean isPlain = kind == null || kind == FunctionTable.Kind.SCALAR;
        if (isPlain) {
            refuseAggregateClauses(node, name);
            return call(node, name, arguments, scope);
        }
        return aggregate(node, name, arguments, scope);
    }

    private static Optional<Expression> formatInMySql(Expression format) {
        return format instanceof StringLiteral literal
                ? JodaDateFormat.inMySql(literal.getValue())
                        .map(mySql -> new StringLiteral(literal.getLocation().orElseThrow(), mySql))
                : Optional.empty();
    }

    private Expression positional(CallArgument argument) {
        if (argument.getName().isPresent()) {
            throw text.notTranslatable(
                    argument, "named arguments are not translated.", "Leave the name out.");
        }
        return argument.getValue();
    }

    private void refuseAggregateClauses(FunctionCall node, String name) {
        boolean hasClause =
                node.isDistinct()
                        || node.getFilter().isPresent()
                        || node.getOrderBy().isPresent()
                        || node.getWindow().isPresent();
        if (hasClause && FunctionTable.table().kind(name).isPresent()) {
            throw text.invalid(
                    node,
                    "%s is no aggregate function.".formatted(name),
                    "Leave DISTINCT, FILTER, ORDER BY and OVER out of it.");
        }
    }

    /// A scalar function.
    Expr call(Node node, String name, List<Expression> arguments, Scope scope) {
        Place place = SqlText.placeOf(node);
        List<@Nullable Expr> bound = bindPlain(arguments, scope);
        FunctionTable.Match match = FunctionTable.table().find(text, node, name, typesOf(bound));
        List<Expr> converted = convert(match, bound, arguments, scope, place);
        SqlType result = match.types().apply(match.signature().result());
        return ConstantFolder.folded(new Expr.Call(name, converted, result, place));
    }

    /// Trino adds decimals up as decimals; by the forms for numbers they would become doubles.
    private void refuseDecimals(FunctionCall node, String name, List<@Nullable Expr> arguments) {
        boolean isDecimal =
                arguments.stream()
                        .anyMatch(it -> it != null && it.type() instanceof SqlType.Decimal);
        if (isDecimal && (name.equals("sum") || name.equals("avg"))) {
            throw text.notTranslatable(
                    node,
                    "%s of decimals is not translated.".formatted(name),
                    "Cast the argument to double, or to bigint where it is whole.");
        }
    }

    private Expr aggregate(
            FunctionCall node, String name, List<Expression> arguments, Scope scope) {
        Place place = SqlText.placeOf(node);
        List<@Nullable Expr> bound = bindPlain(arguments, scope);
        refuseDecimals(node, name, bound);
        FunctionTable.Match match = FunctionTable.table().find(text, node, name, typesOf(bound));
        List<Expr> converted = convert(match, bound, arguments, scope, place);
        SqlType result = match.types().apply(match.signature().result());
        Optional<Expr> filter = node.getFilter().map(f -> expressions.bindCondition(f, scope));
        if (node.getWindow().isPresent()) {
            if (node.isDistinct()) {
                throw text.invalid(
                        node, "DISTINCT cannot be used over a window.", "Leave DISTINCT out.");
            }
            boolean ignoreNulls =
                    node.getNullTreatment()
                            .filter(t -> t == FunctionCall.NullTreatment.IGNORE)
                            .isPresent();
            Expr.Window window = windows.bind(node.getWindow().get(), scope);
            boolean takesFrame = match.kind() != FunctionTable.Kind.WINDOW || FRAMED.contains(name);
            if (window.frame().isPresent() && !takesFrame) {
                throw text.invalid(
                        node,
                        "%s takes no frame of its window.".formatted(name),
                        "Leave ROWS, RANGE or GROUPS out.");
            }
            return new Expr.Windowed(name, converted, ignoreNulls, filter, window, result, place);
        }
        if (match.kind() == FunctionTable.Kind.WINDOW) {
            throw text.invalid(
                    node, "%s needs a window.".formatted(name), "Write OVER (…) after it.");
        }
        List<Expr.Sort> orderBy =
                node.getOrderBy().map(o -> windows.sorts(o, scope)).orElse(List.of());
        return new Expr.Aggregate(
                name, converted, node.isDistinct(), filter, orderBy, result, place);
    }

    /// The arguments bound; null for a lambda, whose parameters' types are not known yet.
    private List<@Nullable Expr> bindPlain(List<Expression> arguments, Scope scope) {
        List<@Nullable Expr> bound = new ArrayList<>();
        for (Expression argument : arguments) {
            bound.add(
                    argument instanceof LambdaExpression
                            ? null
                            : expressions.bind(argument, scope));
        }
        return bound;
    }

    private static List<@Nullable SqlType> typesOf(List<@Nullable Expr> bound) {
        List<@Nullable SqlType> all = new ArrayList<>();
        for (Expr expr : bound) {
            all.add(expr == null ? null : expr.type());
        }
        return all;
    }

    private List<Expr> convert(
            FunctionTable.Match match,
            List<@Nullable Expr> bound,
            List<Expression> arguments,
            Scope scope,
            Place place) {
        List<Expr> converted = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            Signature.Pattern pattern = match.signature().parameter(i);
            Expr argument = bound.get(i);
            converted.add(
                    argument == null
                            ? lambda(match, pattern, arguments.get(i), scope)
                            : convert(match, pattern, argument, bound, place));
        }
        return converted;
    }

    private Expr convert(
            FunctionTable.Match match,
            Signature.Pattern pattern,
            Expr argument,
            List<@Nullable Expr> all,
            Place place) {
        if (Watermark.is(argument) && match.signature().name().equals("date_parse")) {
            return watermarkInFormat(all);
        }
        boolean keepsOwnType = match.signature().name().equals("format");
        return keepsOwnType ? argument : Coercion.to(match.types().apply(pattern), argument, place);
    }

    private static Expr watermarkInFormat(List<@Nullable Expr> arguments) {
        return arguments.get(1) instanceof Expr.Literal literal
                        && literal.value() instanceof String format
                ? Watermark.inFormat(format)
                : Watermark.as(SqlType.VARCHAR);
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
        if (!match.types().accept(result, body.type())) {
            throw text.invalid(
                    lambda.getBody(),
                    "the lambda returns %s, which %s does not take."
                            .formatted(body.type().text(), match.signature().name()),
                    "CAST what it returns.");
        }
        return new Expr.Lambda(
                parameters,
                Coercion.to(match.types().apply(result), body, SqlText.placeOf(lambda.getBody())));
    }

    Expr cast(Cast node, Expr value) {
        SqlType type = types.read(node.getType());
        Place place = SqlText.placeOf(node);
        if (Watermark.is(value)) {
            return Coercion.to(type, value, place);
        }
        if (value.type() == Simple.UNKNOWN) {
            return new Expr.Literal(null, type);
        }
        if (!Casts.exists(value.type(), type)) {
            throw text.invalid(
                    node,
                    "a %s cannot be cast to %s.".formatted(value.type().text(), type.text()),
                    "Cast to varchar first, or name a part of it.");
        }
        return value.type().equals(type)
                ? value
                : ConstantFolder.folded(new Expr.Cast(value, type, node.isSafe(), place));
    }

    Expr format(Format node, List<Expr> arguments) {
        List<Expr> settled =
                arguments.stream()
                        .map(a -> Watermark.is(a) ? Watermark.as(SqlType.VARCHAR) : a)
                        .toList();
        Expr pattern = settled.getFirst();
        if (!(pattern instanceof Expr.Literal literal)
                || !(literal.value() instanceof String format)) {
            throw text.notTranslatable(
                    node,
                    "format takes a constant text here.",
                    "Write the format as text in single quotes.");
        }
        FormatText.check(text, node, format, settled.size() - 1);
        return new Expr.Call("format", settled, SqlType.VARCHAR, SqlText.placeOf(node));
    }
}
