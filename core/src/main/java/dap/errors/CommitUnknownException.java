package dap.errors;

import org.jspecify.annotations.Nullable;

/// A write was accepted and then the other side vanished: the rows may or may not be there.
///
/// Nothing is retried or cleaned up until someone has looked.
public final class CommitUnknownException extends DapException {

    private static final long serialVersionUID = 1L;

    public CommitUnknownException(String problem, String hint, @Nullable Throwable cause) {
        super(ErrorCode.COMMIT_UNKNOWN, problem, hint, cause);
    }
}
