package dap.sql.tree;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An expression with its type. Operands have been brought to the types that their operator takes.
public sealed interface Expr {

    SqlType type();

    /// A constant.
    ///
    /// @param value null, Boolean, Long (all integers), Double (real too), BigDecimal, String
    ///   (varchar, char, JSON), LocalDate, LocalDateTime (timestamp), Instant (timestamp with time
    ///   zone, in UTC), Duration and Period (intervals), List&lt;Byte&gt; for varbinary
    record Literal(@Nullable Object value, SqlType type) implements Expr {}

    /// A column of a relation of this query, or of one around it.
    record ColumnRef(String relation, String column, SqlType type) implements Expr {}

    /// A lambda's parameter.
    record Parameter(String name, SqlType type) implements Expr {}

    /// The output column of this number, from 1, in ORDER BY.
    record OutputRef(int ordinal, SqlType type) implements Expr {}

    /// A field of a row.
    ///
    /// @param index its position in the row, from 0
    record FieldOf(Expr base, Optional<String> name, int index, SqlType type) implements Expr {}

    /// A conversion, written by the author or added by the binder.
    ///
    /// @param safe NULL where the value does not fit, in place of a failure
    record Cast(Expr value, SqlType type, boolean safe, Position position) implements Expr {}

    /// A function of the function table, or an operator under its function's name.
    record Call(String function, List<Expr> arguments, SqlType type, Position position)
            implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    record Lambda(List<Parameter> parameters, Expr body) implements Expr {
        public Lambda {
            parameters = List.copyOf(parameters);
        }

        /// The type of what it returns.
        @Override
        public SqlType type() {
            return body.type();
        }
    }

    /// Which arithmetic operation.
    enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        MODULO
    }

    record Arithmetic(Operation operation, Expr left, Expr right, SqlType type, Position position)
            implements Expr {}

    record Negation(Expr value, SqlType type) implements Expr {}

    /// Which comparison.
    enum Comparator {
        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        DISTINCT_FROM("IS DISTINCT FROM");

        private final String sign;

        Comparator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    record Comparison(Comparator comparator, Expr left, Expr right, Position position)
            implements Predicate {}

    record Between(Expr value, Expr min, Expr max, Position position) implements Predicate {}

    record And(List<Expr> terms) implements Predicate {
        public And {
            terms = List.copyOf(terms);
        }
    }

    record Or(List<Expr> terms) implements Predicate {
        public Or {
            terms = List.copyOf(terms);
        }
    }

    record Not(Expr value) implements Predicate {}

    record IsNull(Expr value) implements Predicate {}

    record InList(Expr value, List<Expr> list, Position position) implements Predicate {
        public InList {
            list = List.copyOf(list);
        }
    }

    record InQuery(Expr value, Query query) implements Predicate {}

    record Exists(Query query) implements Predicate {}

    /// `value <comparator> ALL|ANY (query)`.
    record Quantified(Comparator comparator, boolean all, Expr value, Query query)
            implements Predicate {}

    record Like(Expr value, Expr pattern, Optional<Expr> escape, Position position)
            implements Predicate {}

    /// An expression that is true, false or NULL.
    sealed interface Predicate extends Expr {
        @Override
        default SqlType type() {
            return SqlType.Simple.BOOLEAN;
        }
    }

    /// A query that returns one column and at most one row.
    record ScalarQuery(Query query, SqlType type) implements Expr {}

    /// A searched CASE; other forms, and IF, are brought to it.
    record Case(List<When> whens, Optional<Expr> otherwise, SqlType type) implements Expr {
        public Case {
            whens = List.copyOf(whens);
        }
    }

    record When(Expr condition, Expr result) {}

    record Coalesce(List<Expr> values, SqlType type) implements Expr {
        public Coalesce {
            values = List.copyOf(values);
        }
    }

    /// The value, or NULL where it equals `other`.
    ///
    /// @param left what is compared: `value`, brought to the type both have in common
    record NullIf(Expr value, Expr left, Expr other) implements Expr {
        @Override
        public SqlType type() {
            return value.type();
        }
    }

    /// NULL where evaluating the value fails.
    record Try(Expr value, Position position) implements Expr {
        @Override
        public SqlType type() {
            return value.type();
        }
    }

    record ArrayOf(List<Expr> elements, SqlType type) implements Expr {
        public ArrayOf {
            elements = List.copyOf(elements);
        }
    }

    record RowOf(List<Expr> values, SqlType type) implements Expr {
        public RowOf {
            values = List.copyOf(values);
        }
    }

    /// An aggregate function over the rows of a group.
    record Aggregate(
            String function,
            List<Expr> arguments,
            boolean distinct,
            Optional<Expr> filter,
            List<Sort> orderBy,
            SqlType type,
            Position position)
            implements Expr {
        public Aggregate {
            arguments = List.copyOf(arguments);
            orderBy = List.copyOf(orderBy);
        }
    }

    /// A window or aggregate function over a window.
    record Windowed(
            String function,
            List<Expr> arguments,
            boolean ignoreNulls,
            Optional<Expr> filter,
            Window window,
            SqlType type,
            Position position)
            implements Expr {
        public Windowed {
            arguments = List.copyOf(arguments);
        }
    }

    /// @param frame empty for the default frame
    record Window(List<Expr> partitionBy, List<Sort> orderBy, Optional<Frame> frame) {
        public Window {
            partitionBy = List.copyOf(partitionBy);
            orderBy = List.copyOf(orderBy);
        }
    }

    /// A window's frame.
    record Frame(Unit unit, Bound start, Bound end) {
        /// What a bound counts.
        public enum Unit {
            ROWS,
            RANGE,
            GROUPS
        }

        /// Where a bound lies.
        public enum Edge {
            UNBOUNDED_PRECEDING,
            PRECEDING,
            CURRENT_ROW,
            FOLLOWING,
            UNBOUNDED_FOLLOWING
        }

        /// @param distance for PRECEDING and FOLLOWING
        public record Bound(Edge edge, Optional<Expr> distance) {}
    }

    /// One key of an ORDER BY.
    record Sort(Expr key, boolean ascending, boolean nullsFirst) {}
}
