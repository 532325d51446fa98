package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.Expr.Comparator;
import dap.sql.tree.Expr.Operation;
import dap.sql.tree.Position;
import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Decimal;
import dap.sql.tree.SqlType.Simple;
import dap.sql.tree.SqlType.Timestamp;
import dap.sql.tree.SqlType.ZonedTimestamp;
import java.util.List;
import java.util.Optional;

/// Types operators: brings their operands to one type, as Trino does, or refuses.
final class Operators {

    private final SqlText text;

    Operators(SqlText text) {
        this.text = text;
    }

    Expr comparison(Comparator comparator, Expr left, Expr right, Position position) {
        SqlType type = common(comparator.sign(), List.of(left, right), position);
        return new Expr.Comparison(
                comparator,
                Coercion.to(type, left, position),
                Coercion.to(type, right, position),
                position);
    }

    /// The type that all operands convert to.
    SqlType common(String operator, List<Expr> operands, Position position) {
        SqlType type = Simple.UNKNOWN;
        for (Expr operand : operands) {
            SqlType known = type;
            type =
                    Coercion.common(type, operand.type())
                            .orElseThrow(() -> mismatch(operator, known, operand.type(), position));
        }
        return type;
    }

    /// The operands, all brought to the type that they have in common.
    List<Expr> unified(String operator, List<Expr> operands, Position position) {
        SqlType type = common(operator, operands, position);
        return operands.stream().map(operand -> Coercion.to(type, operand, position)).toList();
    }

    Expr arithmetic(Operation operation, Expr left, Expr right, Position position) {
        if (left.type() == Simple.UNKNOWN
                && right.type() == Simple.UNKNOWN
                && !Watermark.is(left)
                && !Watermark.is(right)) {
            return new Expr.Literal(null, Simple.UNKNOWN);
        }
        if (isPointInTime(left.type()) && isInterval(right.type())) {
            return moved(operation, left, right, position);
        }
        if (isInterval(left.type()) && isPointInTime(right.type()) && operation == Operation.ADD) {
            return moved(operation, right, left, position);
        }
        if (isPointInTime(left.type())
                && isPointInTime(right.type())
                && operation == Operation.SUBTRACT) {
            throw text.notTranslatable(
                    position,
                    "the time between two dates or times is not translated.",
                    "Use date_diff('day', …, …), or a smaller unit.");
        }
        if (isInterval(left.type()) || isInterval(right.type())) {
            throw text.notTranslatable(
                    position,
                    "arithmetic with intervals alone is not translated.",
                    "Write the interval as one literal, and add it to a date or timestamp.");
        }
        SqlType type = common(sign(operation), List.of(left, right), position);
        if (!Coercion.isNumber(type)) {
            throw mismatch(sign(operation), left.type(), right.type(), position);
        }
        if (type instanceof Decimal) {
            return decimal(operation, left, right, position);
        }
        return new Expr.Arithmetic(
                operation,
                Coercion.to(type, left, position),
                Coercion.to(type, right, position),
                type,
                position);
    }

    private Expr moved(Operation operation, Expr time, Expr interval, Position position) {
        boolean fits =
                switch (operation) {
                    case ADD, SUBTRACT -> true;
                    case MULTIPLY, DIVIDE, MODULO -> false;
                };
        if (!fits) {
            throw mismatch(sign(operation), time.type(), interval.type(), position);
        }
        return new Expr.Arithmetic(operation, time, interval, time.type(), position);
    }

    /// After Trino's documentation, "Decimal functions and operators".
    private Expr decimal(Operation operation, Expr left, Expr right, Position position) {
        Decimal a = decimalOf(left);
        Decimal b = decimalOf(right);
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        Decimal result =
                switch (operation) {
                    case ADD, SUBTRACT -> capped(whole + scale + 1, scale);
                    case MULTIPLY -> capped(a.precision() + b.precision(), a.scale() + b.scale());
                    case DIVIDE ->
                            capped(
                                    a.precision() + b.scale() + Math.max(0, b.scale() - a.scale()),
                                    scale);
                    case MODULO ->
                            capped(
                                    Math.min(a.precision() - a.scale(), b.precision() - b.scale())
                                            + scale,
                                    scale);
                };
        return new Expr.Arithmetic(
                operation,
                Coercion.to(a, left, position),
                Coercion.to(b, right, position),
                result,
                position);
    }

    private static Decimal decimalOf(Expr expr) {
        return Coercion.asDecimal(expr.type() == Simple.UNKNOWN ? Simple.INTEGER : expr.type());
    }

    private static Decimal capped(int precision, int scale) {
        return new Decimal(Math.min(Decimal.MAX_PRECISION, precision), scale);
    }

    private static boolean isPointInTime(SqlType type) {
        return type == Simple.DATE || type instanceof Timestamp || type instanceof ZonedTimestamp;
    }

    static boolean isInterval(SqlType type) {
        return type == Simple.INTERVAL_DAY_TO_SECOND || type == Simple.INTERVAL_YEAR_TO_MONTH;
    }

    private static String sign(Operation operation) {
        return switch (operation) {
            case ADD -> "+";
            case SUBTRACT -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
            case MODULO -> "%";
        };
    }

    /// `expr` as a condition.
    Expr condition(Expr expr, Position position) {
        if (!Coercion.fits(expr.type(), Simple.BOOLEAN)) {
            throw text.invalid(
                    position,
                    "a condition is boolean, and this is %s.".formatted(expr.type().text()),
                    "Compare it with something.");
        }
        return Coercion.to(Simple.BOOLEAN, expr, position);
    }

    Expr caseOf(List<Expr.When> whens, Optional<Expr> otherwise, Position position) {
        List<Expr> results =
                java.util.stream.Stream.concat(
                                whens.stream().map(Expr.When::result), otherwise.stream())
                        .toList();
        SqlType type = common("CASE", results, position);
        return new Expr.Case(
                whens.stream()
                        .map(when ->
                                new Expr.When(
                                        when.condition(),
                                        Coercion.to(type, when.result(), position)))
                        .toList(),
                otherwise.map(value -> Coercion.to(type, value, position)),
                type);
    }

    private RuntimeException mismatch(
            String operator, SqlType left, SqlType right, Position position) {
        return text.invalid(
                position,
                "%s cannot be applied to %s and %s.".formatted(operator, left.text(), right.text()),
                "CAST one of them to the type of the other.");
    }
}
