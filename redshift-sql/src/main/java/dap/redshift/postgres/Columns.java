package dap.redshift.postgres;

import dap.redshift.tree.Expression;
import dap.redshift.tree.Expression.Keyword;
import dap.redshift.tree.Token;
import java.util.List;
import java.util.Optional;

/// The columns that a statement assigns to, whose types decide what the values become.
///
/// Redshift turns text and SUPER into a column's type by itself; on PostgreSQL a function of
/// `dap_redshift` does, which is shown the column by a NULL of its type.
///
/// @param table as PostgreSQL reads it
/// @param names of the columns, in the order of the values
record Columns(String table, List<String> names) {

    static final Columns NONE = new Columns("", List.of());

    static Columns of(Renderer renderer, List<Token> table, List<Token> columns) {
        return new Columns(
                renderer.unit().names().table(table),
                columns.stream().map(renderer.unit().names()::spell).toList());
    }

    /// Whether there is a column for each of `values` and no more.
    boolean fit(List<?> values) {
        return !names.isEmpty() && names.size() == values.size();
    }

    /// A NULL of the type of the column at `index`, if a value of `type` must become it.
    Optional<String> sample(int index, Expression value, Type type) {
        boolean converts =
                (type == Type.TEXT || type.mayBeSuper())
                        && !(value instanceof Keyword)
                        && !(value instanceof Expression.Parameter);
        return converts
                ? Optional.of("(NULL::" + table + ")." + names.get(index))
                : Optional.empty();
    }
}
