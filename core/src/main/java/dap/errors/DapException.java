package dap.errors;

import org.jspecify.annotations.Nullable;

/// A failure in words for the person who can mend it: what failed, on which object, and what to do.
///
/// Neither text may hold values of events: names, paths, counts and event ids only.
public class DapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String problem;
    private final String mend;

    public DapException(ErrorCode code, String problem, String mend) {
        this(code, problem, mend, null);
    }

    public DapException(ErrorCode code, String problem, String mend, @Nullable Throwable cause) {
        super(problem + " " + mend, cause);
        this.code = code;
        this.problem = problem;
        this.mend = mend;
    }

    /// Problem and mend, for journals and logs.
    public String sentences() {
        return problem + " " + mend;
    }

    public ErrorCode code() {
        return code;
    }

    /// What failed, on which object: one sentence with its full stop.
    public String problem() {
        return problem;
    }

    /// What to do next: one sentence with its full stop.
    public String mend() {
        return mend;
    }
}
