package dap.redshift.parser;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.redshift.tree.Token;

/// The file that is being translated: names locations in messages.
public record SourceFile(String file) {

    public DapException syntax(int line, int column, String what, String hint) {
        return new DapException(
                ErrorCode.SQL_SYNTAX, "%s:%d:%d: %s.".formatted(file, line, column, what), hint);
    }

    /// What stands at `token` has no equal in PostgreSQL.
    public DapException refusal(Token token, String what, String hint) {
        return new DapException(
                ErrorCode.SQL_NOT_TRANSLATABLE,
                "%s:%d:%d: %s has no equal in PostgreSQL."
                        .formatted(file, token.line(), token.column(), what),
                hint);
    }
}
