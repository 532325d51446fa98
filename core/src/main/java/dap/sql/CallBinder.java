package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.Position;
import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Simple;
import io.trino.sql.tree.BooleanLiteral;
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

    private final StatementNames names;
    private final SqlText text;
    private final ExpressionBinder expressions;

    /// Window functions that look at the frame.
    private static final Set<String> FRAMED = Set.of("first_value", "last_value", "nth_value");

    private final LambdaBinder lambdas;
    private final WindowBinder windows;
    private final TypeReader types;

    CallBinder(StatementNames names, ExpressionBinder expressions) {
        this.names = names;
        this.text = names.text();
        this.expressions = expressions;
        this.lambdas = new LambdaBinder(names.text(), expressions);
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
        if (name.equals("parse_datetime") && arguments.size() == 2) {
            Optional<Expression> format = formatInMySql(arguments.get(1));
            if (format.isPresent()) {
                Expr local =
                        call(
                                node,
                                "date_parse",
                                List.of(arguments.getFirst(), format.get()),
                                scope);
                return new Expr.Call(
                        "with_timezone",
                        List.of(local, new Expr.Literal("UTC", SqlType.VARCHAR)),
                        SqlType.NOW,
                        SqlText.positionOf(node));
            }
        }
        if (name.equals("listagg")) {
            arguments = listagg(node, arguments);
        }
        FunctionTable.Kind kind = FunctionTable.table().kind(name).orElse(null);
        boolean isPlain = kind == null || kind == FunctionTable.Kind.SCALAR;
        if (isPlain) {
            refuseAggregateClauses(node, name);
            return call(node, name, arguments, scope);
        }
        return aggregate(node, name, arguments, scope);
    }

    /// The text and the separator: the parser adds what happens to a text that becomes too long.
    private List<Expression> listagg(FunctionCall node, List<Expression> arguments) {
        boolean fails =
                arguments.size() < 3
                        || (arguments.get(2) instanceof BooleanLiteral error && error.getValue());
        if (!fails) {
            throw text.notTranslatable(
                    node,
                    "ON OVERFLOW TRUNCATE is not translated.",
                    "Leave it out, or aggregate fewer rows.");
        }
        return arguments.subList(0, Math.min(2, arguments.size()));
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
        Position position = SqlText.positionOf(node);
        List<@Nullable Expr> bound = bindPlain(arguments, scope);
        if (name.equals("concat")) {
            bound = elementsInArrays(bound);
        }
        if (name.equals("mod") && areExact(bound)) {
            return expressions
                    .operators()
                    .arithmetic(
                            Expr.Operation.MODULO, all(bound).get(0), all(bound).get(1), position);
        }
        FunctionTable.Match match = FunctionTable.table().find(text, node, name, typesOf(bound));
        List<Expr> converted = convert(match, bound, arguments, scope, position);
        SqlType result = match.types().apply(match.signature().result());
        return ConstantFolder.folded(new Expr.Call(name, converted, result, position));
    }

    /// `array || element`: where one argument is an array, each that is none is an element of one.
    private static List<@Nullable Expr> elementsInArrays(List<@Nullable Expr> arguments) {
        boolean hasArray = false;
        for (Expr argument : all(arguments)) {
            hasArray |= argument.type() instanceof SqlType.Array;
        }
        List<@Nullable Expr> arrays = new ArrayList<>();
        for (Expr it : arguments) {
            if (!hasArray || it == null) {
                arrays.add(it);
            } else {
                boolean isElement =
                        it.type() != Simple.UNKNOWN && !(it.type() instanceof SqlType.Array);
                arrays.add(isElement ? arrayOf(it) : it);
            }
        }
        return arrays;
    }

    private static Expr arrayOf(Expr element) {
        return new Expr.ArrayOf(List.of(element), new SqlType.Array(element.type()));
    }

    /// Two numbers, a decimal among them, and no floating one.
    private static boolean areExact(List<@Nullable Expr> arguments) {
        List<SqlType> types = all(arguments).stream().map(Expr::type).toList();
        return arguments.size() == 2
                && types.size() == 2
                && types.stream().anyMatch(SqlType.Decimal.class::isInstance)
                && types.stream()
                        .allMatch(it -> it instanceof SqlType.Decimal || Coercion.isInteger(it));
    }

    /// Those that are no lambda.
    private static List<Expr> all(List<@Nullable Expr> arguments) {
        List<Expr> all = new ArrayList<>();
        for (Expr argument : arguments) {
            if (argument != null) {
                all.add(argument);
            }
        }
        return all;
    }

    private Expr aggregate(
            FunctionCall node, String name, List<Expression> arguments, Scope scope) {
        Position position = SqlText.positionOf(node);
        List<@Nullable Expr> bound = bindPlain(arguments, scope);
        FunctionTable.Match match = FunctionTable.table().find(text, node, name, typesOf(bound));
        List<Expr> converted = convert(match, bound, arguments, scope, position);
        SqlType result = match.types().apply(match.signature().result());
        Optional<Expr> filter = node.getFilter().map(f -> expressions.bindCondition(f, scope));
        if (node.getWindow().isPresent()) {
            if (node.isDistinct()) {
                throw text.notTranslatable(
                        node, "DISTINCT over a window is not translated.", "Leave DISTINCT out.");
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
            return new Expr.Windowed(
                    name, converted, ignoreNulls, filter, window, result, position);
        }
        if (match.kind() == FunctionTable.Kind.WINDOW) {
            throw text.invalid(
                    node, "%s needs a window.".formatted(name), "Write OVER (…) after it.");
        }
        List<Expr.Sort> orderBy =
                node.getOrderBy().map(o -> windows.sorts(o, scope)).orElse(List.of());
        return new Expr.Aggregate(
                name, converted, node.isDistinct(), filter, orderBy, result, position);
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
            Position position) {
        List<Expr> lambdas = this.lambdas.bind(match, bound, arguments, scope);
        List<Expr> converted = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            Expr argument = bound.get(i);
            converted.add(
                    argument == null
                            ? lambdas.removeFirst()
                            : convert(
                                    match,
                                    match.signature().parameter(i),
                                    argument,
                                    bound,
                                    position));
        }
        return converted;
    }

    private Expr convert(
            FunctionTable.Match match,
            Signature.Pattern pattern,
            Expr argument,
            List<@Nullable Expr> all,
            Position position) {
        if (Watermark.is(argument) && match.signature().name().equals("date_parse")) {
            return watermarkInFormat(all);
        }
        boolean keepsOwnType = match.signature().name().equals("format");
        return keepsOwnType
                ? argument
                : Coercion.to(match.types().apply(pattern), argument, position);
    }

    private static Expr watermarkInFormat(List<@Nullable Expr> arguments) {
        return arguments.get(1) instanceof Expr.Literal literal
                        && literal.value() instanceof String format
                ? Watermark.inFormat(format)
                : Watermark.as(SqlType.VARCHAR);
    }

    Expr cast(Cast node, Expr value) {
        SqlType type = types.read(node.getType());
        Position position = SqlText.positionOf(node);
        if (Watermark.is(value)) {
            return Coercion.to(type, value, position);
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
                : ConstantFolder.folded(new Expr.Cast(value, type, node.isSafe(), position));
    }

    Expr format(Format node, List<Expr> arguments) {
        List<Expr> resolved =
                arguments.stream()
                        .map(a -> Watermark.is(a) ? Watermark.as(SqlType.VARCHAR) : a)
                        .toList();
        Expr pattern = resolved.getFirst();
        if (!(pattern instanceof Expr.Literal literal)
                || !(literal.value() instanceof String format)) {
            throw text.notTranslatable(
                    node,
                    "format takes a constant text here.",
                    "Write the format as text in single quotes.");
        }
        FormatText.check(
                text,
                node,
                format,
                resolved.subList(1, resolved.size()).stream().map(Expr::type).toList());
        return new Expr.Call("format", resolved, SqlType.VARCHAR, SqlText.positionOf(node));
    }
}
