package dap.errors;

import org.jspecify.annotations.Nullable;

/// A failure in words for the person who can fix it: what failed, on which object, and what to do.
///
/// Neither text may hold values of events: names, paths, counts and event ids only.
public class DapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String problem;
    private final String hint;

    public DapException(ErrorCode code, String problem, String hint) {
        this(code, problem, hint, null);
    }

    public DapException(ErrorCode code, String problem, String hint, @Nullable Throwable cause) {
        super(problem + " " + hint, cause);
        this.code = code;
        this.problem = problem;
        this.hint = hint;
    }

    /// Problem and hint, for journals and logs.
    public String sentences() {
        return problem + " " + hint;
    }

    public ErrorCode code() {
        return code;
    }

    /// What failed, on which object: one sentence with its full stop.
    public String problem() {
        return problem;
    }

    /// What to do next: one sentence with its full stop.
    public String hint() {
        return hint;
    }
}
