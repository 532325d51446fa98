package dap.sql.tree;

import org.jspecify.annotations.Nullable;

/// Where in the statement's text an expression stands, for messages.
///
/// All positions are equal: two expressions are the same if they compute the same, wherever they
/// stand (`GROUP BY lower(a)` and `SELECT lower(a)`).
public record Position(int line, int column) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Position;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
