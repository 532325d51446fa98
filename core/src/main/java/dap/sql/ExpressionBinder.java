package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.Expr.Comparator;
import dap.sql.tree.Position;
import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Simple;
import io.trino.sql.tree.ArithmeticBinaryExpression;
import io.trino.sql.tree.ArithmeticUnaryExpression;
import io.trino.sql.tree.AstVisitor;
import io.trino.sql.tree.AtTimeZone;
import io.trino.sql.tree.BinaryLiteral;
import io.trino.sql.tree.BooleanLiteral;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.CoalesceExpression;
import io.trino.sql.tree.CurrentDate;
import io.trino.sql.tree.CurrentTimestamp;
import io.trino.sql.tree.DecimalLiteral;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.DoubleLiteral;
import io.trino.sql.tree.ExistsPredicate;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Extract;
import io.trino.sql.tree.Format;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.GenericLiteral;
import io.trino.sql.tree.GroupingOperation;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.IfExpression;
import io.trino.sql.tree.IntervalLiteral;
import io.trino.sql.tree.LocalTimestamp;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NotExpression;
import io.trino.sql.tree.NullIfExpression;
import io.trino.sql.tree.NullLiteral;
import io.trino.sql.tree.Predicated;
import io.trino.sql.tree.Row;
import io.trino.sql.tree.SearchedCaseExpression;
import io.trino.sql.tree.SimpleCaseExpression;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.SubqueryExpression;
import io.trino.sql.tree.SubscriptExpression;
import io.trino.sql.tree.Trim;
import io.trino.sql.tree.TryExpression;
import io.trino.sql.tree.WhenClause;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Binds an expression: resolves its names, types it, writes out what Trino converts by itself.
///
/// A node that is not overridden here is refused by [#visitNode].
final class ExpressionBinder extends AstVisitor<Expr, Scope> {

    private final StatementNames names;
    private final SqlText text;
    private final QueryBinder queries;
    private final NameResolver resolver;
    private final Operators operators;
    private final CallBinder calls;
    private final PredicateBinder predicates;
    private final Literals literals;

    ExpressionBinder(StatementNames names, QueryBinder queries) {
        this.names = names;
        this.text = names.text();
        this.queries = queries;
        this.resolver = new NameResolver(names);
        this.operators = new Operators(text);
        this.calls = new CallBinder(names, this);
        this.predicates = new PredicateBinder(text, this, operators, queries);
        this.literals = new Literals(text);
    }

    Expr bind(Expression expression, Scope scope) {
        return process(expression, scope);
    }

    List<Expr> bindAll(List<Expression> expressions, Scope scope) {
        return expressions.stream().map(expression -> bind(expression, scope)).toList();
    }

    Operators operators() {
        return operators;
    }

    /// The expression as a value of a column: the watermark without a context is text.
    Expr bindOutput(Expression expression, Scope scope) {
        Expr bound = bind(expression, scope);
        return Watermark.is(bound) ? Watermark.as(SqlType.VARCHAR) : bound;
    }

    Expr bindCondition(Expression expression, Scope scope) {
        return operators.condition(bind(expression, scope), SqlText.positionOf(expression));
    }

    @Override
    protected Expr visitNode(Node node, Scope scope) {
        throw text.notTranslatable(
                node,
                "%s is not translated."
                        .formatted(
                                node.getClass()
                                        .getSimpleName()
                                        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                                        .toLowerCase(Locale.ROOT)),
                "Write it another way, or leave the column to the warehouse.");
    }

    @Override
    protected Expr visitIdentifier(Identifier node, Scope scope) {
        return resolver.resolve(List.of(node.getValue()), node, scope);
    }

    @Override
    protected Expr visitDereferenceExpression(DereferenceExpression node, Scope scope) {
        Optional<List<String>> path = pathOf(node);
        if (path.isPresent()) {
            return resolver.resolve(path.get(), node, scope);
        }
        String field = node.getField().map(Identifier::getValue).orElse("*");
        return resolver.field(bind(node.getBase(), scope), field, node.toString(), node);
    }

    private static Optional<List<String>> pathOf(Expression node) {
        return switch (node) {
            case Identifier identifier -> Optional.of(List.of(identifier.getValue()));
            case DereferenceExpression dereference when dereference.getField().isPresent() ->
                    pathOf(dereference.getBase())
                            .map(base ->
                                    Stream.concat(
                                                    base.stream(),
                                                    dereference
                                                            .getField()
                                                            .map(Identifier::getValue)
                                                            .stream())
                                            .toList());
            default -> Optional.empty();
        };
    }

    @Override
    protected Expr visitNullLiteral(NullLiteral node, Scope scope) {
        return new Expr.Literal(null, Simple.UNKNOWN);
    }

    @Override
    protected Expr visitBooleanLiteral(BooleanLiteral node, Scope scope) {
        return new Expr.Literal(node.getValue(), Simple.BOOLEAN);
    }

    @Override
    protected Expr visitStringLiteral(StringLiteral node, Scope scope) {
        return new Expr.Literal(node.getValue(), SqlType.VARCHAR);
    }

    @Override
    protected Expr visitBinaryLiteral(BinaryLiteral node, Scope scope) {
        return literals.binary(node);
    }

    @Override
    protected Expr visitLongLiteral(LongLiteral node, Scope scope) {
        long value = node.getParsedValue();
        boolean isInteger = value == (int) value;
        return new Expr.Literal(value, isInteger ? Simple.INTEGER : Simple.BIGINT);
    }

    @Override
    protected Expr visitDoubleLiteral(DoubleLiteral node, Scope scope) {
        return new Expr.Literal(node.getValue(), Simple.DOUBLE);
    }

    @Override
    protected Expr visitDecimalLiteral(DecimalLiteral node, Scope scope) {
        return literals.decimal(node);
    }

    @Override
    protected Expr visitGenericLiteral(GenericLiteral node, Scope scope) {
        return literals.typed(node);
    }

    @Override
    protected Expr visitIntervalLiteral(IntervalLiteral node, Scope scope) {
        return literals.interval(node);
    }

    @Override
    protected Expr visitCurrentTimestamp(CurrentTimestamp node, Scope scope) {
        return Clock.now(names.asOf());
    }

    @Override
    protected Expr visitCurrentDate(CurrentDate node, Scope scope) {
        return Clock.today(names.asOf());
    }

    @Override
    protected Expr visitLocalTimestamp(LocalTimestamp node, Scope scope) {
        return Clock.localNow(names.asOf());
    }

    @Override
    protected Expr visitArithmeticBinary(ArithmeticBinaryExpression node, Scope scope) {
        Expr.Operation operation =
                switch (node.getOperator()) {
                    case ADD -> Expr.Operation.ADD;
                    case SUBTRACT -> Expr.Operation.SUBTRACT;
                    case MULTIPLY -> Expr.Operation.MULTIPLY;
                    case DIVIDE -> Expr.Operation.DIVIDE;
                    case MODULO -> Expr.Operation.MODULO;
                };
        return operators.arithmetic(
                operation,
                bind(node.getLeft(), scope),
                bind(node.getRight(), scope),
                SqlText.positionOf(node));
    }

    @Override
    protected Expr visitArithmeticUnary(ArithmeticUnaryExpression node, Scope scope) {
        Expr value = bind(node.getValue(), scope);
        boolean fits = Coercion.isNumber(value.type()) || Operators.isInterval(value.type());
        if (!fits && value.type() != Simple.UNKNOWN) {
            throw text.invalid(
                    node,
                    "the sign of a %s cannot be changed.".formatted(value.type().text()),
                    "CAST it to a number.");
        }
        return node.getSign() == ArithmeticUnaryExpression.Sign.PLUS
                ? value
                : Literals.negated(value);
    }

    @Override
    protected Expr visitLogicalExpression(LogicalExpression node, Scope scope) {
        List<Expr> terms =
                node.getTerms().stream().map(term -> bindCondition(term, scope)).toList();
        return switch (node.getOperator()) {
            case AND -> new Expr.And(terms);
            case OR -> new Expr.Or(terms);
        };
    }

    @Override
    protected Expr visitNotExpression(NotExpression node, Scope scope) {
        return new Expr.Not(bindCondition(node.getValue(), scope));
    }

    @Override
    protected Expr visitPredicated(Predicated node, Scope scope) {
        return predicates.bind(bind(node.getValue(), scope), node.getPredicate(), node, scope);
    }

    @Override
    protected Expr visitExists(ExistsPredicate node, Scope scope) {
        if (node.getSubquery() instanceof SubqueryExpression subquery) {
            return new Expr.Exists(queries.bind(subquery.getQuery(), Optional.of(scope)));
        }
        return visitNode(node, scope);
    }

    @Override
    protected Expr visitSubqueryExpression(SubqueryExpression node, Scope scope) {
        dap.sql.tree.Query query = queries.bind(node.getQuery(), Optional.of(scope));
        if (query.columns().size() != 1) {
            throw text.invalid(
                    node,
                    "a subquery used as a value returns one column, and this returns %d."
                            .formatted(query.columns().size()),
                    "Select one column in it.");
        }
        return new Expr.ScalarQuery(query, query.columns().getFirst().type());
    }

    @Override
    protected Expr visitIfExpression(IfExpression node, Scope scope) {
        return operators.caseOf(
                List.of(
                        new Expr.When(
                                bindCondition(node.getCondition(), scope),
                                bind(node.getTrueValue(), scope))),
                node.getFalseValue().map(value -> bind(value, scope)),
                SqlText.positionOf(node));
    }

    @Override
    protected Expr visitSearchedCaseExpression(SearchedCaseExpression node, Scope scope) {
        List<Expr.When> whens = new ArrayList<>();
        for (WhenClause when : node.getWhenClauses()) {
            whens.add(
                    new Expr.When(
                            bindCondition(operandOf(when), scope), bind(when.getResult(), scope)));
        }
        return operators.caseOf(
                whens,
                node.getDefaultValue().map(value -> bind(value, scope)),
                SqlText.positionOf(node));
    }

    private Expression operandOf(WhenClause when) {
        if (when.getMatch() instanceof WhenClause.Operand(Expression operand)) {
            return operand;
        }
        throw text.notTranslatable(
                when,
                "a CASE of comparisons without a value is not translated.",
                "Write them out.");
    }

    @Override
    protected Expr visitSimpleCaseExpression(SimpleCaseExpression node, Scope scope) {
        Expr operand = bind(node.getOperand(), scope);
        List<Expr.When> whens = new ArrayList<>();
        for (WhenClause when : node.getWhenClauses()) {
            Expr value = bind(operandOf(when), scope);
            whens.add(
                    new Expr.When(
                            operators.comparison(
                                    Comparator.EQUAL, operand, value, SqlText.positionOf(when)),
                            bind(when.getResult(), scope)));
        }
        return operators.caseOf(
                whens,
                node.getDefaultValue().map(value -> bind(value, scope)),
                SqlText.positionOf(node));
    }

    @Override
    protected Expr visitCoalesceExpression(CoalesceExpression node, Scope scope) {
        List<Expr> values =
                operators.unified(
                        "COALESCE", bindAll(node.getOperands(), scope), SqlText.positionOf(node));
        return new Expr.Coalesce(values, values.getFirst().type());
    }

    @Override
    protected Expr visitNullIfExpression(NullIfExpression node, Scope scope) {
        Expr first = bindOutput(node.getFirst(), scope);
        List<Expr> both =
                operators.unified(
                        "NULLIF",
                        List.of(first, bind(node.getSecond(), scope)),
                        SqlText.positionOf(node));
        return new Expr.NullIf(first, both.get(0), both.get(1));
    }

    @Override
    protected Expr visitTryExpression(TryExpression node, Scope scope) {
        return new Expr.Try(bind(node.getInnerExpression(), scope), SqlText.positionOf(node));
    }

    @Override
    protected Expr visitCast(Cast node, Scope scope) {
        return calls.cast(node, bind(node.getExpression(), scope));
    }

    @Override
    protected Expr visitFormat(Format node, Scope scope) {
        return calls.format(node, bindAll(node.getArguments(), scope));
    }

    @Override
    protected Expr visitTrim(Trim node, Scope scope) {
        List<Expression> arguments =
                Stream.concat(Stream.of(node.getTrimSource()), node.getTrimCharacter().stream())
                        .toList();
        return calls.call(node, node.getSpecification().getFunctionName(), arguments, scope);
    }

    @Override
    protected Expr visitExtract(Extract node, Scope scope) {
        return calls.call(
                node,
                node.getField().name().toLowerCase(Locale.ROOT),
                List.of(node.getExpression()),
                scope);
    }

    @Override
    protected Expr visitAtTimeZone(AtTimeZone node, Scope scope) {
        return calls.call(node, "at_timezone", List.of(node.getValue(), node.getTimeZone()), scope);
    }

    @Override
    protected Expr visitFunctionCall(FunctionCall node, Scope scope) {
        return calls.function(node, scope);
    }

    /// Which keys a row of grouping sets is not grouped by, a bit for each, the first one highest.
    @Override
    protected Expr visitGroupingOperation(GroupingOperation node, Scope scope) {
        return new Expr.Aggregate(
                "grouping",
                bindAll(node.getGroupingColumns(), scope),
                false,
                Optional.empty(),
                List.of(),
                node.getGroupingColumns().size() < Integer.SIZE ? Simple.INTEGER : Simple.BIGINT,
                SqlText.positionOf(node));
    }

    @Override
    protected Expr visitSubscriptExpression(SubscriptExpression node, Scope scope) {
        Expr base = bind(node.getBase(), scope);
        if (base.type() instanceof SqlType.Row(List<SqlType.Field> fields)
                && node.getIndex() instanceof LongLiteral index
                && index.getParsedValue() >= 1
                && index.getParsedValue() <= fields.size()) {
            int position = (int) index.getParsedValue() - 1;
            SqlType.Field field = fields.get(position);
            return new Expr.FieldOf(base, field.name(), position, field.type());
        }
        return calls.call(node, "subscript", List.of(node.getBase(), node.getIndex()), scope);
    }

    @Override
    protected Expr visitArray(io.trino.sql.tree.Array node, Scope scope) {
        Position position = SqlText.positionOf(node);
        List<Expr> elements =
                operators.unified("ARRAY", bindAll(node.getValues(), scope), position);
        SqlType element = elements.isEmpty() ? Simple.UNKNOWN : elements.getFirst().type();
        return new Expr.ArrayOf(elements, new SqlType.Array(element));
    }

    @Override
    protected Expr visitRow(Row node, Scope scope) {
        List<Expr> values = new ArrayList<>();
        List<SqlType.Field> fields = new ArrayList<>();
        for (Row.Field field : node.getFields()) {
            Expr value = bindOutput(field.getExpression(), scope);
            values.add(value);
            fields.add(
                    new SqlType.Field(
                            field.getName().map(n -> n.getValue().toLowerCase(Locale.ROOT)),
                            value.type()));
        }
        return new Expr.RowOf(values, new SqlType.Row(fields));
    }
}
