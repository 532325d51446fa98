package dap.parity;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an engine made of a query of one column.
///
/// @param text the values as text, a line each; null for NULL, and where there is none
/// @param detail of a failure
record Outcome(Kind kind, @Nullable String text, String detail) {

    enum Kind {
        VALUE,
        /// The expression failed, as a division by zero does.
        ERROR,
        /// DAP does not translate it, and says so.
        REFUSED
    }

    static Outcome ofTrino(String sql) {
        try {
            return new Outcome(
                    Kind.VALUE,
                    joined(Trino.start().rows(sql).stream().map(row -> row.getField(0)).toList()),
                    "");
        } catch (RuntimeException e) {
            return new Outcome(Kind.ERROR, null, String.valueOf(e.getMessage()));
        }
    }

    static Outcome ofDuck(String sql) {
        try {
            return new Outcome(
                    Kind.VALUE, joined(Duck.rows(sql).stream().map(List::getFirst).toList()), "");
        } catch (DapException e) {
            Kind kind = e.code() == ErrorCode.SQL_NOT_TRANSLATABLE ? Kind.REFUSED : Kind.ERROR;
            return new Outcome(kind, null, e.code() + " " + e.problem());
        }
    }

    private static @Nullable String joined(List<? extends @Nullable Object> values) {
        return values.size() == 1 && values.getFirst() == null
                ? null
                : values.stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }

    /// Equal values, or failures of both; a refusal is no difference.
    boolean agreesWith(Outcome other) {
        if (kind == Kind.REFUSED || other.kind == Kind.REFUSED) {
            return true;
        }
        return kind == other.kind && Objects.equals(text, other.text);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case VALUE -> text == null ? "NULL" : "'" + text + "'";
            case ERROR, REFUSED -> kind + " (" + detail + ")";
        };
    }
}
